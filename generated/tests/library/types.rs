//! Types as programs use them: setters, enums, times, bytes, errors, the names at the root.

use std::collections::HashSet;
use std::convert::Infallible;
use std::time::{Duration, SystemTime};

use cognito_idp::test_util::{Reply, mock};
use cognito_idp::types::{
    AttributeType, CreateUserPoolRequest, GetUserRequest, SignUpRequest, UserPoolMfaType, UserStatusType,
};
use cognito_idp::{
    Blob, Credentials, Error, ErrorCode, ErrorKind, Response, RetryConfig, RetryMode, Timestamp, blocking,
};

#[test]
fn setters_make_what_literals_make() {
    let set = SignUpRequest::new("client", "jane")
        .password("pw")
        .user_attributes([AttributeType::new("email").value("a@b.example"), AttributeType::new("name")])
        .client_metadata([("from", "web")]);
    let literal = SignUpRequest {
        password: Some("pw".into()),
        user_attributes: Some(vec![
            AttributeType { value: Some("a@b.example".into()), ..AttributeType::new("email") },
            AttributeType::new("name"),
        ]),
        client_metadata: Some([("from".to_owned(), "web".to_owned())].into()),
        ..SignUpRequest::new("client", "jane")
    };
    assert_eq!(set, literal);
    let pool = CreateUserPoolRequest::new("pool")
        .mfa_configuration("ON")
        .alias_attributes(["email", "phone_number"])
        .user_pool_tags([("team", String::from("login"))]);
    assert_eq!(pool.mfa_configuration, Some(UserPoolMfaType::On));
    assert_eq!(pool.alias_attributes.map(|list| list.len()), Some(2));
}

#[test]
fn enums_read_any_text_and_compare_by_what_they_read() {
    let parsed: Result<UserStatusType, Infallible> = "CONFIRMED".parse();
    assert_eq!(parsed, Ok(UserStatusType::Confirmed));
    assert_eq!(UserStatusType::Other("CONFIRMED".into()), UserStatusType::Confirmed);
    assert_ne!(UserStatusType::Other("confirmed".into()), UserStatusType::Confirmed);
    let set: HashSet<_> = [UserStatusType::Other("CONFIRMED".into()), UserStatusType::Confirmed].into();
    assert_eq!(set.len(), 1);
    assert!(UserStatusType::Archived < UserStatusType::Confirmed);
}

#[test]
fn an_error_is_one_of_the_services_codes() {
    let mock = mock();
    mock.on("GetUser", Reply::error("UserNotFoundException", "gone"));
    let client = blocking::Client::new(mock.config()).unwrap();
    let error: Error = client.get_user(GetUserRequest::new("t")).unwrap_err();
    assert!(error.is(ErrorCode::UserNotFoundException) && error.is("UserNotFoundException"));
    assert!(!error.is(ErrorCode::NotAuthorizedException) && error.clone().kind() == ErrorKind::Service);
}

#[test]
fn times_and_bytes_travel() {
    let time = Timestamp::from_seconds(1_600_000_000);
    let system: SystemTime = time.into();
    assert_eq!(system, SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000));
    assert_eq!(Timestamp::from(system), time);
    assert_eq!(serde_json::to_string(&(time, Blob::new(*b"hi"))).unwrap(), r#"["2020-09-13T12:26:40Z","aGk="]"#);
    assert_eq!(serde_json::from_str::<Timestamp>("1600000000").unwrap(), time);
}

#[test]
fn names_stand_at_the_root() {
    let credentials = Credentials::new("a", "b", None);
    let retry = RetryConfig { mode: RetryMode::Standard, max_attempts: 2 };
    let client = blocking::Client::builder().region("eu-west-1").credentials(credentials).retry(retry);
    let client = client.build().unwrap();
    assert_eq!(client.inner().config().retry.max_attempts, 2);
    let _: fn(Response<()>) = drop;
}
