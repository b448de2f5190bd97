//! Every worked example of help and reference, run in a shell against a stand-in that checks the request
//! and gives the example's reply. `BLESS=1` writes down what is printed.
#![cfg(all(feature = "cli", feature = "test-util"))]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::path::Path;
use std::process::Command;

use cognito_idp::cli::PROGRAM;
use cognito_idp::test_util::stub_server;
use serde_json::{Value, json};

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../model/cognito-idp/2016-04-18/examples.json");

fn shell(command: &str, endpoint: &str) -> std::process::Output {
    let folder = Path::new(env!("CARGO_BIN_EXE_cognito-idp")).parent().unwrap();
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", command]).env_clear().envs([
        ("PATH", folder.to_str().unwrap()),
        ("HOME", "/nonexistent"),
        ("TZ", "UTC"),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_ENDPOINT_URL", endpoint),
    ]);
    shell.output().unwrap()
}

#[test]
fn every_operation_has_examples_and_they_print_what_they_say() {
    let mut all: Value = serde_json::from_str(&std::fs::read_to_string(FILE).unwrap()).unwrap();
    let bless = std::env::var_os("BLESS").is_some();
    for command in PROGRAM.commands {
        let operation = command.operation.name;
        let examples = all.get_mut(operation).unwrap_or_else(|| panic!("{operation} has no example"));
        for example in examples.as_array_mut().unwrap() {
            let line = example["command"].as_str().unwrap();
            assert!(line.starts_with(&format!("{} {} ", PROGRAM.name, command.name())), "{line}");
            let server = stub_server().unwrap();
            let reply = json!({"operation": operation, "body": example["reply"]});
            server.stub().set_replies(&reply.to_string()).unwrap();
            let output = shell(line, &server.url());
            assert!(output.status.success(), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
            let printed = String::from_utf8_lossy(&output.stdout).into_owned();
            if bless {
                example["output"] = printed.into();
            } else {
                assert_eq!(example["output"].as_str().unwrap_or_default(), printed, "{line}");
            }
        }
    }
    if bless {
        std::fs::write(FILE, format!("{}\n", serde_json::to_string_pretty(&all).unwrap())).unwrap();
    }
}
