//! Single sign-on: tokens of both forms, fresh, expired and lost.

use super::aws::{Aws, FAR};
use super::home::Home;

const FILE: &str = "
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
[profile half]
sso_account_id = 123456789012
[profile lost]
sso_session = nowhere
sso_account_id = 123456789012
[profile torn]
sso_session = work
sso_region = eu-west-1
sso_account_id = 123456789012
sso_role_name = Reader
";
/// SHA-1 of the start URL and of the session's name.
const OLD: &str = ".aws/sso/cache/1c5a689b7bb92284d0c514c4b1c1e1ce96d9621f.json";
pub(crate) const NEW: &str = ".aws/sso/cache/e274eeff768c6396088ec6eb091f4bf4d47ab1e0.json";

pub(crate) fn token(end: &str, more: &str) -> String {
    format!(r#"{{"accessToken":"signed-in","expiresAt":"{end}"{more}}}"#)
}

#[test]
pub(crate) fn tokens_of_both_forms() {
    for (profile, file) in [("old", OLD), ("new", NEW)] {
        let (aws, home) = (Aws::start(), Home::with(FILE));
        home.write(file, &token(FAR, ""));
        home.succeed(&aws, profile);
        assert_eq!(aws.requests(), ["GET /federation/credentials?role_name=Reader&account_id=123456789012"]);
        assert_eq!(aws.keys(), ["ASIASSO"]);
        let sent = aws.received("x-amz-sso_bearer_token");
        assert_eq!(sent[0].header("x-amz-sso_bearer_token"), Some("signed-in"));
    }
}

/// An expired token, and what is needed to refresh it.
fn refreshable() -> String {
    let client = format!(
        r#","clientId":"i","clientSecret":"s","refreshToken":"r","registrationExpiresAt":"{FAR}","region":"us-east-1",
        "startUrl":"https://start.example""#
    );
    token("2020-01-01T00:00:00Z", &client)
}

#[test]
fn a_token_is_refreshed() {
    let (aws, home) = (Aws::start(), Home::with(FILE));
    home.write(NEW, &refreshable());
    home.succeed(&aws, "new");
    assert_eq!(aws.requests()[0], "POST /token");
    assert_eq!(aws.received("content-type")[0].member("refreshToken"), "r");
    assert_eq!(aws.received("x-amz-sso_bearer_token")[0].header("x-amz-sso_bearer_token"), Some("refreshed"));
    assert!(std::fs::read_to_string(home.path(NEW)).unwrap().contains("refreshed"));
}

#[test]
pub(crate) fn tokens_that_are_of_no_use() {
    let (aws, home) = (Aws::start(), Home::with(FILE));
    home.fail(&aws, "old", "Error loading SSO Token: Token for https://start.example does not exist");
    home.fail(&aws, "new", "Error loading SSO Token: Token for work does not exist");
    home.write(OLD, &token("2020-01-01T00:00:00UTC", ""));
    home.write(NEW, &token("2020-01-01T00:00:00Z", ""));
    home.fail(&aws, "old", "run aws sso login with the corresponding profile.");
    home.fail(&aws, "new", "Error when retrieving token from sso: Token has expired and refresh failed");
    assert!(aws.requests().is_empty());
}

#[test]
fn a_refresh_that_is_refused() {
    let aws = Aws::with(|request| {
        (request.target == "/token").then(|| (400, r#"{"error":"invalid_grant"}"#.to_owned()))
    });
    let home = Home::with(FILE);
    home.write(NEW, &refreshable());
    home.fail(&aws, "new", "Error when retrieving token from sso: Token has expired and refresh failed");
    // The old token is sent to nobody.
    assert_eq!(aws.requests(), ["POST /token"]);
}

#[test]
fn a_token_that_the_service_refuses() {
    let aws = Aws::with(|request| {
        let refused =
            r#"{"__type":"com.amazonaws.switchboard.portal#UnauthorizedException","message":"No."}"#;
        request.target.starts_with("/federation").then(|| (401, refused.to_owned()))
    });
    let home = Home::with(FILE);
    home.write(OLD, &token(FAR, ""));
    home.fail(&aws, "old", "run aws sso login with the corresponding profile.");
}

#[test]
fn what_cannot_be_meant() {
    let (aws, home) = (Aws::start(), Home::with(FILE));
    home.fail(&aws, "half", "missing required configuration: sso_role_name, sso_start_url, sso_region");
    home.fail(&aws, "lost", "The specified sso-session does not exist: \"nowhere\"");
    let words =
        "The value for sso_region is inconsistent between profile (eu-west-1) and sso-session (us-east-1).";
    home.fail(&aws, "torn", words);
}

#[test]
fn what_has_expired_says_what_renews_it() {
    let (aws, home) = (Aws::start(), Home::with(FILE));
    home.write(OLD, &token("2020-01-01T00:00:00UTC", ""));
    home.write(NEW, &token("2020-01-01T00:00:00Z", ""));
    for profile in ["old", "new"] {
        let text = std::fs::read_to_string(home.path(".aws/config")).unwrap();
        let hinting = text
            .replace(&format!("[profile {profile}]\n"), &format!("[profile {profile}]\ncli_hints = on\n"));
        home.write(".aws/config", &hinting);
        home.fail(&aws, profile, &format!("To sign in: aws sso login --profile {profile}"));
    }
}

/// What the AWS CLI finds in the file afterwards, and who may read it.
#[test]
fn a_refreshed_token_is_written_back() {
    let (aws, home) = (Aws::start(), Home::with(FILE));
    home.write(NEW, &refreshable());
    home.succeed(&aws, "new");
    let text = std::fs::read_to_string(home.path(NEW)).unwrap();
    let content: serde_json::Value = serde_json::from_str(&text).unwrap();
    let member = |name: &str| content[name].as_str().unwrap_or_default().to_owned();
    assert_eq!([member("accessToken"), member("clientId"), member("clientSecret")], ["refreshed", "i", "s"]);
    assert_eq!([member("startUrl"), member("region")], ["https://start.example", "us-east-1"]);
    assert_eq!(member("registrationExpiresAt"), FAR);
    assert!(member("expiresAt").ends_with('Z') && content.get("refreshToken").is_none(), "{text}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(home.path(NEW)).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

/// A file with a token that lasts for no known time would be worse than the old one, which can still be refreshed.
#[test]
fn a_refresh_without_an_end() {
    let aws = Aws::with(|request| {
        (request.target == "/token").then(|| (200, r#"{"accessToken":"refreshed"}"#.to_owned()))
    });
    let home = Home::with(FILE);
    home.write(NEW, &refreshable());
    home.fail(&aws, "new", "the reply to CreateToken has no expiresIn");
    assert_eq!(std::fs::read_to_string(home.path(NEW)).unwrap(), refreshable());
}

#[test]
fn a_role_without_a_token_of_its_session() {
    let aws = Aws::with(|request| {
        let half =
            r#"{"roleCredentials":{"accessKeyId":"A","secretAccessKey":"s","expiration":4070908800000}}"#;
        request.target.starts_with("/federation").then(|| (200, half.to_owned()))
    });
    let home = Home::with(FILE);
    home.write(OLD, &token(FAR, ""));
    home.fail(&aws, "old", "the reply to GetRoleCredentials has no credentials");
    assert!(aws.keys().is_empty() && !home.path(".aws/cli/cache").exists());
}

/// Who keeps the file elsewhere finds the fresh token there.
#[cfg(unix)]
#[test]
fn a_link_to_a_token_stays() {
    let (aws, home) = (Aws::start(), Home::with(FILE));
    home.write("elsewhere.json", &refreshable());
    std::fs::create_dir_all(home.path(NEW).parent().unwrap()).unwrap();
    std::os::unix::fs::symlink(home.path("elsewhere.json"), home.path(NEW)).unwrap();
    home.succeed(&aws, "new");
    assert!(std::fs::read_to_string(home.path("elsewhere.json")).unwrap().contains("refreshed"));
    assert!(std::fs::symlink_metadata(home.path(NEW)).unwrap().is_symlink());
}

/// Whole numbers may be written as text.
#[test]
fn an_end_in_words() {
    let aws = Aws::with(|request| {
        let reply = r#"{"roleCredentials":{"accessKeyId":"ASIATEXT","secretAccessKey":"s","sessionToken":"t",
            "expiration":"4070908800000"}}"#;
        request.target.starts_with("/federation").then(|| (200, reply.to_owned()))
    });
    let home = Home::with(FILE);
    home.write(OLD, &token(FAR, ""));
    home.succeed(&aws, "old");
    assert_eq!(aws.keys(), ["ASIATEXT"]);
}

/// A token that is no text is a parameter of the wrong type; an expired one can still be refreshed.
#[test]
fn a_token_that_is_no_text() {
    for token in ["null", "5"] {
        let (aws, home) = (Aws::start(), Home::with(FILE));
        let other = |text: &str| text.replace("\"signed-in\"", token);
        for (profile, file) in [("old", OLD), ("new", NEW)] {
            home.write(file, &other(&self::token(FAR, "")));
            let (status, message) = home.run(&aws, &["--profile", profile], &[]);
            assert!(status == 252 && message.contains("Invalid type for parameter accessToken"), "{message}");
        }
        home.write(NEW, &other(&refreshable()));
        home.succeed(&aws, "new");
    }
}

/// The section that a profile names is looked at, whatever credentials there are.
#[test]
fn sections_that_say_too_little() {
    let keys = [("AWS_ACCESS_KEY_ID", "AKIAENV"), ("AWS_SECRET_ACCESS_KEY", "secret")];
    let whole = "sso_start_url = https://start.example\nsso_region = us-east-1\n";
    for (own, section, words) in [
        ("", whole, None),
        ("", "sso_region = us-east-1\n", Some("is missing the following configuration: ['sso_start_url'].")),
        (whole, "a = b\n", Some("is missing the following configuration: ['sso_start_url', 'sso_region'].")),
        ("", "[sso-session other]\n", Some("the \"work\" sso_session configuration does not exist.")),
    ] {
        let head = if section.starts_with('[') { "" } else { "[sso-session work]\n" };
        let (aws, home) =
            (Aws::start(), Home::with(&format!("[default]\nsso_session = work\n{own}{head}{section}")));
        let (status, message) = home.run(&aws, &[], &keys);
        match words {
            None => assert_eq!(status, 0, "{message}"),
            Some(words) => assert!(status == 255 && message.ends_with(words), "{status} {message}"),
        }
    }
}
