//! Roles: with a source profile, a named source, in a chain, and all that can be wrong with them.

use super::aws::{Aws, access_key, role_reply};
use super::home::Home;

const CHAIN: &str = "
[profile base]
aws_access_key_id = AKIABASE
aws_secret_access_key = secret
[profile one]
role_arn = arn:aws:iam::123456789012:role/One
source_profile = base
external_id = outside
role_session_name = mine
duration_seconds = 900
[profile two]
role_arn = arn:aws:iam::123456789012:role/Two
source_profile = one
[profile self]
role_arn = arn:aws:iam::123456789012:role/Self
source_profile = self
aws_access_key_id = AKIASELF
aws_secret_access_key = secret
[profile environment]
role_arn = arn:aws:iam::123456789012:role/Env
credential_source = Environment
[profile container]
role_arn = arn:aws:iam::123456789012:role/Container
credential_source = EcsContainer
[profile machine]
role_arn = arn:aws:iam::123456789012:role/Machine
credential_source = Ec2InstanceMetadata
";

#[test]
fn a_source_profile_and_every_argument() {
    let (aws, home) = (Aws::start(), Home::with(CHAIN));
    home.succeed(&aws, "one");
    assert_eq!((aws.requests(), aws.keys()), (vec!["AssumeRole".to_owned()], vec!["ASIAOne".to_owned()]));
    let field = |name| aws.field("AssumeRole", name).unwrap_or_default();
    assert_eq!(field("RoleArn"), "arn:aws:iam::123456789012:role/One");
    assert_eq!(
        [field("ExternalId"), field("RoleSessionName"), field("DurationSeconds")],
        ["outside", "mine", "900"]
    );
    let sent = aws.received("x-amz-security-token");
    assert_eq!(sent[0].header("x-amz-security-token"), Some("token-of-One"));
}

#[test]
fn a_chain_of_roles() {
    let (aws, home) = (Aws::start(), Home::with(CHAIN));
    home.succeed(&aws, "two");
    let signed: Vec<String> = aws.received("authorization").iter().map(access_key).collect();
    assert_eq!(signed, ["AKIABASE", "ASIAOne", "ASIATwo"]);
    assert!(aws.field("AssumeRole", "RoleSessionName").unwrap().starts_with("botocore-session-"));
}

#[test]
fn a_profile_that_names_itself() {
    let (aws, home) = (Aws::start(), Home::with(CHAIN));
    home.succeed(&aws, "self");
    assert_eq!(aws.keys(), ["ASIASelf"]);
}

