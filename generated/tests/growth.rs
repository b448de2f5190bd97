//! Long lists through the command: what they take does not grow with them, and nothing is printed before
//! all is there.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};

const USERS: usize = 60;
const PAGES: usize = 400;

/// A page of users, each as long as they commonly are.
fn page(number: usize, pages: usize) -> String {
    let user = |at: usize| {
        format!(
            r#"{{"Username":"user-{at:08}","Enabled":true,"UserStatus":"CONFIRMED","UserCreateDate":1600000000.5,
            "Attributes":[{{"Name":"sub","Value":"00000000-0000-4000-8000-{at:012}"}},
            {{"Name":"email","Value":"user.{at}@example.com"}},{{"Name":"email_verified","Value":"true"}}]}}"#
        )
    };
    let users: Vec<String> = (0..USERS).map(|at| user(USERS * number + at)).collect();
    let next = number + 1;
    let token = if next < pages { format!(r#","PaginationToken":"{next}""#) } else { String::new() };
    format!(r#"{{"Users":[{}]{token}}}"#, users.join(","))
}

/// Serves so many pages; where one fails, the service says so.
fn serve(pages: usize, fails: Option<usize>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(stream, pages, fails));
        }
    });
    url
}

fn answer(mut stream: TcpStream, pages: usize, fails: Option<usize>) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok().filter(|length| *length > 0)?;
            match line.trim_end().split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.parse().ok()?,
                None if line == "\r\n" => break,
                _ => {}
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        let request: serde_json::Value = serde_json::from_slice(&body).ok()?;
        let number = request["PaginationToken"].as_str().map_or(Some(0), |token| token.parse().ok())?;
        let (status, body) = match fails {
            Some(fails) if fails == number => (400, r#"{"__type":"NotAuthorizedException"}"#.to_owned()),
            _ => (200, page(number, pages)),
        };
        let head = format!("HTTP/1.1 {status} Status\r\nContent-Length: {}\r\n\r\n", body.len());
        stream.write_all((head + &body).as_bytes()).ok()?;
    }
}

fn list(url: &str, dialect: &str, output: &str) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cognito-idp"));
    command.args(["list-users", "--user-pool-id", "us-east-1_Example1", "--output", output]);
    command.env_clear().envs([("HOME", "/nonexistent"), ("AWS_REGION", "us-east-1"), ("AWS_PAGER", "")]);
    command.envs([("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")]);
    command.envs([("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_ENDPOINT_URL", url), ("AWS_CLI_DIALECT", dialect)]);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// The most memory that a process had so far, in KiB, where the system tells.
fn peak(process: &Child) -> Option<usize> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

/// Reads what a process prints. It is asked for its memory as long as it has more to say than a pipe holds.
fn printed(process: &mut Child) -> (String, usize) {
    let mut stdout = process.stdout.take().unwrap();
    let (mut text, mut most) = (Vec::new(), 0);
    while stdout.by_ref().take(1 << 20).read_to_end(&mut text).unwrap() > 0 {
        most = peak(process).unwrap_or(0).max(most);
    }
    assert!(process.wait().unwrap().success());
    (String::from_utf8(text).unwrap(), most)
}

#[test]
fn however_long_a_list_is_it_takes_no_more_than_40_megabytes() {
    for (dialect, output) in [("v2", "json"), ("v2", "yaml"), ("v1", "table"), ("v1", "text")] {
        let (text, most) = printed(&mut list(&serve(PAGES, None), dialect, output));
        assert_eq!(text.matches("@example.com").count(), PAGES * USERS, "{output}");
        assert!(most < 40 << 10, "{output} takes {most} KiB");
    }
}

#[test]
fn nothing_is_printed_if_a_later_page_fails() {
    for (dialect, output) in [("v2", "json"), ("v2", "yaml"), ("v1", "table")] {
        let process = list(&serve(3, Some(2)), dialect, output);
        let result = process.wait_with_output().unwrap();
        assert_eq!(result.status.code(), Some(if dialect == "v2" { 254 } else { 255 }), "{output}");
        assert!(result.stdout.is_empty(), "{output}");
        assert!(String::from_utf8_lossy(&result.stderr).contains("NotAuthorizedException"), "{output}");
    }
}
