//! At a terminal: the question before a change, and its answers.

use super::*;
use std::io::Read as _;

const GROUP: &str = r#"{"Group": {"GroupName": "g", "Precedence": 7}}"#;

/// What a terminal shows while an update runs in it, and its status; nothing where this machine has no `script` to make a
/// terminal with.
fn in_a_terminal(server: &StubServer, more: &str, answer: Option<&str>) -> Option<(String, Option<i32>)> {
    let line = format!(
        "{} update-group --user-pool-id {POOL} --group-name g --precedence 3 --merge --endpoint-url {} {more} --output text",
        env!("CARGO_BIN_EXE_cognito-idp"),
        server.url()
    );
    let mut command = Command::new("script");
    command.args(["-qec", &line, "/dev/null"]).envs([
        ("AWS_REGION", "us-east-1"),
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "secret"),
        ("AWS_PAGER", ""),
        ("SHELL", "/bin/sh"),
    ]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().ok()?;
    let (mut input, mut output) = (child.stdin.take()?, child.stdout.take()?);
    let mut shown = Vec::new();
    if let Some(answer) = answer {
        while !String::from_utf8_lossy(&shown).contains("Send this? [y/N] ") {
            let mut piece = [0; 1024];
            let length = output.read(&mut piece).ok().filter(|length| *length > 0)?;
            shown.extend_from_slice(&piece[..length]);
        }
        input.write_all(answer.as_bytes()).ok()?;
    }
    output.read_to_end(&mut shown).ok()?;
    Some((String::from_utf8_lossy(&shown).into_owned(), child.wait().ok()?.code()))
}

#[test]
fn a_person_is_asked_before_a_change() {
    for (answer, count, status) in [("y\r", 1, 0), ("YES\r", 1, 0), ("n\r", 0, 255), ("\r", 0, 255), ("yellow\r", 0, 255)] {
        let server = server(&[("GetGroup", GROUP)]);
        let Some((shown, code)) = in_a_terminal(&server, "", Some(answer)) else { return };
        assert_eq!((sent(&server, "UpdateGroup").len(), code), (count, Some(status)), "{answer:?}: {shown}");
        assert!(shown.contains("\u{1b}[31m- Precedence: 7\u{1b}[0m"), "{shown}");
        assert_eq!(shown.contains("Nothing was sent."), count == 0, "{shown}");
    }
}

#[test]
fn interrupts_send_nothing() {
    let server = server(&[("GetGroup", GROUP)]);
    let Some((shown, code)) = in_a_terminal(&server, "", Some("\u{3}")) else { return };
    assert_eq!(code, Some(130), "{shown}");
    assert!(sent(&server, "UpdateGroup").is_empty());
}

#[test]
fn nobody_is_asked_who_said_yes_or_has_nothing_to_send() {
    let server = server(&[("GetGroup", GROUP)]);
    let Some((shown, code)) = in_a_terminal(&server, "--yes", None) else { return };
    assert!(code == Some(0) && !shown.contains("Send this?") && sent(&server, "UpdateGroup").len() == 1, "{shown}");
    for words in ["--dry-run", "--precedence 7"] {
        let Some((shown, code)) = in_a_terminal(&server, words, None) else { return };
        assert!(code == Some(0) && !shown.contains("Send this?"), "{shown}");
    }
    assert_eq!(sent(&server, "UpdateGroup").len(), 1);
}
