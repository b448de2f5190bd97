//! Credentials of containers and of instances.

use std::time::{Duration, Instant};

use super::aws::Aws;
use super::home::Home;
use super::http::Received;

#[test]
fn a_container() {
    let (aws, home) = (Aws::start(), Home::with(""));
    let url = format!("{}/container", aws.url);
    let variables =
        [("AWS_CONTAINER_CREDENTIALS_FULL_URI", &*url), ("AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic x")];
    assert_eq!(home.run(&aws, &[], &variables), (0, "pool".to_owned()));
    assert_eq!(
        (aws.requests(), aws.keys()),
        (vec!["GET /container".to_owned()], vec!["ASIACONTAINER".to_owned()])
    );
    assert_eq!(aws.received("authorization")[0].header("authorization"), Some("Basic x"));
}

#[test]
fn a_container_with_its_token_in_a_file() {
    let (aws, home) = (Aws::start(), Home::with(""));
    home.write("token", "from-file");
    let (url, token) = (format!("{}/container", aws.url), home.path("token").display().to_string());
    let variables =
        [("AWS_CONTAINER_CREDENTIALS_FULL_URI", &*url), ("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", &*token)];
    assert_eq!(home.run(&aws, &[], &variables).0, 0);
    assert_eq!(aws.received("authorization")[0].header("authorization"), Some("from-file"));
}

