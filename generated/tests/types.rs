//! Emitted types: construction, shorthand, serde, `Debug`.
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use cognito_idp::types::{
    AdminCreateUserRequest, AttributeType, ChallengeNameType, ConfirmSignUpRequest, CreateIdentityProviderRequest,
    DescribeUserPoolResponse, DeviceSecretVerifierConfigType, IdentityProviderTypeType, ListUsersResponse,
    SetUserPoolMfaConfigRequest, SignUpRequest, SmsMfaConfigType, UserPoolMfaType,
};
use cognito_idp::Timestamp;

#[test]
fn literals_start_from_what_is_required() {
    let request = SignUpRequest {
        user_attributes: Some(vec![AttributeType::new("email")]),
        ..SignUpRequest::new("client", "jane")
    };
    assert_eq!((request.client_id.as_str(), request.username.as_str()), ("client", "jane"));
    assert_eq!(request.password, None);
}

#[test]
fn shorthand_becomes_typed_structures() {
    let attribute: AttributeType = "Name=email,Value=a@b.example".parse().unwrap();
    assert_eq!(attribute, AttributeType { value: Some("a@b.example".into()), ..AttributeType::new("email") });

    let text = "SmsAuthenticationMessage='Your code is {####}',SmsConfiguration={SnsCallerArn=arn:aws:iam::123456789012:role/sms,ExternalId=x}";
    let sms: SmsMfaConfigType = text.parse().unwrap();
    assert_eq!(sms.sms_configuration.unwrap().external_id.as_deref(), Some("x"));

    let list = cognito_idp::runtime::typed::list_from_shorthand::<AttributeType>(["Name=a", "Name=b,Value=c"]);
    assert_eq!(list.unwrap().len(), 2);
}

#[test]
fn bad_shorthand_names_the_place_or_the_member() {
    let error = "Name".parse::<AttributeType>().unwrap_err();
    assert_eq!(error.position(), Some(4));
    let error = "Value=x,Bogus=y".parse::<AttributeType>().unwrap_err();
    assert_eq!(error.position(), None);
    let text = error.to_string();
    assert!(text.contains("\"Name\"") && text.contains("\"Bogus\""), "{text}");
}

#[test]
fn wire_json_is_read_leniently_and_written_in_wire_names() {
    let text = r#"{"UserPool":{"Id":"p","CreationDate":1600000000.123,"MfaConfiguration":"FUTURE","New":1,"Name":null}}"#;
    let response: DescribeUserPoolResponse = serde_json::from_str(text).unwrap();
    let pool = response.user_pool.clone().unwrap();
    assert_eq!(pool.id.as_deref(), Some("p"));
    assert_eq!(pool.name, None);
    assert_eq!(pool.mfa_configuration, Some(UserPoolMfaType::Other("FUTURE".into())));
    assert_eq!(pool.creation_date, Timestamp::from_seconds_f64(1_600_000_000.123));
    let written = serde_json::to_string(&response).unwrap();
    let expected = r#"{"UserPool":{"Id":"p","CreationDate":1600000000.123,"MfaConfiguration":"FUTURE"}}"#;
    assert_eq!(written, expected);
}

#[test]
fn reading_a_file_insists_on_required_members() {
    let error = serde_json::from_str::<SetUserPoolMfaConfigRequest>("{}").unwrap_err();
    assert!(error.to_string().contains("missing field `UserPoolId`"), "{error}");
    let users: ListUsersResponse = serde_json::from_str(r#"{"Users":[{"Attributes":[{"Name":"sub"}]}]}"#).unwrap();
    assert_eq!(users.users.unwrap()[0].attributes.as_ref().unwrap()[0].name, "sub");
}

#[test]
fn debug_hides_what_is_secret_though_the_model_does_not_say_so() {
    let details = [("client_id", "known"), ("Client_Secret", "hush-1"), ("private_key", "hush-2")];
    let details = details.map(|(key, value)| (key.to_owned(), value.to_owned()));
    let provider = CreateIdentityProviderRequest::new("pool", "Example", IdentityProviderTypeType::Google, details.into());
    let device = DeviceSecretVerifierConfigType {
        password_verifier: Some("hush-3".into()),
        salt: Some("hush-4".into()),
    };
    let confirmed = ConfirmSignUpRequest::new("client", "jane", "hush-5");
    let shown = format!("{provider:?} {device:?} {confirmed:?}");
    assert!(!shown.contains("hush"), "{shown}");
    assert!(shown.contains(r#""client_id": "known""#), "{shown}");
    assert!(shown.contains(r#""Client_Secret": ***"#) && shown.contains("PasswordVerifier: ***"), "{shown}");
}

#[test]
fn debug_hides_what_the_model_calls_sensitive() {
    let request = AdminCreateUserRequest {
        temporary_password: Some("S3cret!".into()),
        ..AdminCreateUserRequest::new("pool_1", "jane")
    };
    let shown = format!("{request:?}");
    assert!(shown.contains("pool_1") && shown.contains("***") && !shown.contains("S3cret!"), "{shown}");
}

#[test]
fn enums_are_open() {
    assert_eq!(ChallengeNameType::from("SMS_MFA"), ChallengeNameType::SmsMfa);
    assert_eq!(ChallengeNameType::from("LATER").as_str(), "LATER");
    assert!(ChallengeNameType::VALUES.contains(&"PASSWORD_VERIFIER"));
    for value in ChallengeNameType::VALUES {
        assert_eq!(ChallengeNameType::from(*value).as_str(), *value);
    }
}

/// Whoever looks for a feature looks on the front page.
#[test]
fn the_front_page_names_every_feature() {
    let (_, features) = include_str!("../Cargo.toml").split_once("[features]").unwrap();
    let (features, _) = features.split_once("\n[").unwrap();
    let names = features.lines().filter_map(|line| Some(line.split_once(" = ")?.0)).filter(|name| *name != "default");
    let page = include_str!("../src/lib.rs");
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("//! | `")).collect();
    for name in names {
        assert!(rows.iter().any(|row| row.contains(&format!("`{name}`"))), "{name}");
    }
}
