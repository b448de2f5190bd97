//! `cognito-idp stub-server`, as tests in any language use it.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Output, Stdio};

use cognito_idp::runtime::json;

const PROGRAM: &str = env!("CARGO_BIN_EXE_cognito-idp");

/// The server, stopped when dropped.
struct Server(Child, String);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(arguments: &[&str]) -> Server {
    let mut child =
        Command::new(PROGRAM).arg("stub-server").args(arguments).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let line = json::parse(&line).unwrap();
    assert!(line.get("Port").is_some());
    Server(child, line.get("Endpoint").unwrap().as_str().unwrap().to_owned())
}

fn run(endpoint: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).env_clear().envs([
        ("AWS_ENDPOINT_URL", endpoint),
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("HOME", "/nonexistent"),
    ]);
    command.output().unwrap()
}

#[test]
fn it_prints_its_address_and_answers_until_it_is_stopped() {
    let file = std::env::temp_dir().join(format!("cognito-idp-replies-{}.json", std::process::id()));
    std::fs::write(&file, r#"{"operation": "SignUp", "error": "UsernameExistsException", "message": "taken"}"#).unwrap();
    let server = start(&["--replies", file.to_str().unwrap()]);
    std::fs::remove_file(&file).unwrap();
    let shown = run(&server.1, &["get-user-pool-mfa-config", "--user-pool-id", "us-east-1_Pool12345", "--query", "MfaConfiguration"]);
    assert_eq!(String::from_utf8_lossy(&shown.stdout), "\"OFF\"\n", "{shown:?}");
    let refused = run(&server.1, &["sign-up", "--client-id", "client", "--username", "jane"]);
    assert_eq!(refused.status.code(), Some(254));
    let message = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(message.contains("(UsernameExistsException) when calling the SignUp operation: taken"), "{message}");
    let paged = run(&server.1, &["list-users", "--user-pool-id", "us-east-1_Pool12345", "--query", "length(Users)"]);
    assert_eq!(String::from_utf8_lossy(&paged.stdout), "1\n", "{paged:?}");
}

#[test]
fn wrong_options_are_errors() {
    let cases: [(&[&str], &str); 4] = [
        (&["--port", "70000"], "--port: 70000 is not a number from 0 to 65535"),
        (&["--replies", "/nowhere"], "--replies: /nowhere: No such file or directory"),
        (&["--replies", "/dev/null"], "--replies: "),
        (&["--verbose"], "Unknown options: --verbose"),
    ];
    for (arguments, expected) in cases {
        let output = run("", &[&["stub-server"], arguments].concat());
        assert!(!output.status.success());
        let message = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn pages_are_let_in_by_an_option() {
    let server = start(&["--allow-origin", "http://one.test, http://two.test", "--allow-host", "host.docker.internal"]);
    let address = server.1.strip_prefix("http://").unwrap();
    for (host, origin, status) in [
        ("localhost", "http://two.test", "204"),
        ("host.docker.internal:1", "http://one.test", "204"),
        ("localhost", "http://three.test", "403"),
        ("three.test", "http://one.test", "403"),
    ] {
        let mut stream = TcpStream::connect(address).unwrap();
        write!(stream, "OPTIONS / HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nConnection: close\r\n\r\n").unwrap();
        let mut reply = String::new();
        stream.read_to_string(&mut reply).unwrap();
        assert_eq!(reply.split(' ').nth(1), Some(status), "{host} {origin}");
    }
}
