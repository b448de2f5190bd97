//! Hooks see requests before they are signed, and attempts after they were made.

use std::sync::{Arc, Mutex};

use cognito_idp::test_util::{Reply, mock};
use cognito_idp::types::{GetUserRequest, ListUsersRequest};
use cognito_idp::{Client, Config, ErrorKind, blocking};

use crate::memory::run;

fn request() -> ListUsersRequest {
    ListUsersRequest::new("eu-west-1_Pool12345")
}

#[test]
fn headers_with_names_made_at_run_time_are_signed() {
    let mock = mock();
    mock.on("ListUsers", Reply::json("{}").always());
    let name = format!("X-{}-Id", "Tenant");
    let builder = || blocking::Client::builder().configure(|config| *config = mock.config());
    let client = builder()
        .before_signing(move |request, context| {
            request.set_header(name.clone(), format!("{}/{}", context.operation, context.attempt));
            request.set_header("user-agent", "mine");
        })
        .build()
        .unwrap();
    client.list_users(request()).unwrap();
    let sent = &mock.requests()[0];
    assert_eq!(sent.header("x-tenant-id"), Some("ListUsers/1"));
    assert_eq!(sent.header("user-agent"), Some("mine"));
    let authorization = sent.header("authorization").unwrap();
    assert!(authorization.contains("x-amz-target;x-tenant-id,"), "{authorization}");
    assert!(!authorization.contains("user-agent"), "{authorization}");

    let client = Client::builder().configure(|config| *config = mock.config());
    let client = client.before_signing(|request, _| request.set_header("x-async", "1")).build().unwrap();
    run(client.list_users(request())).unwrap();
    assert_eq!(mock.requests()[1].header("x-async"), Some("1"));
}

#[test]
fn what_cannot_be_sent_is_an_error_that_keeps_the_value_to_itself() {
    for (name, value) in [("bad name", "v"), ("x-a", "secret\r\nx-b: 1"), ("", "v"), ("Host", "h")] {
        let mock = mock();
        let client = blocking::Client::builder().configure(|config| *config = mock.config());
        let client = client.before_signing(move |request, _| request.set_header(name, value)).build().unwrap();
        let error = client.list_users(request()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Encode, "{name}");
        assert!(!error.to_string().contains("secret") && mock.requests().is_empty());
    }
}

#[test]
fn each_attempt_is_told_with_what_follows() {
    let mock = mock();
    mock.on("GetUser", Reply::error("InternalErrorException", "").status(500).header("x-amzn-requestid", "r-1"));
    mock.on("GetUser", Reply::failure(ErrorKind::ReadTimeout));
    mock.on("GetUser", Reply::error("NotAuthorizedException", "no"));
    let mut config = mock.config();
    config.retry.max_attempts = 5;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&seen);
    config.hooks.after_attempt(move |attempt, context| {
        let failure = attempt.result.err().map(|failure| failure.kind);
        let code = attempt.code.map(str::to_owned);
        let last = attempt.retry_after.is_none();
        sink.lock().unwrap().push((context.attempt, attempt.status(), code, failure, last));
        assert_eq!((context.operation, context.region), ("GetUser", "us-east-1"));
        if context.attempt == 1 {
            assert_eq!(attempt.request_id(), Some("r-1"));
        }
    });
    let check = |error: cognito_idp::Error| assert_eq!(error.code(), Some("NotAuthorizedException"));
    check(blocking::Client::new(config.clone()).unwrap().get_user(GetUserRequest::new("t")).unwrap_err());
    let text = |code: &str| Some(code.to_owned());
    let expected = [
        (1, Some(500), text("InternalErrorException"), None, false),
        (2, None, None, Some(ErrorKind::ReadTimeout), false),
        (3, Some(400), text("NotAuthorizedException"), None, true),
    ];
    assert_eq!(*seen.lock().unwrap(), expected);
}

#[test]
fn hooks_of_one_call_leave_the_client_alone() {
    let mock = mock();
    mock.on("ListUsers", Reply::json("{}").always());
    let client = blocking::Client::new(mock.config()).unwrap();
    let marked = client.with(|config: &mut Config| {
        config.hooks.before_signing(|request, _| request.set_header("x-once", "1"));
    });
    marked.list_users(request()).unwrap();
    client.list_users(request()).unwrap();
    let headers: Vec<_> = mock.requests().iter().map(|r| r.header("x-once").is_some()).collect();
    assert_eq!(headers, [true, false]);
}