#[test]
fn a_container_that_refuses() {
    let (aws, home) = (Aws::start(), Home::with(""));
    let url = format!("{}/elsewhere", aws.url);
    let (status, message) = home.run(&aws, &[], &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", &url)]);
    let words = "Error when retrieving credentials from container-role: Error retrieving metadata: Received non 200 \
                 response 404 from container metadata:";
    assert!(status == 255 && message.ends_with(words), "{status} {message}");
    assert_eq!(aws.requests().len(), 3);
}

#[test]
fn a_container_that_is_not_there() {
    let (aws, home) = (Aws::start(), Home::with(""));
    let url = "http://127.0.0.1:1/x";
    let (status, message) = home.run(&aws, &[], &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", url)]);
    let words = "Error when retrieving credentials from container-role: Error retrieving metadata: Received error \
                 when attempting to retrieve container metadata: Could not connect to the endpoint URL: \
                 \"http://127.0.0.1:1/x\"";
    assert!(status == 255 && message.ends_with(words), "{status} {message}");
}

#[test]
fn an_instance() {
    let (aws, home) = (Aws::start(), Home::with(""));
    let here = [("AWS_EC2_METADATA_DISABLED", "false"), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", &*aws.url)];
    assert_eq!(home.run(&aws, &[], &here), (0, "pool".to_owned()));
    assert_eq!(aws.keys(), ["ASIAINSTANCE"]);
    assert_eq!(aws.requests()[0], "PUT /latest/api/token");
    let tokens = aws.received("x-aws-ec2-metadata-token");
    assert!(tokens.iter().all(|r| r.header("x-aws-ec2-metadata-token") == Some("metadata-token")));
}

#[test]
fn an_instance_that_may_not_be_asked() {
    let (aws, home) = (Aws::start(), Home::with(""));
    let (status, message) = home.run(&aws, &[], &[("AWS_EC2_METADATA_SERVICE_ENDPOINT", &aws.url)]);
    assert!(status == 253 && message.contains("Unable to locate credentials."), "{status} {message}");
    assert!(aws.requests().is_empty());
}

#[test]
fn no_instance_and_an_instance_that_hangs() {
    let (aws, home) = (Aws::start(), Home::with(""));
    // Connections are taken up by the system, but nobody answers.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = format!("http://{}", silent.local_addr().unwrap());
    for url in ["http://127.0.0.1:1", &silent] {
        let begun = Instant::now();
        let variables = [("AWS_EC2_METADATA_DISABLED", ""), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", url)];
        let (status, message) = home.run(&aws, &[], &variables);
        assert!(status == 253 && message.contains("Unable to locate credentials."), "{status} {message}");
        assert!(begun.elapsed() < Duration::from_secs(4), "{url} {:?}", begun.elapsed());
    }
}

/// An instance whose metadata service knows no tokens, or whose settings want none but these.
#[test]
fn version_one_of_the_metadata_service() {
    for (status, is_asked) in [(403, true), (500, true), (400, false)] {
        let aws = Aws::with(move |request| (request.method == "PUT").then(|| (status, String::new())));
        let home = Home::with("[profile strict]\nec2_metadata_v1_disabled = true\n");
        let here = [("AWS_EC2_METADATA_DISABLED", "false"), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", &*aws.url)];
        assert_eq!(home.run(&aws, &[], &here).0, if is_asked { 0 } else { 253 });
        assert_eq!(aws.keys().len(), usize::from(is_asked));
        let tokens = aws.received("x-aws-ec2-metadata-token");
        assert!(tokens.is_empty());
        let (status, message) = home.run(&aws, &["--profile", "strict"], &here);
        let words = "Unable to retrieve token for use in IMDSv2 call and IMDSv1 has been disabled";
        assert_eq!((status, message.ends_with(words)), if is_asked { (255, true) } else { (253, false) });
    }
}

/// Replies that are no credentials: not JSON (asked again as often as the settings say), an error in JSON, nothing.
#[test]
fn an_instance_without_credentials() {
    let document = |request: &Received| request.target.ends_with("/machine");
    let role = |request: &Received| request.target.ends_with("/security-credentials/");
    for (aws, requests) in [
        (Aws::with(move |r| document(r).then(|| (200, "no JSON".to_owned()))), 4),
        (Aws::with(move |r| document(r).then(|| (200, r#"{"Code":"Failed","Message":"x"}"#.to_owned()))), 3),
        (Aws::with(move |r| role(r).then(|| (200, String::new()))), 3),
        (Aws::with(move |r| role(r).then(|| (404, String::new()))), 3),
    ] {
        let (status, message) = Home::with("").run(
            &aws,
            &[],
            &[
                ("AWS_EC2_METADATA_DISABLED", "false"),
                ("AWS_EC2_METADATA_SERVICE_ENDPOINT", &aws.url),
                ("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "2"),
            ],
        );
        assert!(status == 253 && message.contains("Unable to locate credentials."), "{status} {message}");
        assert_eq!(aws.requests().len(), requests, "{:?}", aws.requests());
    }
}

/// `--debug` says which sources are asked, which one has credentials, and why one has none; what is printed without it stays.
#[test]
fn the_log_names_sources() {
    let aws = Aws::with(|r| r.target.ends_with("/machine").then(|| (500, "hidden".to_owned())));
    let role = "[profile role]\nrole_arn = arn:aws:iam::123456789012:role/R\nsource_profile = base\n";
    let base = "[profile base]\naws_access_key_id = AKIABASE\naws_secret_access_key = hidden\n";
    let home = Home::with(&format!("{role}{base}"));
    let metadata = [("AWS_EC2_METADATA_DISABLED", "false"), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", &*aws.url)];
    let keys = [("AWS_ACCESS_KEY_ID", "AKIAENV"), ("AWS_SECRET_ACCESS_KEY", "hidden")];
    for (options, variables, expected) in [
        (&[][..], &keys, &["environment"][..]),
        (&[], &metadata, &["asking instance metadata", "instance metadata: HTTP 500"]),
        (&["--profile", "role"], &keys, &["asking role", "asking config file", "config file", "role"]),
    ] {
        let mut command = home.command(&[env!("CARGO_BIN_EXE_cognito-idp"), "--debug"], &aws);
        let output = command.args(options).envs(variables.iter().copied()).output().unwrap();
        let log = String::from_utf8(output.stderr).unwrap();
        let lines = log.lines().filter_map(|line| line.split_once("DEBUG - credentials: "));
        assert_eq!(lines.map(|(_, text)| text).collect::<Vec<_>>(), expected, "{log}");
        assert!(!log.contains("hidden"), "{log}");
    }
}

/// The region of the instance, for whoever has configured none. Version 1 of the AWS CLI does not ask for it.
#[test]
fn the_region() {
    let home = Home::with("[profile west]\nregion = us-west-2\n");
    let keys = [("AWS_ACCESS_KEY_ID", "AKIAENV"), ("AWS_SECRET_ACCESS_KEY", "secret")];
    for (reply, options, variables, outcome) in [
        ((200, "eu-west-3b"), &[][..], &[][..], Ok("eu-west-3")),
        ((200, "eu-west-3b"), &["--region", "us-east-2"], &[], Ok("us-east-2")),
        ((200, "eu-west-3b"), &["--profile", "west"], &[], Ok("us-west-2")),
        ((200, "eu-west-3b"), &[], &[("AWS_DEFAULT_REGION", "us-east-2")], Ok("us-east-2")),
        (
            (200, "eu-west-3b"),
            &[],
            &[("AWS_EC2_METADATA_DISABLED", "true")],
            Err("You must specify a region."),
        ),
        ((200, "eu-west-3b"), &[], &[("AWS_CLI_DIALECT", "v1")], Err("You must specify a region.")),
        ((200, ""), &[], &[], Err("You must specify a region.")),
        ((404, "x"), &[], &[], Err("You must specify a region.")),
        (
            (200, "not a zone"),
            &[],
            &[],
            Err("Provided region_name 'not a zon' doesn't match a supported format."),
        ),
    ] {
        let aws = Aws::with(move |request| {
            request.target.ends_with("/placement/availability-zone/").then(|| (reply.0, reply.1.to_owned()))
        });
        let mut command = home.command_without_region(&aws);
        let here = [("AWS_EC2_METADATA_DISABLED", "false"), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", &*aws.url)];
        command.envs(keys).envs(here).envs(variables.iter().copied()).args(options);
        let output = command.output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        match outcome {
            Ok(region) => assert_eq!(aws.regions(), [region], "{message}"),
            Err(words) => assert!(!output.status.success() && message.contains(words), "{message}"),
        }
    }
}

#[test]
fn impossible_settings_of_the_metadata_service() {
    let (aws, home) = (Aws::start(), Home::with(""));
    for variable in ["AWS_METADATA_SERVICE_TIMEOUT", "AWS_METADATA_SERVICE_NUM_ATTEMPTS"] {
        let keys =
            [("AWS_ACCESS_KEY_ID", "AKIAENV"), ("AWS_SECRET_ACCESS_KEY", "secret"), (variable, "soon")];
        let (status, message) = home.run(&aws, &[], &keys);
        let words = "invalid literal for int() with base 10: 'soon'";
        assert!(status == 255 && message.ends_with(words), "{status} {message}");
    }
}

#[test]
fn an_instance_whose_role_ends_in_a_line_feed() {
    let role = |request: &Received| request.target.ends_with("/security-credentials/");
    let aws = Aws::with(move |request| role(request).then(|| (200, "machine\n".to_owned())));
    let here = [("AWS_EC2_METADATA_DISABLED", "false"), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", &*aws.url)];
    assert_eq!(Home::with("").run(&aws, &[], &here).0, 0);
    assert_eq!(aws.keys(), ["ASIAINSTANCE"]);
}

/// A document is not asked for again because of what it says; keys without a token say so.
#[test]
fn a_container_with_other_documents() {
    let keys = r#""AccessKeyId":"A","SecretAccessKey":"s","Expiration":"2099-01-01T00:00:00UTC""#;
    for (document, expected) in [(format!("{{{keys},\"Token\":null}}"), 0), (format!("{{{keys}}}"), 255)] {
        let aws = Aws::with(move |request| (request.target == "/container").then(|| (200, document.clone())));
        let url = format!("{}/container", aws.url);
        let status = Home::with("").run(&aws, &[], &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", &url)]).0;
        assert_eq!((status, aws.requests().len()), (expected, 1));
        assert!(aws.received("x-amz-security-token").is_empty());
    }
}

/// What an instance says that cannot be meant, and settings with which it cannot be asked, are no lack of credentials.
#[test]
fn an_instance_that_cannot_be_used() {
    let document = |members: &str| format!(r#"{{"AccessKeyId":"A","SecretAccessKey":"s",{members}}}"#);
    for (path, reply, setting, expected) in [
        ("/machine", document(r#""Token":"t","Expiration":null"#), ("X", ""), 255),
        ("/machine", document(r#""Token":"t","Expiration":"soon""#), ("X", ""), 255),
        ("/machine", document(r#""Token":5,"Expiration":"2099-01-01T00:00:00Z""#), ("X", ""), 255),
        ("/machine", document(r#""Token":5"#), ("X", ""), 253),
        ("/machine", document(r#""Token":null,"Expiration":"2099-01-01T00:00:00Z""#), ("X", ""), 0),
        ("/api/token", "token\n".to_owned(), ("X", ""), 255),
        ("/nothing", String::new(), ("AWS_METADATA_SERVICE_TIMEOUT", "0"), 255),
        ("/nothing", String::new(), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://local host"), 255),
    ] {
        let said = reply.clone();
        let aws = Aws::with(move |request| request.target.ends_with(path).then(|| (200, said.clone())));
        let here =
            [("AWS_EC2_METADATA_DISABLED", ""), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", &*aws.url), setting];
        let (status, message) = Home::with("").run(&aws, &[], &here);
        assert_eq!(status, expected, "{reply} {setting:?} {message}");
    }
}

#[test]
fn a_container_whose_address_has_blanks_and_accents() {
    let aws = Aws::with(|request| {
        let keys =
            r#"{"AccessKeyId":"A","SecretAccessKey":"s","Token":"t","Expiration":"2099-01-01T00:00:00Z"}"#;
        request.target.starts_with("/con").then(|| (200, keys.to_owned()))
    });
    let url = format!("{}/con tainer?a=b%20c&d=\u{e9}", aws.url);
    assert_eq!(Home::with("").run(&aws, &[], &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", &url)]).0, 0);
    assert_eq!(aws.requests(), ["GET /con%20tainer?a=b%20c&d=%C3%A9"]);
}
