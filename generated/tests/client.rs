//! The blocking client over a transport that answers from memory: what goes out, what comes back,
//! and what happens when the service says no.
#![cfg(feature = "blocking")]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::sync::{Arc, Mutex};

use cognito_idp::blocking::Client;
use cognito_idp::runtime::error::ErrorKind;
use cognito_idp::runtime::retry::{RetryConfig, RetryMode};
use cognito_idp::runtime::transport::{HttpRequest, HttpResponse, Transport, TransportError};
use cognito_idp::runtime::{Config, Credentials};
use cognito_idp::types::{
    GetUserRequest, ListUsersRequest, SetUserPoolMfaConfigRequest, SoftwareTokenMfaConfigType, UserPoolMfaType,
};
use cognito_idp::ErrorCode;

/// Answers with the replies in turn, the last one again and again, and keeps the requests.
#[derive(Default)]
struct Memory {
    requests: Mutex<Vec<HttpRequest>>,
    replies: Mutex<Vec<Result<(u16, &'static str), ErrorKind>>>,
}

impl Transport for Memory {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        self.requests.lock().unwrap().push(request.clone());
        let mut replies = self.replies.lock().unwrap();
        let reply = if replies.len() > 1 { replies.remove(0) } else { replies[0] };
        let (status, body) = reply.map_err(|kind| TransportError::new(kind, "as the test wants"))?;
        let headers = vec![("x-amzn-RequestId".to_owned(), "r-1".to_owned())];
        Ok(HttpResponse { status, headers, body: body.into() })
    }
}

fn client(replies: &[Result<(u16, &'static str), ErrorKind>]) -> (Client, Arc<Memory>) {
    let memory = Arc::new(Memory { replies: Mutex::new(replies.to_vec()), ..Memory::default() });
    let config = Config {
        region: Some("eu-west-1".into()),
        credentials: Some(Arc::new(Credentials::new("AKIDEXAMPLE", "secret", None::<String>))),
        retry: RetryConfig { mode: RetryMode::Standard, max_attempts: 2 },
        transport: Some(memory.clone()),
        ..Config::default()
    };
    (Client::new(config).unwrap(), memory)
}

fn header<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.header(name)
}

#[test]
fn a_call_goes_out_signed_and_comes_back_typed() {
    let (client, memory) = client(&[Ok((200, r#"{"MfaConfiguration":"ON","SoftwareTokenMfaConfiguration":{"Enabled":true}}"#))]);
    let request = SetUserPoolMfaConfigRequest {
        software_token_mfa_configuration: Some(SoftwareTokenMfaConfigType { enabled: Some(true) }),
        mfa_configuration: Some(UserPoolMfaType::On),
        ..SetUserPoolMfaConfigRequest::new("eu-west-1_Example1")
    };
    let reply = client.set_user_pool_mfa_config(&request).unwrap();
    assert_eq!(reply.mfa_configuration, Some(UserPoolMfaType::On));
    assert_eq!(reply.software_token_mfa_configuration.unwrap().enabled, Some(true));

    let sent = &memory.requests.lock().unwrap()[0];
    assert_eq!(sent.url, "https://cognito-idp.eu-west-1.amazonaws.com/");
    let target = "AWSCognitoIdentityProviderService.SetUserPoolMfaConfig";
    assert_eq!(header(sent, "x-amz-target"), Some(target));
    assert_eq!(header(sent, "content-type"), Some("application/x-amz-json-1.1"));
    let authorization = header(sent, "authorization").unwrap();
    assert!(authorization.contains("/eu-west-1/cognito-idp/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-target"));
    assert_eq!(
        String::from_utf8_lossy(&sent.body),
        r#"{"UserPoolId":"eu-west-1_Example1","SoftwareTokenMfaConfiguration":{"Enabled":true},"MfaConfiguration":"ON"}"#
    );
}

#[test]
fn unsigned_operations_need_no_credentials() {
    let (_, memory) = client(&[Ok((200, r#"{"Username":"jane","UserAttributes":[]}"#))]);
    let config = Config { region: Some("us-east-1".into()), transport: Some(memory.clone()), ..Config::default() };
    let client = Client::new(config).unwrap();
    assert_eq!(client.get_user(GetUserRequest::new("token")).unwrap().username, "jane");
    assert_eq!(header(&memory.requests.lock().unwrap()[0], "authorization"), None);
    let refused = client.list_users(ListUsersRequest::new("us-east-1_x")).unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::NoCredentials);
}

#[test]
fn service_errors_are_typed_and_read_like_the_command_lines() {
    let (client, _) = client(&[Ok((400, r#"{"__type":"x#UserNotFoundException","message":"User does not exist."}"#))]);
    let error = client.list_users(ListUsersRequest::new("us-east-1_x")).unwrap_err();
    assert_eq!(ErrorCode::from(error.code().unwrap()), ErrorCode::UserNotFoundException);
    assert_eq!((error.operation(), error.request_id()), (Some("ListUsers"), Some("r-1")));
    assert_eq!(
        error.to_string(),
        "An error occurred (UserNotFoundException) when calling the ListUsers operation: User does not exist."
    );
    assert!(!error.is_retryable());
}

#[test]
fn what_passes_is_tried_again_and_what_does_not_pass_ends() {
    let (client, memory) = client(&[Ok((500, "")), Ok((200, r#"{"Users":[]}"#))]);
    assert!(client.list_users(ListUsersRequest::new("us-east-1_x")).is_ok());
    let requests = memory.requests.lock().unwrap();
    assert_eq!(requests.len(), 2);
    let attempts: Vec<_> = requests.iter().map(|r| header(r, "amz-sdk-request").unwrap()).collect();
    assert_eq!(attempts[0], "attempt=1");
    assert!(attempts[1].starts_with("ttl=") && attempts[1].ends_with("; attempt=2; max=2"), "{attempts:?}");
    assert_eq!(header(&requests[0], "amz-sdk-invocation-id"), header(&requests[1], "amz-sdk-invocation-id"));
}

#[test]
fn a_broken_connection_and_a_broken_reply_are_errors_of_their_own() {
    let (broken, _) = client(&[Err(ErrorKind::ConnectionClosed)]);
    let error = broken.list_users(ListUsersRequest::new("us-east-1_x")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionClosed);
    assert!(error.is_retryable() && error.to_string().contains("https://cognito-idp.eu-west-1.amazonaws.com/"));
    let (garbled, _) = client(&[Ok((200, r#"{"Users":7}"#))]);
    let error = garbled.list_users(ListUsersRequest::new("us-east-1_x")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}
