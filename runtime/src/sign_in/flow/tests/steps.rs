//! Single steps: a reply, an answer, the request that comes of it.

use super::*;
use crate::client::error::ErrorKind;

/// A sign-in that was just asked this.
fn asked(reply: &str) -> (SignIn, Challenge) {
    let mut sign_in = sign_in(Options { flow: Flow::Custom, ..options() });
    sign_in.start().unwrap();
    match sign_in.receive(&value(reply)).unwrap() {
        Step::Challenge(challenge) => (sign_in, challenge),
        other => panic!("{other:?}"),
    }
}

/// The answers that a test gives to challenges: one for each kind.
fn answer(challenge: &Challenge) -> Answer {
    match challenge {
        Challenge::NewPasswordRequired(c) => {
            assert_eq!(c.required_attributes, ["email"]);
            assert_eq!(c.attributes, [("name".to_owned(), "Jane".to_owned())]);
            c.password("n3w", &[("email", "jane@example.com")])
        }
        Challenge::SmsMfa(c) | Challenge::EmailOtp(c) | Challenge::SmsOtp(c) | Challenge::EmailMfa(c) => {
            assert_eq!(c.destination.as_deref(), Some("+***99"));
            c.code("123456")
        }
        Challenge::SoftwareTokenMfa(c) => c.code(" 123456\n"),
        Challenge::SelectMfaType(c) => {
            assert_eq!(c.options, ["SMS_MFA", "SOFTWARE_TOKEN_MFA"]);
            c.choose("SMS_MFA")
        }
        Challenge::SelectChallenge(c) if c.options == ["WEB_AUTHN"] => {
            c.choose_with("WEB_AUTHN", &[("CREDENTIAL", "{}")])
        }
        Challenge::SelectChallenge(c) => c.choose(&c.options[0]),
        Challenge::MfaSetup(c) => {
            assert_eq!(c.options, ["SOFTWARE_TOKEN_MFA"]);
            c.software_token()
        }
        Challenge::Password(c) => c.password("other"),
        Challenge::WebAuthn(c) => c.credential(&c.options),
        Challenge::Custom(c) => {
            assert_eq!(c.parameters, [("question".to_owned(), "?".to_owned())]);
            c.answer("42")
        }
        Challenge::Other(c) => c.responses([("ANYTHING", "goes")]),
        Challenge::SoftwareTokenSetup(c) => c.code("123456", Some("phone")),
    }
}

