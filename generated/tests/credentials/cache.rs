//! The cache of temporary credentials, which is the AWS CLI's: names of its files and their content are as that
//! program writes them.

use super::aws::{Aws, FAR};
use super::home::Home;

const FILE: &str = "
[profile base]
aws_access_key_id = AKIABASE
aws_secret_access_key = secret
[profile one]
role_arn = arn:aws:iam::123456789012:role/One
source_profile = base
external_id = außen
role_session_name = mine
duration_seconds = 900
[profile plain]
role_arn = arn:aws:iam::123456789012:role/Plain
source_profile = base
[profile old]
sso_start_url = https://start.example
sso_region = us-east-1
sso_account_id = 123456789012
sso_role_name = Reader
[profile new]
sso_session = work
sso_account_id = 123456789012
sso_role_name = Reader
[sso-session work]
sso_start_url = https://start.example
sso_region = us-east-1
";
/// Profiles and the files in which the AWS CLI keeps their credentials.
const NAMES: &[(&str, &str)] = &[
    ("one", "73b4ca4b3bfaebc546f940c3af6ca9787e539054"),
    ("plain", "04d70ec2f6f9e5f5e3d4073d777a0c01b9e9ab4c"),
    ("old", "4cee9fb9ae52193168ebc958459c715cd3b13271"),
    ("new", "815eaee1e5c3f326cbfe53234914139818209954"),
];

fn file(name: &str) -> String {
    format!(".aws/cli/cache/{name}.json")
}

fn cached(end: &str) -> String {
    format!(
        r#"{{"Credentials": {{"AccessKeyId": "ASIACACHED", "SecretAccessKey": "secret", "SessionToken": "token",
        "Expiration": "{end}", "AccountId": "123456789012"}}}}"#
    )
}

#[test]
fn files_of_the_aws_cli_are_used() {
    for (profile, name) in NAMES {
        let (aws, home) = (Aws::start(), Home::with(FILE));
        // Versions 1 and 2 write the end in these two ways.
        for end in [FAR, "2099-01-01T00:00:00+00:00"] {
            home.write(&file(name), &cached(end));
            home.succeed(&aws, profile);
        }
        assert_eq!((aws.requests().len(), aws.keys()), (0, vec!["ASIACACHED".to_owned(); 2]), "{profile}");
    }
}

#[test]
fn what_is_written() {
    let (aws, home) = (Aws::start(), Home::with(FILE));
    home.succeed(&aws, "plain");
    let text = std::fs::read_to_string(home.path(&file("04d70ec2f6f9e5f5e3d4073d777a0c01b9e9ab4c"))).unwrap();
    let content: serde_json::Value = serde_json::from_str(&text).unwrap();
    let expected = serde_json::json!({
        "Credentials": {
            "AccessKeyId": "ASIAPlain", "SecretAccessKey": "secret", "SessionToken": "token-of-Plain",
            "Expiration": FAR, "AccountId": "123456789012",
        },
        "AssumedRoleUser": {
            "AssumedRoleId": "AROA:name", "Arn": "arn:aws:sts::123456789012:assumed-role/Plain/name",
        },
        "ResponseMetadata": {"HTTPStatusCode": 200, "RetryAttempts": 0},
    });
    assert_eq!(content, expected);
    home.succeed(&aws, "plain");
    assert_eq!(aws.requests(), ["AssumeRole"]);
    // Written beside and renamed: nothing is left over.
    assert_eq!(std::fs::read_dir(home.path(".aws/cli/cache")).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read() {
    use std::os::unix::fs::PermissionsExt as _;

    let (aws, home) = (Aws::start(), Home::with(FILE));
    home.succeed(&aws, "plain");
    let mode = |name| std::fs::metadata(home.path(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!(
        (mode(&*file("04d70ec2f6f9e5f5e3d4073d777a0c01b9e9ab4c")), mode(".aws/cli/cache")),
        (0o600, 0o700)
    );
}

#[test]
fn files_that_are_of_no_use() {
    let tokenless = cached(FAR).replace("SessionToken", "Token");
    for content in [&cached("2020-01-01T00:00:00Z"), &tokenless, "{", "{}", ""] {
        let (aws, home) = (Aws::start(), Home::with(FILE));
        home.write(&file("04d70ec2f6f9e5f5e3d4073d777a0c01b9e9ab4c"), content);
        home.succeed(&aws, "plain");
        assert_eq!(aws.requests(), ["AssumeRole"]);
        assert!(
            std::fs::read_to_string(home.path(&file("04d70ec2f6f9e5f5e3d4073d777a0c01b9e9ab4c")))
                .unwrap()
                .contains("ASIAPlain")
        );
    }
}

#[test]
fn a_folder_that_cannot_be_written() {
    let (aws, home) = (Aws::start(), Home::with(FILE));
    home.write(".aws/cli", "a file where the folder should be");
    home.succeed(&aws, "plain");
    assert_eq!(aws.keys(), ["ASIAPlain"]);
}

#[test]
fn names_for_web_identities() {
    let (aws, home) = (Aws::start(), Home::with(""));
    let token = home.path("token").display().to_string();
    home.write("token", "header.body.sig\n");
    // Version 1 of the AWS CLI keeps the credentials of each token apart.
    let names = [
        ("v1", "7cb38a4d89f55a8ce500a02156800800f4382ac5"),
        ("v2", "ba18ab90afaeb2400ffb82f9038cd7c52605d908"),
    ];
    for (dialect, name) in names {
        let variables = [
            ("AWS_CLI_DIALECT", dialect),
            ("AWS_DEFAULT_REGION", "us-east-1"),
            ("AWS_WEB_IDENTITY_TOKEN_FILE", &token),
            ("AWS_ROLE_ARN", "arn:aws:iam::123456789012:role/e"),
        ];
        assert_eq!(home.run(&aws, &[], &variables).0, 0);
        assert!(home.path(&file(name)).is_file(), "{dialect}");
    }
}
