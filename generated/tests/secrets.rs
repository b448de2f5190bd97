//! What goes wrong with a secret is told without the secret.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::process::Command;

/// Words of a command in which `hunter2` stands for a secret, in places where it cannot be read.
const LINES: [&[&str]; 12] = [
    &["initiate-auth", "--client-id", "c", "--auth-flow", "F", "--auth-parameters", "{USERNAME:hunter2"],
    &["initiate-auth", "--client-id", "c", "--auth-flow", "F", "--auth-parameters", "USERNAME=a,PASSWORD=hunter2,x"],
    &["initiate-auth", "--client-id", "c", "--auth-flow", "F", "--auth-parameters", "hunter2"],
    &["initiate-auth", "--client-id", "c", "--auth-flow", "F", "--auth-parameters", "A={b=[hunter2"],
    &["sign-up", "--cli-input-json", "{hunter2"],
    &["sign-up", "--cli-input-yaml", "Password: {a: hunter2"],
    &["sign-up", "--client-id", "c", "--username", "u", "--cli-input-json", r#"{"Password": ["hunter2"]}"#],
    &["sign-up", "--client-id", "c", "--username", "u", "--cli-input-yaml", "Password: [hunter2]"],
    &["confirm-device", "--access-token", "t", "--device-key", "k", "--device-secret-verifier-config", "Salt=hunter2,x"],
    &["confirm-device", "--access-token", "t", "--device-key", "k", "--device-secret-verifier-config", "Salt,hunter2=x"],
    &["update-identity-provider", "--user-pool-id", "p", "--provider-name", "n", "--provider-details", "{hunter2}"],
    &["confirm-sign-up", "--client-id", "c", "--username", "u", "--cli-input-json", r#"{"ConfirmationCode": ["hunter2"]}"#],
];

#[test]
fn parse_errors_do_not_repeat_secrets() {
    for dialect in ["v1", "v2"] {
        for line in LINES {
            let is_yaml = line.contains(&"--cli-input-yaml");
            let mut command = Command::new(env!("CARGO_BIN_EXE_cognito-idp"));
            command.args(line).env_clear().envs([
                ("AWS_CLI_DIALECT", dialect),
                ("AWS_ENDPOINT_URL", "http://127.0.0.1:9"),
                ("AWS_REGION", "us-east-1"),
                ("HOME", "/nonexistent"),
            ]);
            let output = command.output().unwrap();
            let message = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(!output.status.success() && !message.is_empty(), "{line:?}");
            // What version 1 has no option for is an unknown word to it, like any other.
            if !(is_yaml && dialect == "v1") {
                assert!(!message.contains("hunter2"), "{dialect} {line:?}: {message}");
            }
        }
    }
}