#[test]
fn answers_go_out_under_the_service_s_names() {
    let cases = [
        (
            r#""NEW_PASSWORD_REQUIRED", "ChallengeParameters": {"USER_ID_FOR_SRP": "jane",
               "requiredAttributes": "[\"userAttributes.email\"]", "userAttributes": "{\"name\":\"Jane\"}"}"#,
            r#""NEW_PASSWORD": "n3w", "userAttributes.email": "jane@example.com""#,
        ),
        (
            r#""SMS_MFA", "ChallengeParameters": {"CODE_DELIVERY_DESTINATION": "+***99"}"#,
            r#""SMS_MFA_CODE": "123456""#,
        ),
        (
            r#""EMAIL_OTP", "ChallengeParameters": {"CODE_DELIVERY_DESTINATION": "+***99"}"#,
            r#""EMAIL_OTP_CODE": "123456""#,
        ),
        (
            r#""EMAIL_MFA", "ChallengeParameters": {"CODE_DELIVERY_DESTINATION": "+***99"}"#,
            r#""EMAIL_MFA_CODE": "123456""#,
        ),
        (
            r#""SMS_OTP", "ChallengeParameters": {"CODE_DELIVERY_DESTINATION": "+***99"}"#,
            r#""SMS_OTP_CODE": "123456""#,
        ),
        (r#""SOFTWARE_TOKEN_MFA""#, r#""SOFTWARE_TOKEN_MFA_CODE": "123456""#),
        (
            r#""SELECT_MFA_TYPE", "ChallengeParameters": {"MFAS_CAN_CHOOSE": "[\"SMS_MFA\",\"SOFTWARE_TOKEN_MFA\"]"}"#,
            r#""ANSWER": "SMS_MFA""#,
        ),
        (r#""SELECT_CHALLENGE", "AvailableChallenges": ["EMAIL_OTP"]"#, r#""ANSWER": "EMAIL_OTP""#),
        (
            r#""SELECT_CHALLENGE", "AvailableChallenges": ["PASSWORD"]"#,
            r#""ANSWER": "PASSWORD", "PASSWORD": "correct horse""#,
        ),
        (
            r#""SELECT_CHALLENGE", "AvailableChallenges": ["WEB_AUTHN"]"#,
            r#""ANSWER": "WEB_AUTHN", "CREDENTIAL": "{}""#,
        ),
        (r#""PASSWORD""#, r#""PASSWORD": "other""#),
        (
            r#""WEB_AUTHN", "ChallengeParameters": {"CREDENTIAL_REQUEST_OPTIONS": "{\"challenge\":1}"}"#,
            r#""CREDENTIAL": "{\"challenge\":1}""#,
        ),
        (r#""CUSTOM_CHALLENGE", "ChallengeParameters": {"question": "?"}"#, r#""ANSWER": "42""#),
        (r#""SOMETHING_NEW", "ChallengeParameters": null"#, r#""ANYTHING": "goes""#),
    ];
    for (challenge, responses) in cases {
        let (mut sign_in, asked) = asked(&format!(r#"{{"Session": "s", "ChallengeName": {challenge}}}"#));
        let request = sign_in.answer(answer(&asked)).unwrap();
        let name = challenge.split('"').nth(1).unwrap();
        let expected = format!(
            r#"{{"ChallengeName": "{name}", "ChallengeResponses": {{"USERNAME": "jane", {responses}}},
                "ClientId": "client", "Session": "s"}}"#
        );
        assert_eq!(Value::from(request.parameters.clone()), value(&expected), "{name}");
        assert_eq!(request.operation, "RespondToAuthChallenge");
    }
}

#[test]
fn flows_begin_with_their_parameters() {
    let choice = |preferred: &str| Flow::Choice { preferred: Some(preferred.to_owned()) };
    let password = Some("correct horse");
    let cases = [
        (Flow::Srp, password, r#""USER_SRP_AUTH", "AuthParameters": {"USERNAME": "jane", "SRP_A": "#),
        (
            Flow::Password,
            password,
            r#""USER_PASSWORD_AUTH", "AuthParameters": {"USERNAME": "jane", "PASSWORD": "correct horse"}"#,
        ),
        (Flow::Custom, None, r#""CUSTOM_AUTH", "AuthParameters": {"USERNAME": "jane"}"#),
        (
            Flow::CustomSrp,
            password,
            r#""CUSTOM_AUTH", "AuthParameters": {"USERNAME": "jane", "CHALLENGE_NAME": "SRP_A", "SRP_A": "#,
        ),
        (Flow::Choice { preferred: None }, None, r#""USER_AUTH", "AuthParameters": {"USERNAME": "jane"}"#),
        (
            choice("EMAIL_OTP"),
            None,
            r#""USER_AUTH", "AuthParameters": {"USERNAME": "jane", "PREFERRED_CHALLENGE": "EMAIL_OTP"}"#,
        ),
        (
            choice("PASSWORD_SRP"),
            password,
            r#""USER_AUTH", "AuthParameters": {"USERNAME": "jane", "PREFERRED_CHALLENGE": "PASSWORD_SRP", "SRP_A": "#,
        ),
    ];
    for (flow, password, begin) in cases {
        let options = Options { flow, password: password.map(Secret::from), ..options() };
        let request = text(&sign_in(options).start().unwrap());
        assert!(request.starts_with(&format!("InitiateAuth {{\"AuthFlow\": {begin}")), "{request}");
        assert!(request.ends_with("\"ClientId\": \"client\"}"), "{request}");
    }
}

#[test]
fn client_secret_device_session_and_further_members_go_along() {
    let mut options = Options { flow: Flow::Custom, device: Some(device()), ..options() };
    options.client_secret = Some("hush".into());
    options.session = Some("signed-up".to_owned());
    options.members.insert("ClientMetadata", value(r#"{"a": "b"}"#));
    let request = sign_in(options).start().unwrap();
    let hash = crate::sign_in::srp::secret_hash("jane", "client", "hush");
    let expected = format!(
        r#"{{"AuthFlow": "CUSTOM_AUTH", "AuthParameters": {{"USERNAME": "jane", "SECRET_HASH": "{hash}",
            "DEVICE_KEY": "eu-west-1_dev"}}, "ClientId": "client", "Session": "signed-up",
            "ClientMetadata": {{"a": "b"}}}}"#
    );
    assert_eq!(Value::from(request.parameters), value(&expected));
}

#[test]
fn an_authenticator_is_set_up_on_the_way() {
    let reply = r#"{"ChallengeName": "MFA_SETUP", "Session": "s1",
        "ChallengeParameters": {"MFAS_CAN_SETUP": "[\"SOFTWARE_TOKEN_MFA\"]"}}"#;
    let (mut sign_in, challenge) = asked(reply);
    let request = sign_in.answer(answer(&challenge)).unwrap();
    assert_eq!(text(&request), r#"AssociateSoftwareToken {"Session": "s1"}"#);
    let step = sign_in.receive(&value(r#"{"SecretCode": "ABC234", "Session": "s2"}"#)).unwrap();
    let Step::Challenge(Challenge::SoftwareTokenSetup(setup)) = step else { panic!("{step:?}") };
    let uri = setup.uri("Example Inc", "jane@example.com");
    let expected = "otpauth://totp/Example%20Inc:jane%40example.com?secret=ABC234&issuer=Example%20Inc";
    assert_eq!(uri.expose(), expected);
    let request = sign_in.answer(setup.code("123456", Some("phone"))).unwrap();
    let expected = r#"{"Session": "s2", "UserCode": "123456", "FriendlyDeviceName": "phone"}"#;
    assert_eq!(text(&request), format!("VerifySoftwareToken {expected}"));
    let step = sign_in.receive(&value(r#"{"Status": "SUCCESS", "Session": "s3"}"#)).unwrap();
    let Step::Call(request) = step else { panic!("{step:?}") };
    let expected = r#"{"ChallengeName": "MFA_SETUP", "ChallengeResponses": {"USERNAME": "jane"}, "ClientId": "client", "Session": "s3"}"#;
    assert_eq!(text(&request), format!("RespondToAuthChallenge {expected}"));
}

#[test]
fn a_service_that_was_asked_for_a_proof_is_not_given_the_password() {
    let challenge = value(r#"{"ChallengeName": "PASSWORD", "Session": "s"}"#);
    for (flow, sends) in [
        (Flow::Srp, false),
        (Flow::CustomSrp, false),
        (Flow::Choice { preferred: Some("PASSWORD_SRP".into()) }, false),
        (Flow::Choice { preferred: None }, true),
        (Flow::Password, true),
    ] {
        let mut sign_in = sign_in(Options { flow: flow.clone(), ..options() });
        sign_in.start().unwrap();
        let step = sign_in.receive(&challenge).unwrap();
        assert_eq!(matches!(step, Step::Call(_)), sends, "{flow:?}");
        assert_eq!(matches!(step, Step::Challenge(Challenge::Password(_))), !sends, "{flow:?}");
    }
}

#[test]
fn what_makes_no_sense_is_an_error_and_no_panic() {
    let replies = [
        ("{}", "neither tokens nor a challenge"),
        ("[]", "neither tokens nor a challenge"),
        (r#"{"ChallengeName": 1}"#, "neither tokens nor a challenge"),
        (r#"{"ChallengeName": "PASSWORD_VERIFIER"}"#, "has no USER_ID_FOR_SRP"),
        (
            r#"{"ChallengeName": "PASSWORD_VERIFIER", "ChallengeParameters": {"USER_ID_FOR_SRP": "jane"}}"#,
            "has no SALT",
        ),
        (
            r#"{"ChallengeName": "PASSWORD_VERIFIER", "ChallengeParameters": {"USER_ID_FOR_SRP": "jane",
                "SALT": "a", "SRP_B": "0", "SECRET_BLOCK": "YQ=="}}"#,
            "SRP_B that cannot be used",
        ),
    ];
    for (reply, message) in replies {
        let mut sign_in = sign_in(options());
        sign_in.start().unwrap();
        let error = sign_in.receive(&value(reply)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::SignIn);
        assert!(error.message().contains(message), "{error}");
    }
}

#[test]
fn steps_out_of_turn_are_errors() {
    let mut early = sign_in(options());
    let code = Code { name: "SMS_MFA".into(), destination: None, device_name: None };
    assert_eq!(early.answer(code.code("1")).unwrap_err().message(), "There is no challenge to answer");
    let error = early.receive(&value("{}")).unwrap_err();
    assert_eq!(error.message(), "There is no request that this could be the reply to");
    let (mut asked, _) = asked(r#"{"ChallengeName": "SOFTWARE_TOKEN_MFA"}"#);
    let error = asked.answer(code.code("1")).unwrap_err();
    assert_eq!(error.message(), "The challenge is SOFTWARE_TOKEN_MFA, and the answer one to SMS_MFA");
}

#[test]
fn what_a_flow_lacks_is_said_before_anything_is_sent() {
    let cases = [
        (Options { password: None, ..options() }, "This sign-in needs a password"),
        (
            Options { user_pool_id: None, ..options() },
            "The proof of a password needs the id of the user pool",
        ),
        (Options { flow: Flow::Password, password: None, ..options() }, "This sign-in needs a password"),
    ];
    for (options, message) in cases {
        assert_eq!(sign_in(options).start().unwrap_err().message(), message);
    }
}

#[test]
fn tokens_read_and_write_alike() {
    let result = r#"{"AccessToken": "a", "ExpiresIn": 3600, "TokenType": "Bearer", "RefreshToken": "r", "IdToken": "i", "NewDeviceMetadata": {"DeviceKey": "k", "DeviceGroupKey": "g"}}"#;
    let tokens = Tokens::from_reply(&value(&format!(r#"{{"AuthenticationResult": {result}}}"#))).unwrap();
    assert_eq!(json::to_string(&tokens.to_value(), Layout::Wire), result);
    let nothing = Tokens::from_reply(&value("{}")).unwrap_err();
    assert_eq!(nothing.message(), "The service's reply has no tokens");
}

#[test]
fn refreshing() {
    let mut options = Options { device: Some(device()), ..options() };
    options.client_secret = Some("hush".into());
    let refresh = Refresh { options, refresh_token: "refresh".into() };
    let hash = crate::sign_in::srp::secret_hash("jane", "client", "hush");
    assert_eq!(
        Value::from(refresh.request().parameters),
        value(&format!(
            r#"{{"AuthFlow": "REFRESH_TOKEN_AUTH", "AuthParameters": {{"SECRET_HASH": "{hash}",
                "DEVICE_KEY": "eu-west-1_dev", "REFRESH_TOKEN": "refresh"}}, "ClientId": "client"}}"#
        ))
    );
    assert_eq!(
        text(&refresh.rotating_request()),
        r#"GetTokensFromRefreshToken {"RefreshToken": "refresh", "ClientId": "client", "ClientSecret": "hush", "DeviceKey": "eu-west-1_dev"}"#
    );
}

#[test]
fn nothing_secret_is_shown() {
    let mut sign_in = sign_in(Options {
        flow: Flow::Password,
        client_secret: Some("correct horse".into()),
        device: Some(Device { password: "correct horse".into(), ..device() }),
        ..options()
    });
    let request = sign_in.start().unwrap();
    let reply =
        value(r#"{"AuthenticationResult": {"AccessToken": "correct horse", "IdToken": "correct horse"}}"#);
    let answer = Answer::new("PASSWORD", [("PASSWORD", "correct horse")]);
    let step = sign_in.receive(&reply).unwrap();
    let shown = format!("{sign_in:?} {request:?} {step:?} {answer:?}");
    assert!(!shown.contains("correct"), "{shown}");
    assert!(shown.contains("***"), "{shown}");
}
