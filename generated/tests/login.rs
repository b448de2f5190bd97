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
