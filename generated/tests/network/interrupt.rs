//! Ctrl-C while the service lets one wait: the status that shells give to it, and nothing in the output.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::{Command, Stdio};

#[test]
fn a_call_that_waits_ends_with_130() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let mut command = Command::new(env!("CARGO_BIN_EXE_cognito-idp"));
    command.env_clear().env("HOME", env!("CARGO_TARGET_TMPDIR"));
    command.envs([("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "secret")]);
    command.args(["list-user-pools", "--max-results", "1", "--region", "us-east-1", "--endpoint-url", &url]);
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (connection, _) = listener.accept().unwrap();
    let mut first = String::new();
    BufReader::new(&connection).read_line(&mut first).unwrap();
    assert!(first.starts_with("POST / "), "{first}");
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let ended = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!((ended.status.code(), ended.stdout.as_slice(), &*said), (Some(130), &b""[..], ""));
}
