//! Whole sign-ins with a service of our own that checks every proof.

use super::*;
use crate::client::error::{Error, ErrorKind};
use crate::sign_in::drive::Exchange;
use crate::sign_in::srp::server::Server;
use crate::sign_in::srp::{Identity, secret_hash};

const BLOCK: &str = "c2VjcmV0IGJsb2Nr";
/// What the service calls the user who signs in by another name.
const NAME: &str = "7c1b8a52";

/// A user pool with one user, who has a password, a second factor and perhaps a device.
struct Pool {
    user: Server,
    device: Option<Server>,
    code: &'static str,
    client_secret: Option<&'static str>,
    srp_a: String,
}

fn refusal(message: &str) -> Error {
    Error::new(ErrorKind::Service, message)
}

fn member<'a>(value: &'a Value, path: [&str; 2]) -> &'a str {
    value.get(path[0]).and_then(|map| map.get(path[1])).and_then(Value::as_str).unwrap_or_default()
}

impl Pool {
    fn new(password: &str) -> Pool {
        let identity = Identity::user(POOL, NAME, password).unwrap();
        let user = Server::new(&identity, "00ab54", &[5; 32]);
        Pool { user, device: None, code: "123456", client_secret: None, srp_a: String::new() }
    }

    fn check_client(&self, input: &Value, parameters: &str, name: &str) {
        let hash = self.client_secret.map(|secret| secret_hash(name, "client", secret));
        assert_eq!(member(input, [parameters, "USERNAME"]), name);
        assert_eq!(member(input, [parameters, "SECRET_HASH"]), hash.unwrap_or_default());
    }

    fn challenge(server: &Server, name: &str) -> Value {
        value(&format!(
            r#"{{"ChallengeName": "{name}", "ChallengeParameters": {{"USERNAME": "{NAME}",
                "USER_ID_FOR_SRP": "{NAME}", "SALT": "{}", "SRP_B": "{}", "SECRET_BLOCK": "{BLOCK}"}}}}"#,
            server.salt,
            server.srp_b()
        ))
    }

    fn proved(&self, input: &Value, server: &Server, names: [&str; 2]) -> bool {
        let response = |name| member(input, ["ChallengeResponses", name]);
        let (timestamp, signature) = (response("TIMESTAMP"), response("PASSWORD_CLAIM_SIGNATURE"));
        assert_eq!(response("PASSWORD_CLAIM_SECRET_BLOCK"), BLOCK);
        server.accepts(&self.srp_a, names, BLOCK, timestamp, signature)
    }

    fn respond(&mut self, input: &Value) -> Result<Value, Error> {
        self.check_client(input, "ChallengeResponses", NAME);
        let response = |name| member(input, ["ChallengeResponses", name]);
        match input.get("ChallengeName").and_then(Value::as_str).unwrap() {
            "PASSWORD_VERIFIER" if self.proved(input, &self.user, ["AbCdEfGhI", NAME]) => {
                let next = if self.device.is_some() { "DEVICE_SRP_AUTH" } else { "SMS_MFA" };
                Ok(value(&format!(r#"{{"ChallengeName": "{next}", "Session": "s1"}}"#)))
            }
            "DEVICE_SRP_AUTH" => {
                self.srp_a = response("SRP_A").to_owned();
                Ok(Pool::challenge(self.device.as_ref().unwrap(), "DEVICE_PASSWORD_VERIFIER"))
            }
            "DEVICE_PASSWORD_VERIFIER" if self.device_is_proved(input) => Ok(tokens()),
            "SMS_MFA" if response("SMS_MFA_CODE") == self.code => Ok(tokens()),
            _ => Err(refusal("Incorrect")),
        }
    }

    fn device_is_proved(&self, input: &Value) -> bool {
        self.proved(input, self.device.as_ref().unwrap(), ["-group", "eu-west-1_dev"])
    }
}

fn tokens() -> Value {
    value(r#"{"AuthenticationResult": {"AccessToken": "access", "ExpiresIn": 3600}}"#)
}

impl Exchange for Pool {
    fn call(&mut self, operation: &str, input: Value) -> Result<Value, Error> {
        assert_eq!(input.get("ClientId"), Some(&"client".into()));
        if operation != "InitiateAuth" {
            return self.respond(&input);
        }
        self.check_client(&input, "AuthParameters", "jane");
        self.srp_a = member(&input, ["AuthParameters", "SRP_A"]).to_owned();
        Ok(Pool::challenge(&self.user, "PASSWORD_VERIFIER"))
    }
}

/// Answers with the codes in turn, and gives up when there are no more.
fn codes(codes: &'static [&'static str]) -> impl FnMut(Challenge, Option<Error>) -> Result<Answer, Error> {
    let mut codes = codes.iter();
    move |challenge, refused| match (challenge, codes.next()) {
        (Challenge::SmsMfa(code), Some(digits)) => Ok(code.code(digits)),
        (_, None) => Err(refused.unwrap()),
        (other, _) => panic!("{other:?}"),
    }
}

#[test]
fn the_right_password_and_code_lead_to_tokens() {
    let mut pool = Pool { client_secret: Some("hush"), ..Pool::new("correct horse") };
    let options = Options { client_secret: Some("hush".into()), ..options() };
    let found = sign_in(options).run(&mut pool, codes(&["123456"])).unwrap();
    assert_eq!(found, Tokens::from_reply(&tokens()).unwrap());
}

#[test]
fn a_wrong_password_ends_the_sign_in() {
    let error = sign_in(options()).run(&mut Pool::new("battery staple"), codes(&[])).unwrap_err();
    assert_eq!(error.message(), "Incorrect");
}

#[test]
fn a_refused_code_can_be_given_again_and_given_up() {
    let mut pool = Pool::new("correct horse");
    assert!(sign_in(options()).run(&mut pool, codes(&["1", "2", "123456"])).is_ok());
    let error = sign_in(options()).run(&mut pool, codes(&["1", "2"])).unwrap_err();
    assert_eq!(error.message(), "Incorrect");
}

#[test]
fn a_known_device_takes_the_place_of_the_second_factor() {
    let by = |password| Identity { group: "-group", name: "eu-west-1_dev", password };
    let known = || Options { device: Some(device()), ..options() };
    let mut pool =
        Pool { device: Some(Server::new(&by("device's"), "ab", &[9; 32])), ..Pool::new("correct horse") };
    assert!(sign_in(known()).run(&mut pool, codes(&[])).is_ok());
    pool.device = Some(Server::new(&by("another's"), "ab", &[9; 32]));
    assert!(sign_in(known()).run(&mut pool, codes(&[])).is_err());
}

#[test]
fn a_new_device_is_made_known_and_recognized() {
    let new = NewDevice { key: "eu-west-1_dev".into(), group_key: "-group".into() };
    let registration = Registration::new(new, &mut Counter::default()).unwrap();
    let request = registration.request(&"access".into(), Some("laptop"));
    assert_eq!(request.operation, "ConfirmDevice");
    let input: Value = request.parameters.into();
    assert_eq!(input.get("DeviceName"), Some(&"laptop".into()));
    let verifier = |name| member(&input, ["DeviceSecretVerifierConfig", name]);
    let server = Server::of_device(verifier("Salt"), verifier("PasswordVerifier"), &[9; 32]);
    let mut pool = Pool { device: Some(server), ..Pool::new("correct horse") };
    let options = Options { device: Some(registration.into_device()), ..options() };
    assert!(sign_in(options).run(&mut pool, codes(&[])).is_ok());
}
