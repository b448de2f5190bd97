//! `from_env` of both clients in a program of somebody else's, for every kind of credentials that has to be fetched. The
//! program is this one, started again with variables of its own; everything else stands in on loopback.

#[allow(dead_code)]
#[path = "../../credentials/aws.rs"]
mod aws;
#[allow(dead_code)]
#[path = "../../network/http.rs"]
mod http;

use std::path::Path;
use std::process::Command;

use aws::{Aws, FAR};
use cognito_idp::runtime::transport::Proxies;
use cognito_idp::types::{DescribeUserPoolRequest, SignUpRequest};
use cognito_idp::{Client, Config, blocking};

const FILE: &str = "
[profile base]
aws_access_key_id = AKIABASE
aws_secret_access_key = secret
[profile role]
role_arn = arn:aws:iam::123456789012:role/Role
source_profile = base
[profile sso]
sso_session = work
sso_account_id = 123456789012
sso_role_name = Reader
[sso-session work]
sso_start_url = https://start.example
sso_region = us-east-1
";
const TOKEN: &str = ".aws/sso/cache/e274eeff768c6396088ec6eb091f4bf4d47ab1e0.json";

/// What the program does: one signed call by each client.
#[test]
#[ignore = "it is started by the other tests"]
fn program() {
    let client = blocking::Client::from_env().unwrap();
    client.describe_user_pool(DescribeUserPoolRequest::new("pool")).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = Client::from_env().await.unwrap();
        client.describe_user_pool(DescribeUserPoolRequest::new("pool")).await.unwrap();
    });
}

/// The same without a signature.
#[test]
#[ignore = "it is started by the other tests"]
fn unsigned() {
    blocking::Client::from_env().unwrap().sign_up(SignUpRequest::new("client", "jane")).unwrap();
}

/// Settings by hand on top of those of the environment: the proxy that `BY_HAND` names, and the bundle, if it names one.
fn by_hand(config: &mut Config) {
    let named = std::env::var("BY_HAND").unwrap();
    let (proxy, bundle) = named.split_once(' ').unwrap();
    config.proxies = Proxies::from_env(|name| (name == "HTTPS_PROXY").then(|| proxy.to_owned()));
    config.ca_bundle = (!bundle.is_empty()).then(|| bundle.into());
    config.use_fips = true;
    config.retry.max_attempts = 1;
}

/// Calls that do not come far, and what both clients say of that.
#[test]
#[ignore = "it is started by the other tests"]
fn changed() {
    let builder = blocking::Client::builder().load_env().unwrap().configure(by_hand);
    let input = DescribeUserPoolRequest::new("pool");
    println!("blocking: {}", builder.build().unwrap().describe_user_pool(input.clone()).unwrap_err());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let client = Client::builder().load_env().unwrap().configure(by_hand).build().unwrap();
    println!("async: {}", runtime.block_on(client.describe_user_pool(input)).unwrap_err());
}

/// Starts this program again, in a home of its own, where it runs one of the functions above.
fn run(aws: &Aws, name: &str, what: &str, variables: &[(&str, &str)]) -> String {
    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
    for (file, text) in [
        (".aws/config", FILE.to_owned()),
        (TOKEN, format!(r#"{{"accessToken":"signed-in","expiresAt":"{FAR}"}}"#)),
    ] {
        std::fs::create_dir_all(home.join(file).parent().unwrap()).unwrap();
        std::fs::write(home.join(file), text).unwrap();
    }
    let mut program = Command::new(std::env::current_exe().unwrap());
    program.args([what, "--exact", "--ignored", "--nocapture"]).env_clear();
    program.env("HOME", &home).env("AWS_ENDPOINT_URL", &aws.url).env("AWS_REGION", "us-east-1");
    let output = program.envs(variables.iter().copied()).output().unwrap();
    let _ = std::fs::remove_dir_all(&home);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success() && text.contains("1 passed"),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    text
}

#[test]
fn a_role_and_single_sign_on() {
    for (profile, key) in [("role", "ASIARole"), ("sso", "ASIASSO")] {
        let aws = Aws::start();
        run(&aws, profile, "program", &[("AWS_PROFILE", profile)]);
        assert_eq!(aws.keys(), [key, key]);
    }
}

#[test]
fn containers_and_instances() {
    let aws = Aws::start();
    let container = format!("{}/container", aws.url);
    run(&aws, "container", "program", &[("AWS_CONTAINER_CREDENTIALS_FULL_URI", &container)]);
    run(&aws, "instance", "program", &[("AWS_EC2_METADATA_SERVICE_ENDPOINT", &aws.url)]);
    assert_eq!(aws.keys(), ["ASIACONTAINER", "ASIACONTAINER", "ASIAINSTANCE", "ASIAINSTANCE"]);
}

#[test]
fn what_is_not_signed_asks_nobody() {
    let aws = Aws::start();
    run(&aws, "unsigned", "unsigned", &[("AWS_EC2_METADATA_SERVICE_ENDPOINT", &aws.url)]);
    assert!(aws.requests().is_empty() && aws.keys().len() == 1);
}

/// Proxies, bundles of certificates and whether FIPS is wanted: as for the service itself.
#[test]
fn what_is_set_behind_load_env_holds_where_credentials_are_fetched() {
    let aws = Aws::start();
    let said = |bundle: &str| {
        let by_hand = format!("{} {bundle}", aws.url);
        let variables =
            [("AWS_PROFILE", "role"), ("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "true"), ("BY_HAND", &by_hand)];
        run(&aws, "changed", "changed", &variables)
    };
    said("");
    assert_eq!(aws.requests(), ["CONNECT sts-fips.us-east-1.amazonaws.com:443"; 2]);
    let said = said("/nowhere/ca.pem");
    assert_eq!(said.matches("'/nowhere/ca.pem'").count(), 2, "{said}");
    assert_eq!(aws.requests().len(), 2);
}
