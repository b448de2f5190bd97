//! Waiting for a state through both clients. The model has nothing to wait for, so the table stands here.
#![cfg(all(feature = "async", feature = "blocking", feature = "test-util"))]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::time::Duration;

use cognito_idp::runtime::test_util::Mock;
use cognito_idp::runtime::{Acceptor, Expected, Matcher, Pace, Verdict, Waiter};
use cognito_idp::test_util::{Reply, mock};
use cognito_idp::types::AdminGetUserRequest;
use cognito_idp::{Client, Error, ErrorKind, SERVICE, blocking};

static ACCEPTORS: [Acceptor; 3] = [
    Acceptor {
        matcher: Matcher::Path("UserStatus", Expected::Text("CONFIRMED")),
        verdict: Verdict::Success,
    },
    Acceptor { matcher: Matcher::Path("Enabled", Expected::Flag(false)), verdict: Verdict::Failure },
    Acceptor { matcher: Matcher::Error("UserNotFoundException"), verdict: Verdict::Retry },
];

fn confirmed() -> &'static Waiter {
    let operation = SERVICE.operation("AdminGetUser").unwrap();
    let acceptors = &ACCEPTORS;
    Box::leak(Box::new(Waiter { name: "UserConfirmed", operation, delay: 60, max_attempts: 3, acceptors }))
}

/// A service that gives these replies, each a body or an error's code.
fn service(replies: &[&str]) -> Mock {
    let mock = mock();
    for reply in replies {
        let is_body = reply.starts_with('{');
        mock.on("AdminGetUser", if is_body { Reply::json(*reply) } else { Reply::error(*reply, "no") });
    }
    mock
}

/// What comes of waiting through either client, and after how many requests.
fn waited(replies: &[&str]) -> (Result<(), Error>, usize) {
    let request = AdminGetUserRequest::new("us-east-1_EXAMPLE01", "jane");
    let pace = Pace { delay: Some(Duration::from_millis(1)), max_attempts: None };
    let mock = service(replies);
    let client = blocking::Client::new(mock.config()).unwrap();
    let result = client.inner().wait(confirmed(), &request, pace);
    let other = service(replies);
    let client = Client::new(other.config()).unwrap();
    let waiting = client.inner().wait(confirmed(), &request, pace);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let same = runtime.block_on(waiting);
    assert_eq!(other.requests().len(), mock.requests().len());
    assert_eq!(same.map_err(|e| e.to_string()), result.clone().map_err(|e| e.to_string()));
    (result, mock.requests().len())
}

#[test]
fn the_state_comes() {
    let known = r#"{"Username": "jane", "UserStatus": "UNCONFIRMED"}"#;
    let confirmed = r#"{"Username": "jane", "UserStatus": "CONFIRMED"}"#;
    let (result, requests) = waited(&["UserNotFoundException", known, confirmed]);
    assert!(result.is_ok());
    assert_eq!(requests, 3);
}

#[test]
fn the_state_does_not_come() {
    let cases = [
        (
            vec![r#"{"Username": "jane", "Enabled": false}"#],
            "Waiter UserConfirmed failed: Waiter encountered a terminal failure state: For expression \"Enabled\" we matched \
             expected path: \"False\"",
        ),
        (vec![r#"{"Username": "jane"}"#; 3], "Waiter UserConfirmed failed: Max attempts exceeded"),
        (
            vec!["NotAuthorizedException"],
            "Waiter UserConfirmed failed: An error occurred (NotAuthorizedException): no",
        ),
    ];
    for (replies, message) in cases {
        let (result, requests) = waited(&replies);
        let error = result.unwrap_err();
        assert_eq!((error.kind(), error.to_string().as_str()), (ErrorKind::Wait, message));
        assert_eq!(requests, replies.len());
    }
}
