//! One program: it fetches credentials itself, wherever it stands and whatever it is called.

use super::aws::Aws;
use super::home::Home;

const PROGRAM: &str = env!("CARGO_BIN_EXE_cognito-idp");
const FILE: &str = "
[default]
aws_access_key_id = AKIABASE
aws_secret_access_key = secret
[profile role]
role_arn = arn:aws:iam::123456789012:role/Role
source_profile = default
";

#[test]
fn alone_in_a_folder() {
    let (aws, home) = (Aws::start(), Home::with(FILE));
    for name in ["cognito-idp", "another-name"] {
        let alone = home.path(name);
        std::fs::copy(PROGRAM, &alone).unwrap();
        for profile in ["role", "default"] {
            let mut command = home.command(&[alone.to_str().unwrap()], &aws);
            let output = command.args(["--profile", profile]).output().unwrap();
            assert!(output.status.success() && output.stdout == b"pool\n", "{output:?}");
        }
    }
    // The second program finds the role in the cache.
    assert_eq!((aws.requests().len(), aws.keys().len()), (1, 4));
}

#[test]
fn what_is_not_signed_asks_for_nothing() {
    let (aws, home) = (Aws::start(), Home::with(FILE));
    let mut command = std::process::Command::new(PROGRAM);
    command.args([
        "sign-up",
        "--client-id",
        "c",
        "--username",
        "u",
        "--profile",
        "role",
        "--region",
        "us-east-1",
    ]);
    let output =
        command.env_clear().env("HOME", home.path("")).env("AWS_ENDPOINT_URL", &aws.url).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(aws.requests().is_empty() && aws.received("authorization").is_empty());
}

/// The library names the setting; the AWS CLI does not.
#[test]
fn a_process_that_cannot_be_used() {
    let (aws, home) = (Aws::start(), Home::with(""));
    for (line, words) in [
        ("echo 'a", "No closing quotation"),
        ("echo no", "Expecting value: line 1 column 1 (char 0)"),
        ("sh -c 'echo why >&2; exit 1'", "Error when retrieving credentials from custom-process: why"),
    ] {
        home.write(".aws/config", &format!("[profile p]\ncredential_process = {line}\n"));
        let (status, message) = home.run(&aws, &["--profile", "p"], &[]);
        assert_eq!((status, message), (255, format!("cognito-idp: [ERROR]: {words}")));
    }
}
