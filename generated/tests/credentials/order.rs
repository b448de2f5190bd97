//! Which source counts where several are configured.

use super::aws::Aws;
use super::home::Home;

/// Sources from the first to the last: what each adds to the profile, and the access key that shows it.
const SOURCES: &[(&str, &str)] = &[
    ("role_arn = arn:aws:iam::123456789012:role/Role\nsource_profile = base\n", "ASIARole"),
    ("sso_session = work\nsso_account_id = 123456789012\nsso_role_name = Reader\n", "ASIASSO"),
    ("login_session = jane\n", "ASIALOGIN"),
    ("credential_process = sh -c 'echo PROCESS'\n", "ASIAPROCESS"),
    ("aws_access_key_id = AKIAFILE\naws_secret_access_key = secret\n", "AKIAFILE"),
];
const OTHERS: &str = "
[profile base]
aws_access_key_id = AKIABASE
aws_secret_access_key = secret
[sso-session work]
sso_start_url = https://start.example
sso_region = us-east-1
";
const PROCESS: &str = r#"{\"Version\":1,\"AccessKeyId\":\"ASIAPROCESS\",\"SecretAccessKey\":\"secret\",\"SessionToken\":\"token\"}"#;

/// A home whose profile `p` has all sources from one on.
fn home(from: usize) -> Home {
    let own: String = SOURCES[from..].iter().map(|(text, _)| text.replace("PROCESS", PROCESS)).collect();
    let home = Home::with(&format!("{OTHERS}[profile p]\n{own}"));
    home.write(super::sign_on::NEW, &super::sign_on::token(super::aws::FAR, ""));
    home.write(super::sign_in::FILE, &super::sign_in::session(super::aws::FAR));
    home
}

#[test]
fn of_a_profile() {
    for (index, (_, key)) in SOURCES.iter().enumerate() {
        let (aws, home) = (Aws::start(), home(index));
        home.succeed(&aws, "p");
        assert_eq!(aws.keys(), [*key]);
    }
}

#[test]
fn keys_of_the_credentials_file_come_after_single_sign_on() {
    for (from, key) in [(0, "ASIARole"), (1, "ASIASSO"), (2, "AKIASHARED")] {
        let (aws, home) = (Aws::start(), home(from));
        home.write(
            ".aws/credentials",
            "[p]\naws_access_key_id = AKIASHARED\naws_secret_access_key = secret\n",
        );
        home.succeed(&aws, "p");
        assert_eq!(aws.keys(), [key]);
    }
}

#[test]
fn keys_of_the_environment() {
    let (aws, home) = (Aws::start(), home(0));
    let keys = [("AWS_ACCESS_KEY_ID", "AKIAENV"), ("AWS_SECRET_ACCESS_KEY", "secret")];
    let named: Vec<_> = keys.iter().copied().chain([("AWS_PROFILE", "p")]).collect();
    assert_eq!(home.run(&aws, &[], &named).0, 0);
    // A profile that is named by an option is meant.
    assert_eq!(home.run(&aws, &["--profile", "p"], &keys).0, 0);
    assert_eq!(aws.keys(), ["AKIAENV", "ASIARole"]);
}

#[test]
fn machines_come_last() {
    let aws = Aws::start();
    let container = format!("{}/container", aws.url);
    let machine = [
        ("AWS_CONTAINER_CREDENTIALS_FULL_URI", &*container),
        ("AWS_EC2_METADATA_SERVICE_ENDPOINT", &*aws.url),
        ("AWS_EC2_METADATA_DISABLED", ""),
    ];
    assert_eq!(home(4).run(&aws, &["--profile", "p"], &machine).0, 0);
    assert_eq!(Home::with("").run(&aws, &[], &machine).0, 0);
    assert_eq!(Home::with("").run(&aws, &[], &machine[1..]).0, 0);
    assert_eq!(aws.keys(), ["AKIAFILE", "ASIACONTAINER", "ASIAINSTANCE"]);
}

#[test]
fn the_credentials_file_wins_over_the_config_file() {
    let (aws, home) = (Aws::start(), home(0));
    home.write(".aws/credentials", "[p]\nrole_arn = arn:aws:iam::123456789012:role/Shared\n");
    home.succeed(&aws, "p");
    assert_eq!(aws.keys(), ["ASIAShared"]);
}

#[test]
fn the_older_name_of_the_token_wins() {
    let (aws, home) = (Aws::start(), Home::with(""));
    let keys = [("AWS_ACCESS_KEY_ID", "AKIAENV"), ("AWS_SECRET_ACCESS_KEY", "secret")];
    let tokens = [("AWS_SECURITY_TOKEN", "older"), ("AWS_SESSION_TOKEN", "newer")];
    assert_eq!(home.run(&aws, &[], &[keys, tokens].concat()).0, 0);
    let file = "[default]\naws_access_key_id = AKIAFILE\naws_secret_access_key = secret\n\
                aws_security_token = older\naws_session_token = newer\n";
    home.write(".aws/credentials", file);
    assert_eq!(home.run(&aws, &[], &[]).0, 0);
    let sent = aws.received("x-amz-security-token");
    let sent: Vec<_> = sent.iter().map(|request| request.header("x-amz-security-token")).collect();
    assert_eq!(sent, [Some("older"); 2]);
}

#[test]
fn keys_that_have_expired() {
    let (aws, home) = (Aws::start(), Home::with(""));
    let keys = [("AWS_ACCESS_KEY_ID", "AKIAENV"), ("AWS_SECRET_ACCESS_KEY", "secret")];
    let end = |end| home.run(&aws, &[], &[&keys[..], &[("AWS_CREDENTIAL_EXPIRATION", end)]].concat());
    assert_eq!(end(super::aws::FAR).0, 0);
    let (status, message) = end("2020-01-01T00:00:00Z");
    let words = "Credentials were refreshed, but the refreshed credentials are still expired.";
    assert!(status == 255 && message.ends_with(words), "{status} {message}");
}

/// What no header may hold is not taken for a connection that breaks, which would be tried again.
#[test]
fn a_key_that_is_no_ascii() {
    let (aws, home) = (Aws::start(), Home::with(""));
    let keys =
        [("AWS_ACCESS_KEY_ID", "AKI\u{e9}"), ("AWS_SECRET_ACCESS_KEY", "secret"), ("AWS_MAX_ATTEMPTS", "3")];
    let (status, message) = home.run(&aws, &[], &keys);
    assert!(status == 255 && message.contains("An HTTP Client raised an unhandled exception"), "{message}");
    assert!(aws.keys().is_empty() && !message.contains("AKI"), "{message}");
}

/// What is no file has no credentials; nobody waits for a pipe to which nothing is written.
#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_a_file() {
    let (aws, home) = (Aws::start(), Home::with(""));
    let pipe = home.path("pipe").display().to_string();
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for variable in ["AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"] {
        assert_eq!(home.run(&aws, &[], &[(variable, &pipe)]).0, 253);
    }
}
