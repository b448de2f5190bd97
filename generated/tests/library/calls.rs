//! Calls are owned: they borrow nothing, take requests by value or by reference, and are small.

use cognito_idp::test_util::{Reply, mock};
use cognito_idp::types::{DeleteUserRequest, ListUsersRequest, SignUpRequest};
use cognito_idp::{Client, Error, blocking};

use crate::memory::run;

fn is_static<T: Send + Unpin + 'static>(value: T) -> T {
    value
}

#[test]
fn calls_can_be_spawned_and_are_small() {
    let mock = mock();
    mock.on("ListUsers", Reply::json(r#"{"Users":[]}"#).always());
    mock.on("DeleteUser", Reply::empty());
    let client = Client::new(mock.config()).unwrap();
    let request = ListUsersRequest::new("eu-west-1_Pool12345");
    let call = is_static(client.list_users(&request));
    assert!(size_of_val(&call) <= 32, "{}", size_of_val(&call));
    run(async {
        drop(client.list_users(&request));
        let by_value = tokio::spawn(client.list_users(request.clone()));
        let by_reference = tokio::spawn(call);
        let without_reply = tokio::spawn(client.delete_user(DeleteUserRequest::new("token")));
        drop(client);
        drop(request);
        by_value.await.unwrap().unwrap();
        by_reference.await.unwrap().unwrap();
        without_reply.await.unwrap().unwrap();
    });
    // What was not awaited was not sent.
    assert_eq!(mock.requests().len(), 3);
}

#[test]
fn streams_can_be_polled_where_they_are() {
    let mock = mock();
    mock.on("ListUsers", Reply::json(r#"{"Users":[{"Username":"ada"}]}"#).always());
    let client = Client::new(mock.config()).unwrap();
    let request = ListUsersRequest::new("eu-west-1_Pool12345");
    let _: Vec<Box<dyn Send>> = vec![
        Box::new(is_static(client.list_users_pages(&request).stream())),
        Box::new(is_static(client.list_users_items(request).stream())),
    ];
}

#[test]
fn metadata_of_a_success_comes_beside_the_typed_reply() {
    let mock = mock();
    let reply = || Reply::json(r#"{"UserConfirmed":true,"UserSub":"u-1"}"#).header("x-amzn-requestid", "r-7");
    mock.on("SignUp", reply().times(2));
    let request = SignUpRequest::new("client", "jane");
    let client = Client::new(mock.config()).unwrap();
    let response = run(client.sign_up(&request).with_metadata()).unwrap();
    assert_eq!((response.request_id(), response.status()), (Some("r-7"), 200));
    assert_eq!(response.metadata.attempts, 1);
    // It is the reply, too.
    assert_eq!(response.user_sub, "u-1");

    let client = blocking::Client::new(mock.config()).unwrap();
    let response = client.with_metadata(|client| client.sign_up(&request)).unwrap();
    assert_eq!((response.request_id(), response.status()), (Some("r-7"), 200));
    assert_eq!(response.into_inner().user_sub, "u-1");
    let error: Error = client.with_metadata(|client| client.sign_up(&request)).unwrap_err();
    assert!(error.to_string().contains("every reply to it was given"), "{error}");
}
