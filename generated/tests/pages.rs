//! Pages and items of list operations, through both clients.
#![cfg(all(feature = "async", feature = "blocking", feature = "test-util"))]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use cognito_idp::test_util::{mock, Mock, Reply};
use cognito_idp::types::{ListDevicesRequest, ListUsersRequest};
use cognito_idp::{blocking, Client, Error};

const REQUEST: fn() -> ListUsersRequest = || ListUsersRequest::new("us-east-1_Example1");

/// Two pages of users, then nothing more.
fn two_pages() -> Mock {
    let mock = mock();
    mock.on("ListUsers", Reply::json(r#"{"Users":[{"Username":"ada"},{"Username":"grace"}],"PaginationToken":"t1"}"#));
    mock.on("ListUsers", Reply::json(r#"{"Users":[{"Username":"hedy"}]}"#));
    mock
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// What the requests said about tokens.
fn tokens(mock: &Mock) -> Vec<Option<String>> {
    let requests = mock.requests();
    let input = |r: &cognito_idp::test_util::SentRequest| r.input::<ListUsersRequest>().pagination_token;
    requests.iter().map(input).collect()
}

#[test]
fn items_of_all_pages_blocking() {
    let mock = two_pages();
    let client = blocking::Client::new(mock.config()).unwrap();
    let mut items = client.list_users_items(&REQUEST());
    assert_eq!(items.next().unwrap().unwrap().username.as_deref(), Some("ada"));
    assert_eq!(mock.requests().len(), 1, "the second page is fetched when it is needed");
    let names: Vec<_> = items.map(|user| user.unwrap().username.unwrap()).collect();
    assert_eq!(names, ["grace", "hedy"]);
    assert_eq!(tokens(&mock), [None, Some("t1".to_owned())]);
}

#[test]
fn items_of_all_pages_async() {
    let mock = two_pages();
    let client = Client::new(mock.config()).unwrap();
    run(async {
        let mut items = client.list_users_items(&REQUEST());
        let mut names = Vec::new();
        while let Some(user) = items.next().await {
            names.push(user.unwrap().username.unwrap());
        }
        assert_eq!(names, ["ada", "grace", "hedy"]);
        assert!(items.next().await.is_none(), "the end is the end");
    });
    assert_eq!(tokens(&mock), [None, Some("t1".to_owned())]);
}

#[test]
fn an_error_ends_the_pages() {
    let mock = mock();
    mock.on("ListUsers", Reply::json(r#"{"Users":[{"Username":"ada"}],"PaginationToken":"t1"}"#));
    mock.on("ListUsers", Reply::error("ResourceNotFoundException", "gone"));
    let client = blocking::Client::new(mock.config()).unwrap();
    let pages: Vec<Result<usize, Error>> =
        client.list_users_pages(&REQUEST()).map(|page| Ok(page?.users()?.len())).collect();
    assert_eq!(pages.len(), 2);
    assert_eq!(*pages[0].as_ref().unwrap(), 1);
    assert_eq!(pages[1].as_ref().unwrap_err().code(), Some("ResourceNotFoundException"));
}

#[test]
fn a_page_that_cannot_be_read_ends_the_pages() {
    let mock = mock();
    mock.on("ListUsers", Reply::json(r#"{"Users":5,"PaginationToken":"t1"}"#));
    let client = blocking::Client::new(mock.config()).unwrap();
    let mut pages = client.list_users_pages(&REQUEST());
    assert!(pages.next().unwrap().unwrap_err().to_string().contains("cannot be read"));
    assert!(pages.next().is_none());
    assert_eq!(mock.requests().len(), 1);
}

#[test]
fn a_token_that_leads_nowhere_is_an_error() {
    let mock = mock();
    for _ in 0..3 {
        mock.on("ListUsers", Reply::json(r#"{"Users":[],"PaginationToken":"same"}"#));
    }
    let client = blocking::Client::new(mock.config()).unwrap();
    let last = client.list_users_pages(&REQUEST()).last().unwrap();
    assert!(last.unwrap_err().to_string().contains("The same next token was received twice"));
}

#[test]
fn operations_without_a_paginator_page_too() {
    let mock = mock();
    mock.on("ListDevices", Reply::json(r#"{"Devices":[{"DeviceKey":"a"}],"PaginationToken":"t"}"#));
    mock.on("ListDevices", Reply::json(r#"{"Devices":[{"DeviceKey":"b"}]}"#));
    let client = blocking::Client::new(mock.config()).unwrap();
    let devices = client.list_devices_items(&ListDevicesRequest::new("token"));
    let keys: Vec<_> = devices.map(|device| device.unwrap().device_key.unwrap()).collect();
    assert_eq!(keys, ["a", "b"]);
}

#[test]
fn futures_can_be_sent_to_other_threads() {
    fn is_send<T: Send>(_: &T) {}
    let client = Client::new(two_pages().config()).unwrap();
    let request = REQUEST();
    is_send(&client.list_users(&request));
    let mut pages = client.list_users_pages(&request);
    is_send(&pages.next());
    is_send(&client.list_users_items(&request).stream());
}

#[test]
fn accessors_name_what_a_reply_lacks() {
    let mock = mock();
    mock.on("ListUsers", Reply::json("{}"));
    let client = Client::new(mock.config()).unwrap();
    let reply = run(client.list_users(&REQUEST())).unwrap();
    assert_eq!(reply.users().unwrap_err().to_string(), "the reply to ListUsers has no Users");
}
