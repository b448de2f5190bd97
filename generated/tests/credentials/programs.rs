//! The two programs: the small one for keys that are at hand, and the full one, which it starts for all others.

use std::process::Output;

use super::aws::Aws;
use super::home::Home;

const SMALL: &str = env!("CARGO_BIN_EXE_cognito-idp");
const FULL: &str = env!("CARGO_BIN_EXE_cognito-idp-full");
const FILE: &str = "
[default]
aws_access_key_id = AKIABASE
aws_secret_access_key = secret
[profile role]
role_arn = arn:aws:iam::123456789012:role/Role
source_profile = default
";

fn run(program: &str, home: &Home, aws: &Aws, words: &[&str], variables: &[(&str, &str)]) -> Output {
    home.command(&[program], aws).args(words).envs(variables.iter().copied()).output().unwrap()
}

#[test]
fn the_small_one_hands_over_where_something_has_to_be_fetched() {
    let (aws, home) = (Aws::start(), Home::with(FILE));
    let line = format!("Credentials have to be fetched, by {FULL}");
    for (words, hands_over) in [(&["--profile", "role"][..], true), (&["--profile", "default"], false)] {
        for (program, is_small) in [(SMALL, true), (FULL, false)] {
            let output = run(program, &home, &aws, &[words, &["--debug"]].concat(), &[]);
            let log = String::from_utf8(output.stderr).unwrap();
            assert!(output.status.success() && output.stdout == b"pool\n", "{log}");
            assert_eq!(log.contains(&line), hands_over && is_small, "{log}");
        }
    }
}

#[test]
fn the_small_one_alone() {
    let (aws, home) = (Aws::start(), Home::with(FILE));
    let alone = home.path("cognito-idp");
    std::fs::copy(SMALL, &alone).unwrap();
    let alone = alone.to_str().unwrap();
    let output = run(alone, &home, &aws, &["--profile", "role"], &[]);
    let message = String::from_utf8(output.stderr).unwrap();
    let words = "The profile (role) gets its credentials by assuming a role or by signing in, which needs the feature \
                 `dynamic-credentials`;";
    assert!(output.status.code() == Some(255) && message.contains(words), "{message}");
    assert!(run(alone, &home, &aws, &[], &[]).status.success());
    // What the machine knows needs no other program.
    let url = format!("{}/container", aws.url);
    home.write(".aws/config", "");
    let container = run(alone, &home, &aws, &[], &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", &url)]);
    assert!(container.status.success(), "{container:?}");
    assert_eq!(aws.keys(), ["AKIABASE", "ASIACONTAINER"]);
}

/// The small one under the full one's name hands over to nobody, least of all to itself.
#[test]
fn a_small_one_in_the_full_ones_place() {
    let (aws, home) = (Aws::start(), Home::with(FILE));
    for name in ["cognito-idp", "cognito-idp-full"] {
        std::fs::copy(SMALL, home.path(name)).unwrap();
        let output = run(home.path(name).to_str().unwrap(), &home, &aws, &["--profile", "role"], &[]);
        assert_eq!(output.status.code(), Some(255));
    }
}

#[test]
fn the_small_one_is_without_the_sdk() {
    let size = |program: &str| std::fs::metadata(program).unwrap().len();
    assert!(size(SMALL) * 5 < size(FULL) * 4, "{} and {} bytes", size(SMALL), size(FULL));
}
