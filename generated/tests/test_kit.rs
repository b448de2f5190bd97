//! The test kit as tests of other programs use it: what it answers, what it shows, what it refuses.
#![cfg(all(feature = "blocking", feature = "test-util"))]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use cognito_idp::ErrorCode;
use cognito_idp::blocking::Client;
use cognito_idp::runtime::error::ErrorKind;
use cognito_idp::runtime::retry::RetryConfig;
use cognito_idp::runtime::{Config, transport::Transport};
use cognito_idp::test_util::{Mock, Recorder, Reply, Stub, mock};
use cognito_idp::types::{
    AdminCreateUserRequest, GetUserRequest, GetUserResponse, InitiateAuthRequest, InitiateAuthResponse,
    ListUsersRequest, ListUsersResponse, SignUpRequest, UserType,
};

fn client(mock: &Mock) -> Client {
    Client::new(mock.config()).unwrap()
}

/// What a closure panics with.
fn panic_of(run: impl FnOnce()) -> String {
    let error = catch_unwind(AssertUnwindSafe(run)).unwrap_err();
    error.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[test]
fn typed_replies_are_given_in_turn_and_requests_can_be_looked_at() {
    let mock = mock();
    let page = |name: &str| ListUsersResponse {
        users: Some(vec![UserType { username: Some(name.into()), ..UserType::default() }]),
        ..ListUsersResponse::default()
    };
    mock.on("ListUsers", Reply::of(&page("ada"))).on("ListUsers", Reply::of(&page("grace")));
    mock.on("GetUser", Reply::json(r#"{"Username":"jane","UserAttributes":[]}"#));
    let client = client(&mock);
    let first = |reply: ListUsersResponse| reply.users.unwrap()[0].username.clone().unwrap();
    let request = ListUsersRequest { limit: Some(1), ..ListUsersRequest::new("us-east-1_Pool12345") };
    assert_eq!(first(client.list_users(&request).unwrap()), "ada");
    assert_eq!(client.get_user(GetUserRequest::new("token")).unwrap().username, "jane");
    assert_eq!(first(client.list_users(&request).unwrap()), "grace");

    let sent = mock.requests();
    let operations: Vec<_> = sent.iter().map(|request| request.operation()).collect();
    assert_eq!(operations, ["ListUsers", "GetUser", "ListUsers"]);
    assert_eq!(sent[0].input::<ListUsersRequest>(), request);
    assert_eq!((sent[0].is_signed(), sent[1].is_signed()), (true, false));
    assert_eq!(sent[0].header("X-Amz-Target"), Some("AWSCognitoIdentityProviderService.ListUsers"));
    assert_eq!(format!("{:?}", sent[1]), r#"GetUser {"AccessToken": "********"}"#);
    mock.assert_done();
}

#[test]
fn errors_of_every_kind() {
    let mock = mock();
    mock.on("GetUser", Reply::error(ErrorCode::NotAuthorizedException, "Access Token has expired"));
    mock.on("GetUser", Reply::error("InternalErrorException", "").status(500).header("x-amzn-requestid", "r-1"));
    mock.on("GetUser", Reply::http(502, "<html>bad gateway"));
    mock.on("GetUser", Reply::failure(ErrorKind::ReadTimeout));
    mock.on("GetUser", Reply::http(200, "not JSON"));
    let client = client(&mock);
    let error = || client.get_user(GetUserRequest::new("token")).unwrap_err();
    assert_eq!(
        error().to_string(),
        "An error occurred (NotAuthorizedException) when calling the GetUser operation: Access Token has expired"
    );
    let internal = error();
    assert_eq!((internal.request_id(), internal.is_retryable()), (Some("r-1"), true));
    assert_eq!(error().code(), Some("502"));
    assert_eq!(error().kind(), ErrorKind::ReadTimeout);
    assert_eq!(error().kind(), ErrorKind::Decode);
    mock.assert_done();
}

#[test]
fn what_was_not_expected_says_what_came_and_is_not_tried_again() {
    let mock = mock();
    let client =
        Client::new(Config { retry: RetryConfig { max_attempts: 3, ..RetryConfig::default() }, ..mock.config() })
            .unwrap();
    let request = SignUpRequest { password: Some("hunter22".into()), ..SignUpRequest::new("client", "jane") };
    let error = client.sign_up(&request).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unexpected);
    assert_eq!(
        error.to_string(),
        r#"This test has no reply to SignUp {"ClientId": "********", "Username": "********", "Password": "********"}; none was set"#
    );
    assert_eq!(mock.requests().len(), 1);
    mock.on("GetUser", Reply::empty().times(2));
    let message = panic_of(|| mock.assert_done());
    assert!(message.starts_with("This test has no reply to SignUp"), "{message}");
    assert!(message.ends_with("\nGetUser was expected 2 more times"), "{message}");
}

#[test]
fn mistakes_in_a_test_are_named() {
    let mock = mock();
    let on = |operation: &str, reply| _ = mock.on(operation, reply);
    let on_input = |input: &GetUserRequest| _ = mock.on_input("ListUsers", input, Reply::empty());
    let cases: [(&dyn Fn(), &str); 4] = [
        (&|| on("ListUser", Reply::empty()), "Amazon Cognito Identity Provider has no operation \"ListUser\""),
        (&|| on("ListUsers", Reply::of(&GetUserResponse::default())), "GetUserResponse is no reply to ListUsers"),
        (&|| on_input(&GetUserRequest::new("x")), "GetUserRequest is no input of ListUsers"),
        (
            &|| {
                mock.on("GetUser", Reply::sample());
                client(&mock).get_user(GetUserRequest::new("token")).unwrap();
                _ = mock.requests()[0].input::<ListUsersRequest>();
            },
            "The input of GetUser is GetUserRequest, not ListUsersRequest",
        ),
    ];
    for (run, expected) in cases {
        assert_eq!(panic_of(run), expected);
    }
}

#[test]
fn order_and_input_can_be_insisted_on() {
    let ordered = mock().in_order();
    ordered.on("SignUp", Reply::sample()).on("GetUser", Reply::sample());
    let error = client(&ordered).get_user(GetUserRequest::new("token")).unwrap_err();
    assert!(error.to_string().ends_with("; SignUp comes first"), "{error}");

    let choosy = mock();
    let (jane, mary) = (GetUserRequest::new("jane's"), GetUserRequest::new("mary's"));
    choosy.on_input("GetUser", &jane, Reply::json(r#"{"Username":"jane","UserAttributes":[]}"#).always());
    assert!(client(&choosy).get_user(&jane).is_ok());
    let error = client(&choosy).get_user(&mary).unwrap_err();
    assert!(error.to_string().ends_with(r#"; there is one to {"AccessToken": "********"}"#), "{error}");
}

#[test]
fn recordings_replay_without_secrets() {
    let recorder = Arc::new(Recorder::new(&cognito_idp::SERVICE, Arc::new(Stub::new(&cognito_idp::SERVICE))));
    let transport: Arc<dyn Transport> = recorder.clone();
    let recording = Client::new(Config { transport: Some(transport), ..mock().config() }).unwrap();
    let mut sign_in = InitiateAuthRequest::new("USER_PASSWORD_AUTH", "client");
    sign_in.auth_parameters = Some([("PASSWORD".to_owned(), "hunter22".to_owned())].into());
    let create = AdminCreateUserRequest::new("us-east-1_Pool12345", "jane");
    let tokens = recording.initiate_auth(&sign_in).unwrap().authentication_result.unwrap();
    let user = recording.admin_create_user(&create).unwrap();
    assert!(tokens.access_token.is_some() && user.user.is_some());

    let file = std::env::temp_dir().join(format!("cognito-idp-recording-{}.json", std::process::id()));
    recorder.save(&file).unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(!text.contains("hunter22") && text.contains("\"InitiateAuth\""), "{text}");
    let replay = Mock::replay(&cognito_idp::SERVICE, &file).unwrap().in_order();
    std::fs::remove_file(&file).unwrap();
    let replayed: InitiateAuthResponse = client(&replay).initiate_auth(&sign_in).unwrap();
    assert_eq!(replayed.authentication_result.unwrap().access_token.as_deref(), Some("********"));
    assert_eq!(client(&replay).admin_create_user(&create).unwrap().user.unwrap().enabled, Some(true));
    replay.assert_done();
    let error = Mock::replay(&cognito_idp::SERVICE, "/nowhere").unwrap_err();
    assert!(error.to_string().starts_with("/nowhere: "), "{error}");
}
