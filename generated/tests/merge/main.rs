//! `--merge` and `--input-from` against a stand-in: what is read, what is sent, what is said.
#![cfg(all(feature = "cli", feature = "test-util"))]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod documents;
mod pairs;
mod talk;
#[cfg(unix)]
mod terminal;

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use cognito_idp::runtime::{Value, json};
use cognito_idp::test_util::{StubServer, stub_server};

const POOL: &str = "us-east-1_Pool12345";

/// A stand-in that gives these replies, by operation, as often as it is asked.
fn server(replies: &[(&str, &str)]) -> StubServer {
    let server = stub_server().unwrap();
    for (operation, body) in replies {
        reply(&server, operation, body);
    }
    server
}

fn reply(server: &StubServer, operation: &str, body: &str) {
    server.stub().set_replies(&format!(r#"{{"operation":"{operation}","body":{body}}}"#)).unwrap();
}

/// As [`reply`], once; what is set later counts first no more.
fn reply_once(server: &StubServer, operation: &str, body: &str) {
    server.stub().set_replies(&format!(r#"{{"operation":"{operation}","times":1,"body":{body}}}"#)).unwrap();
}

fn program(server: &StubServer, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cognito-idp"));
    command.args(arguments).env_clear().envs([
        ("AWS_ENDPOINT_URL", server.url().as_str()),
        ("AWS_REGION", "us-east-1"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("HOME", "/nonexistent"),
    ]);
    command
}

fn run(server: &StubServer, arguments: &[&str]) -> Output {
    program(server, arguments).stdin(Stdio::null()).output().unwrap()
}

fn piped(server: &StubServer, arguments: &[&str], input: &[u8]) -> Output {
    let mut command = program(server, arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that has read enough may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What requests of an operation said, in order.
fn sent(server: &StubServer, operation: &str) -> Vec<Value> {
    let is_of = |request: &&Value| request.get("operation").and_then(Value::as_str) == Some(operation);
    let requests = server.stub().requests();
    requests.iter().filter(is_of).map(|request| request.get("input").unwrap().clone()).collect()
}

fn value(text: &str) -> Value {
    json::parse(text).unwrap()
}

/// A value whose members stand in the order of their names.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Map(map) => {
            let mut members: Vec<(String, Value)> = map.iter().map(|(name, value)| (name.to_owned(), sorted(value))).collect();
            members.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Map(members.into_iter().collect())
        }
        Value::List(items) => Value::List(items.iter().map(sorted).collect()),
        value => value.clone(),
    }
}
