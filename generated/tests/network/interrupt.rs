//! Ctrl-C while the service lets one wait: the status that shells give to it, and nothing in the output.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};

/// The program is in a call when a line of its request comes, from which on the connection is open and silent.
fn first_line(listener: &TcpListener) -> TcpStream {
    let (connection, _) = listener.accept().unwrap();
    let mut first = String::new();
    BufReader::new(&connection).read_line(&mut first).unwrap();
    assert!(first.starts_with("POST / "), "{first}");
    connection
}

#[test]
fn a_call_that_waits_ends_with_130() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let mut command = Command::new(env!("CARGO_BIN_EXE_cognito-idp"));
    command.env_clear().env("HOME", env!("CARGO_TARGET_TMPDIR"));
    command.envs([("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "secret")]);
    command.args(["list-user-pools", "--max-results", "1", "--region", "us-east-1", "--endpoint-url", &url]);
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let _connection = first_line(&listener);
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let ended = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&ended.stderr);
    assert_eq!((ended.status.code(), ended.stdout.as_slice(), &*said), (Some(130), &b""[..], ""));
}

/// At a terminal a thread prints a line end first. Without one, as where a container has no more of them, the call ends all the same.
#[test]
fn a_call_at_a_terminal_ends_with_130_though_no_thread_can_be_started() {
    for (more, shown) in [(None, "^C\r\n"), (Some(("RUST_MIN_STACK", "70368744177664")), "^C")] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let line = format!(
            "{} list-user-pools --max-results 1 --region us-east-1 --cli-read-timeout 20 --endpoint-url http://{}",
            env!("CARGO_BIN_EXE_cognito-idp"),
            listener.local_addr().unwrap()
        );
        let mut command = Command::new("script");
        command.args(["-qec", &line, "/dev/null"]).env_clear().envs(more).envs([
            ("HOME", env!("CARGO_TARGET_TMPDIR")),
            ("PATH", "/usr/bin:/bin"),
            ("SHELL", "/bin/sh"),
            ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
            ("AWS_MAX_ATTEMPTS", "1"),
        ]);
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        // Nothing makes a terminal on this machine.
        let Ok(mut child) = command.spawn() else { return };
        let _connection = first_line(&listener);
        child.stdin.as_mut().unwrap().write_all(b"\x03").unwrap();
        let ended = child.wait_with_output().unwrap();
        assert_eq!((ended.status.code(), &*String::from_utf8_lossy(&ended.stdout)), (Some(130), shown));
    }
}