#[test]
fn named_sources() {
    let (aws, home) = (Aws::start(), Home::with(CHAIN));
    let container = format!("{}/container", aws.url);
    let run = |profile, variables: &[(&str, &str)]| home.run(&aws, &["--profile", profile], variables).0;
    assert_eq!(run("environment", &[("AWS_ACCESS_KEY_ID", "AKIAENV"), ("AWS_SECRET_ACCESS_KEY", "s")]), 0);
    assert_eq!(run("container", &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", &container)]), 0);
    let machine = [("AWS_EC2_METADATA_DISABLED", ""), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", &aws.url)];
    assert_eq!(run("machine", &machine), 0);
    let signed: Vec<String> = aws.received("authorization").iter().map(access_key).collect();
    let keys = ["AKIAENV", "ASIAEnv", "ASIACONTAINER", "ASIAContainer", "ASIAINSTANCE", "ASIAMachine"];
    assert_eq!(signed, keys);
    for (profile, source) in [("environment", "Environment"), ("machine", "Ec2InstanceMetadata")] {
        // The cache would know the role.
        let home = Home::with(CHAIN);
        let words = format!(
            "Error when retrieving credentials from {source}: No credentials found in credential_source \
             referenced in profile {profile}"
        );
        home.fail(&aws, profile, &words);
    }
}

#[test]
fn what_the_service_refuses() {
    let aws = Aws::with(|request| {
        let refused = "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code>\
                       <Message>No.</Message></Error><RequestId>id</RequestId></ErrorResponse>";
        request.header("x-amz-target").is_none().then(|| (403, refused.to_owned()))
    });
    let home = Home::with(CHAIN);
    let (status, message) = home.run(&aws, &["--profile", "one"], &[]);
    let words = "An error occurred (AccessDenied) when calling the AssumeRole operation (reached max retries: 0): No.";
    assert!(status == 254 && message.ends_with(words), "{status} {message}");
}

#[test]
fn the_settings_tell_how_often_a_role_is_asked_for() {
    let aws = Aws::with(|request| request.header("x-amz-target").is_none().then(|| (503, String::new())));
    let home = Home::with(CHAIN);
    for (dialect, attempts) in [("v1", 2), ("v2", 2), ("v2", 1)] {
        let before = aws.requests().len();
        let variables = [("AWS_CLI_DIALECT", dialect), ("AWS_MAX_ATTEMPTS", &attempts.to_string())];
        let (status, message) = home.run(&aws, &["--profile", "one"], &variables);
        let words = format!("(reached max retries: {}): ", attempts - 1);
        assert!(status != 0 && message.contains(words.trim_end()), "{status} {message}");
        assert_eq!(aws.requests().len() - before, attempts, "{dialect}");
    }
}

#[test]
fn an_empty_name_of_the_session() {
    let (aws, home) = (Aws::start(), Home::with(&CHAIN.replace("= mine", "=")));
    home.succeed(&aws, "one");
    assert!(aws.field("AssumeRole", "RoleSessionName").unwrap().starts_with("botocore-session-"));
}

#[test]
fn a_service_that_is_not_there() {
    let (aws, home) = (Aws::start(), Home::with(CHAIN));
    let variables = [("AWS_ENDPOINT_URL_STS", "http://127.0.0.1:1")];
    let (status, message) = home.run(&aws, &["--profile", "one"], &variables);
    let words = "Could not connect to the endpoint URL: \"http://127.0.0.1:1/\"";
    assert!(status == 255 && message.ends_with(words), "{status} {message}");
}

#[test]
fn what_cannot_be_meant() {
    const FILE: &str = "
[profile neither]
role_arn = arn
[profile both]
role_arn = arn
source_profile = neither
credential_source = Environment
[profile odd]
role_arn = arn
credential_source = Elsewhere
[profile lost]
role_arn = arn
source_profile = nowhere
[profile bare]
role_arn = arn
source_profile = empty
[profile empty]
region = us-east-1
[profile a]
role_arn = arn
source_profile = b
[profile b]
role_arn = arn
source_profile = a
";
    let (aws, home) = (Aws::start(), Home::with(FILE));
    for (profile, words) in [
        ("neither", "Partial credentials found in assume-role, missing: source_profile or credential_source"),
        ("both", "The profile \"both\" contains both source_profile and credential_source."),
        ("odd", "The credential source \"Elsewhere\" referenced in profile \"odd\" is not valid."),
        ("lost", "The source_profile \"nowhere\" referenced in the profile \"lost\" does not exist."),
        ("bare", "The source profile \"empty\" must have credentials."),
        (
            "a",
            "Infinite loop in credential configuration detected. Attempting to load from profile a which has \
             already been visited. Visited profiles: ['a', 'b']",
        ),
    ] {
        home.fail(&aws, profile, words);
    }
    assert!(aws.requests().is_empty());
}

#[test]
fn a_chain_without_an_end() {
    let profile = |at: usize| format!("[profile p{at}]\nrole_arn = arn\nsource_profile = p{}\n", at + 1);
    let (aws, home) = (Aws::start(), Home::with(&(0..20_000).map(profile).collect::<String>()));
    home.fail(&aws, "p0", "More than 100 profiles name each other as source_profile, up to p100.");
    assert!(aws.requests().is_empty());
}

/// What stands in front of the service answers, or the service in another protocol.
#[test]
fn errors_that_are_no_xml() {
    for (status, body) in [(500, r#"{"message":"boom"}"#), (403, "Blocked.")] {
        let aws = Aws::with(move |request| {
            request.header("x-amz-target").is_none().then(|| (status, body.to_owned()))
        });
        let words = format!(
            "the reply to AssumeRole (HTTP {status}) cannot be read: The service's reply is no XML: it has text \
             outside of its elements"
        );
        Home::with(CHAIN).fail(&aws, "one", &words);
    }
}

/// What the model does not allow is not sent, unless the profile wants no such check.
#[test]
fn what_the_model_does_not_allow() {
    for (good, bad, problem) in [
        ("= mine", "= x", "Invalid length for parameter RoleSessionName, value: 1, valid min length: 2"),
        ("= outside", "=", "Invalid length for parameter ExternalId, value: 0, valid min length: 2"),
        ("= 900", "= 899", "Invalid value for parameter DurationSeconds, value: 899, valid min value: 900"),
        (
            "arn:aws:iam::123456789012:role/One",
            "One",
            "Invalid length for parameter RoleArn, value: 3, valid min length: 20",
        ),
    ] {
        let (aws, home) = (Aws::start(), Home::with(&CHAIN.replace(good, bad)));
        let report = format!("Parameter validation failed:\n{problem}");
        for (dialect, expected) in [("v1", 255), ("v2", 252)] {
            let (status, message) = home.run(&aws, &["--profile", "one"], &[("AWS_CLI_DIALECT", dialect)]);
            assert!(status == expected && message.ends_with(&report), "{status} {message}");
        }
        assert!(aws.requests().is_empty());
        let unchecked = "[profile one]\nparameter_validation = false\n";
        let home = Home::with(&CHAIN.replace(good, bad).replace("[profile one]\n", unchecked));
        home.succeed(&aws, "one");
    }
}

/// Half of a key is none, and nothing of it is kept.
#[test]
fn a_reply_with_half_of_a_key() {
    for lost in ["AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"] {
        let aws = Aws::with(move |request| {
            let whole = role_reply(request)?;
            let (start, end) = (whole.find(&format!("<{lost}>"))?, whole.find(&format!("</{lost}>"))?);
            Some((200, whole[..start].to_owned() + &whole[end + lost.len() + 3..]))
        });
        let home = Home::with(CHAIN);
        home.fail(&aws, "one", "the reply to AssumeRole has no credentials");
        assert!(aws.keys().is_empty() && !home.path(".aws/cli/cache").exists(), "{lost}");
    }
}

/// Version 1 of the AWS CLI can be told to use the address that all old regions share; a proxy sees which one it is.
#[test]
fn the_address_of_all_regions() {
    for (dialect, region, expected) in [
        ("v1", "us-west-2", "sts.amazonaws.com"),
        ("v1", "us-east-1", "sts.amazonaws.com"),
        ("v1", "eu-south-1", "sts.eu-south-1.amazonaws.com"),
        ("v2", "us-west-2", "sts.us-west-2.amazonaws.com"),
    ] {
        let aws = Aws::with(|request| (request.method == "CONNECT").then(|| (403, String::new())));
        let home = Home::with(
            "[default]\naws_access_key_id = AKIABASE\naws_secret_access_key = secret\n[profile p]\n\
             role_arn = arn:aws:iam::123456789012:role/Role\nsource_profile = default\n\
             sts_regional_endpoints = legacy\n",
        );
        let mut command = home.command_without_region(&aws);
        command.args(["--profile", "p", "--region", region]).env_remove("AWS_ENDPOINT_URL");
        command.env("HTTPS_PROXY", &aws.url).env("AWS_CLI_DIALECT", dialect);
        assert!(!command.output().unwrap().status.success());
        assert_eq!(aws.requests()[0], format!("CONNECT {expected}:443"));
    }
}
