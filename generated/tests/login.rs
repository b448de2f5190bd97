//! `cognito-idp login` against a stand-in: where the password comes from, what is asked, what is printed.
#![cfg(all(feature = "cli", feature = "test-util"))]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use cognito_idp::test_util::{StubServer, stub_server};

const TOKENS: &str = r#"{"AuthenticationResult":{"AccessToken":"acc'ess","ExpiresIn":3600,"IdToken":"id","TokenType":"Bearer"}}"#;
const CODE: &str = r#"{"ChallengeName":"SOFTWARE_TOKEN_MFA","Session":"s1s1s1s1s1s1s1s1s1s1","ChallengeParameters":{}}"#;

fn server(replies: &[(&str, &str)]) -> StubServer {
    let server = stub_server().unwrap();
    for (operation, body) in replies {
        server.stub().set_replies(&format!(r#"{{"operation":"{operation}","times":1,"body":{body}}}"#)).unwrap();
    }
    server
}

/// Runs `login` without any AWS credentials; `input` is what a person would type.
fn login(server: &StubServer, arguments: &[&str], variables: &[(&str, &str)], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cognito-idp"));
    command.args(["login", "--client-id", "1example23456789", "--username", "jane"]).args(arguments);
    command.env_clear().envs([("HOME", "/nonexistent"), ("AWS_REGION", "us-east-1")]).envs(variables.iter().copied());
    command.args(["--endpoint-url", &server.url()]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that asks for nothing may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn parameter(server: &StubServer, path: [&str; 2]) -> String {
    let requests = server.stub().requests();
    let input = requests.last().unwrap().get("input").unwrap();
    input.get(path[0]).unwrap().get(path[1]).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn the_password_comes_from_the_environment() {
    let server = server(&[("InitiateAuth", TOKENS)]);
    let output = login(&server, &[], &[("COGNITO_IDP_PASSWORD", "Example-Passw0rd")], "");
    let tokens: serde_json::Value = serde_json::from_str(&printed(&output)).unwrap();
    assert_eq!((tokens["AccessToken"].as_str(), tokens["ExpiresIn"].as_i64()), (Some("acc'ess"), Some(3600)));
    assert_eq!(parameter(&server, ["AuthParameters", "PASSWORD"]), "Example-Passw0rd");
}

#[test]
fn standard_input_gives_password_and_answers_line_by_line() {
    let server = server(&[("InitiateAuth", CODE), ("RespondToAuthChallenge", TOKENS)]);
    let output = login(&server, &["--format", "export"], &[], "Example-Passw0rd\n123456\n");
    assert_eq!(
        printed(&output),
        "export COGNITO_IDP_ACCESS_TOKEN='acc'\\''ess'\nexport COGNITO_IDP_ID_TOKEN='id'\n"
    );
    assert_eq!(parameter(&server, ["ChallengeResponses", "SOFTWARE_TOKEN_MFA_CODE"]), "123456");
}

#[test]
fn with_a_pool_the_password_is_proved_and_a_secret_is_hashed() {
    let server = server(&[("InitiateAuth", TOKENS)]);
    let variables = [("COGNITO_IDP_PASSWORD", "Example-Passw0rd"), ("COGNITO_IDP_CLIENT_SECRET", "secret")];
    printed(&login(&server, &["--user-pool-id", "us-east-1_Example01"], &variables, ""));
    assert_eq!(parameter(&server, ["AuthParameters", "SECRET_HASH"]).len(), 44);
    assert!(parameter(&server, ["AuthParameters", "SRP_A"]).len() > 700);
    let sent = format!("{:?}", server.stub().requests());
    assert!(!sent.contains("Example-Passw0rd"), "the password was sent");
}

#[test]
fn refusals_are_the_services_own_words_and_secrets_stay_hidden() {
    let server = stub_server().unwrap();
    let reply = r#"{"operation":"InitiateAuth","error":"NotAuthorizedException","message":"Incorrect username or password."}"#;
    server.stub().set_replies(reply).unwrap();
    let output = login(&server, &["--debug"], &[("COGNITO_IDP_PASSWORD", "Example-Passw0rd")], "");
    assert_eq!(output.status.code(), Some(254));
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(words.contains("(NotAuthorizedException) when calling the InitiateAuth operation: Incorrect username"), "{words}");
    assert!(!words.contains("Example-Passw0rd"), "{words}");
    let output = login(&server, &[], &[], "");
    assert_eq!(output.status.code(), Some(252), "nobody gave a password");
}

#[test]
fn queries_and_formats_pick_what_is_printed() {
    let server = server(&[("InitiateAuth", TOKENS), ("InitiateAuth", TOKENS)]);
    let password = [("COGNITO_IDP_PASSWORD", "Example-Passw0rd")];
    let output = login(&server, &["--query", "IdToken", "--output", "text"], &password, "");
    assert_eq!(printed(&output), "id\n");
    let output = login(&server, &[], &[password[0], ("AWS_DEFAULT_OUTPUT", "yaml")], "");
    assert!(printed(&output).contains("IdToken: id\n"), "{output:?}");
    let output = login(&server, &["--format", "export", "--query", "IdToken"], &password, "");
    assert_eq!(output.status.code(), Some(252));
}

#[test]
fn a_dry_run_sends_nothing_and_asks_nobody() {
    let server = stub_server().unwrap();
    for arguments in [&["--dry-run"][..], &["--dry-run", "--user-pool-id", "us-east-1_Example01"]] {
        let shown = printed(&login(&server, arguments, &[], ""));
        assert!(shown.contains(".InitiateAuth\n") && shown.contains(r#""USERNAME": "********""#), "{shown}");
    }
    let shown = printed(&login(&server, &["--dry-run=unmasked"], &[("COGNITO_IDP_PASSWORD", "Tea")], ""));
    assert!(shown.contains(r#""USERNAME": "jane", "PASSWORD": "Tea""#), "{shown}");
    assert!(server.stub().requests().is_empty());
}

#[test]
fn marks_line_ends_and_blanks_are_no_part_of_answers() {
    let server = server(&[("InitiateAuth", CODE), ("RespondToAuthChallenge", TOKENS)]);
    printed(&login(&server, &[], &[], "\u{feff}Example-Passw0rd\r\n 12 34\u{a0}56 \r\n"));
    assert_eq!(parameter(&server, ["ChallengeResponses", "SOFTWARE_TOKEN_MFA_CODE"]), "123456");
    let sent = format!("{:?}", server.stub().requests());
    assert!(sent.contains("\"Example-Passw0rd\""), "{sent}");
}

#[test]
fn unknown_challenges_are_answered_by_hand() {
    let unknown = r#"{"ChallengeName":"ADMIN_NO_SRP_AUTH","Session":"s1s1s1s1s1s1s1s1s1s1","ChallengeParameters":{"HINT":"look"}}"#;
    let server = server(&[("InitiateAuth", unknown), ("RespondToAuthChallenge", TOKENS)]);
    let output = login(&server, &[], &[], "Example-Passw0rd\nFACE=a=b\nTWO=2\n");
    printed(&output);
    assert_eq!(parameter(&server, ["ChallengeResponses", "FACE"]), "a=b");
    assert_eq!(parameter(&server, ["ChallengeResponses", "TWO"]), "2");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("asks for \"admin no srp auth\"") && said.contains("HINT: look"), "{said}");
}

#[test]
fn that_nobody_answers_has_one_status() {
    for dialect in ["v1", "v2"] {
        let reply = ("InitiateAuth", CODE);
        let server = server(&[reply, reply]);
        let status = |input| login(&server, &[], &[("AWS_CLI_DIALECT", dialect)], input).status.code();
        let (password, code) = (status(""), status("Example-Passw0rd\n"));
        assert_eq!(password, code);
        assert_eq!(password, Some(if dialect == "v1" { 255 } else { 252 }));
    }
}

#[test]
fn secrets_of_clients_come_out_of_files() {
    let server = server(&[("InitiateAuth", TOKENS)]);
    let path = std::env::temp_dir().join(format!("login-secret-{}", std::process::id()));
    std::fs::write(&path, "secret\n").unwrap();
    let option = format!("--client-secret-file={}", path.display());
    printed(&login(&server, &[&option], &[("COGNITO_IDP_PASSWORD", "x")], ""));
    std::fs::remove_file(path).unwrap();
    assert_eq!(parameter(&server, ["AuthParameters", "SECRET_HASH"]).len(), 44);
}
