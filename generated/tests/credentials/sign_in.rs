//! Sessions of `aws login`.

use super::aws::{Aws, FAR};
use super::home::Home;

/// SHA-256 of `jane`.
pub(crate) const FILE: &str =
    ".aws/login/cache/81f8f6dde88365f3928796ec7aa53f72820b06db8664f5fe76a7eb13e24546a2.json";
const PROFILE: &str = "[profile p]\nlogin_session = jane\n";
/// A key of the curve P-256 that anybody may know, in the form of SEC 1.
const KEY: &str = "MDECAQEEIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBoAoGCCqGSM49\nAwEH";

/// What `aws login` leaves.
pub(crate) fn session(end: &str) -> String {
    let kind = "EC PRIVATE KEY";
    serde_json::json!({
        "accessToken": {
            "accessKeyId": "ASIALOGIN", "secretAccessKey": "secret", "sessionToken": "token",
            "accountId": "123456789012", "expiresAt": end,
        },
        "tokenType": "aws_sigv4", "refreshToken": "refresh", "clientId": "arn:aws:signin:::devtools/same-device",
        "dpopKey": format!("-----BEGIN {kind}-----\n{KEY}\n-----END {kind}-----\n"),
    })
    .to_string()
}

#[test]
fn a_session() {
    let (aws, home) = (Aws::start(), Home::with(PROFILE));
    home.write(FILE, &session(FAR));
    home.succeed(&aws, "p");
    assert_eq!((aws.requests().len(), aws.keys()), (0, vec!["ASIALOGIN".to_owned()]));
}

#[test]
fn a_session_in_another_folder() {
    let (aws, home) = (Aws::start(), Home::with(PROFILE));
    home.write(&FILE.replace(".aws/login/cache", "elsewhere"), &session(FAR));
    let folder = home.path("elsewhere").display().to_string();
    assert_eq!(home.run(&aws, &["--profile", "p"], &[("AWS_LOGIN_CACHE_DIRECTORY", &folder)]).0, 0);
}

#[test]
fn a_session_is_refreshed() {
    let aws = Aws::with(|request| {
        let fresh = r#"{"accessToken":{"accessKeyId":"ASIAFRESH","secretAccessKey":"secret","sessionToken":"token"},
            "tokenType":"aws_sigv4","expiresIn":900,"refreshToken":"next"}"#;
        (request.target == "/v1/token").then(|| (200, fresh.to_owned()))
    });
    let home = Home::with(PROFILE);
    home.write(FILE, &session("2020-01-01T00:00:00Z"));
    home.succeed(&aws, "p");
    assert_eq!(
        (aws.requests(), aws.keys()),
        (vec!["POST /v1/token".to_owned()], vec!["ASIAFRESH".to_owned()])
    );
    assert_eq!(aws.received("dpop").len(), 1);
    assert!(std::fs::read_to_string(home.path(FILE)).unwrap().contains("ASIAFRESH"));
}

#[test]
fn a_session_that_cannot_be_refreshed() {
    let aws = Aws::with(|request| {
        let refused = r#"{"error":"TOKEN_EXPIRED","message":"No.","__type":"AccessDeniedException"}"#;
        (request.target == "/v1/token").then(|| (401, refused.to_owned()))
    });
    let home = Home::with(PROFILE);
    home.write(FILE, &session("2020-01-01T00:00:00Z"));
    home.fail(&aws, "p", "Your session has expired. Please reauthenticate using 'aws login'.");
}

#[test]
fn no_session() {
    let (aws, home) = (Aws::start(), Home::with(PROFILE));
    let words = "Error loading login session token: Unable to load a existing login session for session jane, \
                 Please reauthenticate with 'aws login'.";
    home.fail(&aws, "p", words);
}

#[test]
fn a_session_that_is_refused_without_a_known_reason() {
    let aws = Aws::with(|request| {
        let refused = r#"{"error":"OTHER","message":"No.","__type":"AccessDeniedException"}"#;
        (request.target == "/v1/token").then(|| (400, refused.to_owned()))
    });
    let home = Home::with(PROFILE);
    home.write(FILE, &session("2020-01-01T00:00:00Z"));
    let words =
        "An unspecified error happened when resolving AWS credentials or refreshing a login session profile.";
    let (status, message) = home.run(&aws, &["--profile", "p"], &[]);
    assert!(status == 255 && message.ends_with(words), "{status} {message}");
}

/// The session on the disk is better than a half.
#[test]
fn a_refresh_with_half_of_a_session() {
    let (key, next) = (r#""secretAccessKey":"s","#, r#","refreshToken":"next""#);
    let whole = format!(
        r#"{{"accessToken":{{"accessKeyId":"A",{key}"sessionToken":"t"}},"tokenType":"aws_sigv4","expiresIn":900{next}}}"#
    );
    for lost in [key, next] {
        let half = whole.replace(lost, "");
        let aws = Aws::with(move |request| (request.target == "/v1/token").then(|| (200, half.clone())));
        let home = Home::with(PROFILE);
        home.write(FILE, &session("2020-01-01T00:00:00Z"));
        home.fail(&aws, "p", "Error loading login session token: Failed to refresh an access token.");
        assert_eq!(std::fs::read_to_string(home.path(FILE)).unwrap(), session("2020-01-01T00:00:00Z"));
    }
}

#[test]
fn a_folder_below_the_home() {
    let (aws, home) = (Aws::start(), Home::with(PROFILE));
    home.write(&FILE.replace(".aws/login/cache", "elsewhere"), &session(FAR));
    for folder in ["~/elsewhere", "$HOME/elsewhere"] {
        assert_eq!(home.run(&aws, &["--profile", "p"], &[("AWS_LOGIN_CACHE_DIRECTORY", folder)]).0, 0);
    }
}

/// A session consists of all its members; keys without a token say so.
#[test]
fn members_of_a_session() {
    for (member, other, status) in [
        (r#""sessionToken":"token""#, r#""sessionToken":null"#, 0),
        (r#","sessionToken":"token""#, "", 255),
        (r#""accountId":"123456789012""#, r#""accountId":null"#, 0),
        (r#""accountId":"123456789012","#, "", 255),
    ] {
        let (aws, home) = (Aws::start(), Home::with(PROFILE));
        let text = session(FAR).replacen(member, other, 1);
        assert_ne!(text, session(FAR));
        home.write(FILE, &text);
        assert_eq!(home.run(&aws, &["--profile", "p"], &[]).0, status, "{text}");
    }
}
