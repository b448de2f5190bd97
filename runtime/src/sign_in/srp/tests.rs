//! Against two other implementations (`vectors/`), and against our own service's side.

use serde_json::Value as Json;

use super::server::Server;
use super::*;
use crate::client::error::{Error, ErrorKind};
use crate::shapes::time::Timestamp;

/// Bytes that look random and are the same each time: SHA-256 of a counter.
#[derive(Debug, Default)]
pub(crate) struct Counter(u64);

impl Host for Counter {
    fn fill_random(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        for chunk in bytes.chunks_mut(32) {
            self.0 += 1;
            chunk.copy_from_slice(&crate::client::crypto::sha256(&[&self.0.to_be_bytes()])[..chunk.len()]);
        }
        Ok(())
    }

    fn now(&self) -> Timestamp {
        Timestamp::from_seconds(1_600_000_000)
    }
}

fn vectors(kind: &str) -> Vec<Json> {
    let all: Json = serde_json::from_str(include_str!("vectors/vectors.json")).unwrap();
    all[kind].as_array().unwrap().clone()
}

fn text<'a>(case: &'a Json, member: &str) -> &'a str {
    case[member].as_str().unwrap()
}

fn identity(case: &Json) -> Identity<'_> {
    Identity { group: text(case, "group"), name: text(case, "name"), password: text(case, "password") }
}

#[test]
fn claims_are_those_of_other_implementations() {
    let cases = vectors("claims");
    assert_eq!(cases.len(), 20);
    for case in &cases {
        let mut secret = [0; Ephemeral::BYTES];
        hex::decode_to_slice(text(case, "a"), &mut secret).unwrap();
        let ephemeral = Ephemeral::from_secret(&secret);
        assert_eq!(ephemeral.srp_a(), text(case, "srp_a"), "{case}");
        let challenge = ServerChallenge {
            salt: text(case, "salt"),
            srp_b: text(case, "srp_b"),
            secret_block: text(case, "secret_block"),
        };
        let now = Timestamp::from_seconds(case["seconds"].as_i64().unwrap());
        let claim = ephemeral.claim(&identity(case), &challenge, now).unwrap();
        assert_eq!(claim.timestamp, text(case, "timestamp"));
        assert_eq!(claim.signature, text(case, "signature"), "{}", case["label"]);
    }
}

#[test]
fn device_verifiers_are_those_of_other_implementations() {
    for case in vectors("device_verifiers") {
        use base64::Engine as _;
        let given = base64::engine::general_purpose::STANDARD.decode(text(&case, "salt")).unwrap();
        let mut salt = [0; 16];
        let digits = given.strip_prefix(&[0]).unwrap_or(&given);
        salt[16 - digits.len()..].copy_from_slice(digits);
        let password = text(&case, "password").into();
        let made = DeviceVerifier::new(text(&case, "group"), text(&case, "name"), password, salt);
        assert_eq!(made.salt, text(&case, "salt"));
        assert_eq!(made.password_verifier, text(&case, "verifier"));
    }
}

#[test]
fn secret_hashes_are_those_of_other_implementations() {
    for case in vectors("secret_hashes") {
        let hash =
            secret_hash(text(&case, "username"), text(&case, "client_id"), text(&case, "client_secret"));
        assert_eq!(hash, text(&case, "hash"));
    }
}

/// Both sides of one exchange with the host's next numbers.
fn accepted(host: &mut Counter, known: &str, typed: &str) -> bool {
    let (mut b, mut salt) = ([0; 32], [0; 16]);
    host.fill_random(&mut b).unwrap();
    host.fill_random(&mut salt).unwrap();
    let by = |password| Identity::user("eu-west-1_AbCdEfGhI", "jane", password).unwrap();
    let server = Server::new(&by(known), &hex::encode(salt), &b);
    let ephemeral = Ephemeral::generate(host).unwrap();
    let (srp_b, block) = (server.srp_b(), "YmxvY2s=");
    let challenge = ServerChallenge { salt: &server.salt, srp_b: &srp_b, secret_block: block };
    let claim = ephemeral.claim(&by(typed), &challenge, host.now()).unwrap();
    server.accepts(&ephemeral.srp_a(), ["AbCdEfGhI", "jane"], block, &claim.timestamp, &claim.signature)
}

#[test]
fn the_service_comes_to_the_same_key_from_the_right_password_only() {
    let host = &mut Counter::default();
    for round in 0..12 {
        let password = format!("Pässword-{round}");
        assert!(accepted(host, &password, &password));
        assert!(!accepted(host, &password, &format!("{password} ")));
    }
}

#[test]
fn a_confirmed_device_is_recognized() {
    let host = &mut Counter::default();
    let (group, key) = ("-AbCdEfGh", "eu-west-1_1f2e3d4c");
    let made = DeviceVerifier::generate(group, key, host).unwrap();
    let server = Server::of_device(&made.salt, &made.password_verifier, &[7; 32]);
    let ephemeral = Ephemeral::generate(host).unwrap();
    let (srp_b, block) = (server.srp_b(), "YmxvY2s=");
    let challenge = ServerChallenge { salt: &server.salt, srp_b: &srp_b, secret_block: block };
    let identity = Identity { group, name: key, password: made.password.expose() };
    let claim = ephemeral.claim(&identity, &challenge, host.now()).unwrap();
    assert!(server.accepts(&ephemeral.srp_a(), [group, key], block, &claim.timestamp, &claim.signature));
}

#[test]
fn challenges_that_give_the_key_away_or_do_not_read_are_refused() {
    let ephemeral = Ephemeral::from_secret(&[3; Ephemeral::BYTES]);
    let identity = Identity::user("eu-west-1_AbCdEfGhI", "jane", "password").unwrap();
    let modulus = encoding::digits(group::modulus());
    let good = ServerChallenge { salt: "ab", srp_b: "2", secret_block: "YQ==" };
    assert!(ephemeral.claim(&identity, &good, Timestamp::default()).is_ok());
    let cases = [
        (ServerChallenge { srp_b: "0", ..good }, "SRP_B"),
        (ServerChallenge { srp_b: "", ..good }, "SRP_B"),
        (ServerChallenge { srp_b: &modulus, ..good }, "SRP_B"),
        (ServerChallenge { srp_b: "-2", ..good }, "SRP_B"),
        (ServerChallenge { salt: "salt", ..good }, "SALT"),
        (ServerChallenge { secret_block: "?", ..good }, "SECRET_BLOCK"),
    ];
    for (challenge, parameter) in cases {
        let error = ephemeral.claim(&identity, &challenge, Timestamp::default()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::SignIn);
        assert!(error.message().contains(parameter), "{error}");
    }
}

#[test]
fn a_pool_without_a_name_is_refused() {
    for id in ["", "eu-west-1", "eu-west-1_", "_AbCdEfGhI"] {
        let error = Identity::user(id, "jane", "password").unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("A user pool's id has the form REGION_NAME, and \"{id}\" has not")
        );
    }
}

#[test]
fn nothing_secret_is_shown() {
    let ephemeral = Ephemeral::from_secret(&[0xab; Ephemeral::BYTES]);
    let identity = Identity { group: "group", name: "jane", password: "hunter2" };
    let device = DeviceVerifier::new("group", "key", "hunter2".into(), [1; 16]);
    let shown = format!("{ephemeral:?} {identity:?} {device:?}");
    assert!(!shown.contains("hunter2") && !shown.contains("abababab"), "{shown}");
}
