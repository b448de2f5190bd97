//! Credentials that have to be fetched are fetched with the settings that the client has in the end.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use cognito_idp::runtime::config::{Environment, Session};
use cognito_idp::runtime::dialect;
use cognito_idp::runtime::transport::{HttpRequest, HttpResponse, HttpTransport, Transport, TransportError};
use cognito_idp::types::DescribeUserPoolRequest;
use cognito_idp::{Client, Config, Error, ErrorKind, RetryConfig, blocking};

use crate::aws::{Aws, access_key};
use crate::memory::run;

const FILE: &str = "
[profile base]
aws_access_key_id = AKIABASE
aws_secret_access_key = secret
[profile role]
role_arn = arn:aws:iam::123456789012:role/Role
source_profile = base
[profile web]
role_arn = arn:aws:iam::123456789012:role/Web
web_identity_token_file = config
";

/// A folder that goes when the test ends.
struct Home(PathBuf);

impl Drop for Home {
    fn drop(&mut self) {
        // One that stays is in nobody's way.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The settings of a profile as they are found, without a region.
fn found(aws: &Aws, profile: &str, test: &str) -> (Config, Home) {
    let home =
        Home(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fetching-{}-{test}", std::process::id())));
    std::fs::create_dir_all(&home.0).unwrap();
    let file = home.0.join("config");
    std::fs::write(&file, FILE.replace("= config", &format!("= {}", file.display()))).unwrap();
    let [folder, file] = [&home.0, &file].map(|path| path.display().to_string());
    let variables = [("HOME", &*folder), ("AWS_CONFIG_FILE", &file), ("AWS_ENDPOINT_URL", &aws.url)];
    let session = Session::new(Environment::of(variables), &dialect::V2, Some(profile));
    let config = Config::from_session(&session, "Cognito Identity Provider").unwrap();
    let config = config.with_available_credentials(&session).unwrap();
    (Config { retry: RetryConfig { max_attempts: 1, ..RetryConfig::default() }, ..config }, home)
}

/// What both clients say with these settings.
fn both(config: &Config) -> [Result<(), Error>; 2] {
    let request = || DescribeUserPoolRequest::new("pool");
    let waiting = blocking::Client::new(config.clone()).unwrap().describe_user_pool(request()).map(drop);
    [waiting, run(Client::new(config.clone()).unwrap().describe_user_pool(request())).map(drop)]
}

#[test]
fn the_region() {
    for profile in ["role", "web"] {
        let aws = Aws::start();
        let (mut config, _home) = found(&aws, profile, profile);
        config.region = Some("eu-central-1".to_owned());
        for result in both(&config) {
            result.unwrap();
        }
        // The second client finds them in the AWS CLI's cache.
        assert_eq!((aws.requests().len(), aws.regions()), (1, vec!["eu-central-1".to_owned(); 2]));
        let signed = aws.received("authorization");
        let scope = |key: &str| signed.iter().filter(|request| access_key(request) == key).count();
        assert_eq!(scope("AKIABASE"), usize::from(profile == "role"));
    }
}

#[test]
fn limits_on_waiting() {
    let aws = Aws::with(|request| {
        request.header("x-amz-target").is_none().then(|| std::thread::sleep(Duration::from_secs(3)))?;
        None
    });
    let (config, _home) = found(&aws, "role", "limits");
    let (region, read_timeout) = (Some("us-east-1".to_owned()), Some(Duration::from_millis(200)));
    for result in both(&Config { region, read_timeout, ..config }) {
        assert_eq!(result.unwrap_err().kind(), ErrorKind::ReadTimeout);
    }
}

/// Says who carried a request.
struct Marking(HttpTransport);

impl Transport for Marking {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let mut request = request.clone();
        request.set_header("x-carried", "by the client's own");
        self.0.send(&request)
    }
}

#[test]
fn the_transport() {
    let aws = Aws::start();
    let (config, _home) = found(&aws, "role", "transport");
    let transport = Some(Arc::new(Marking(HttpTransport::new(&config.link()).unwrap())) as _);
    let config = Config { region: Some("us-east-1".to_owned()), transport, ..config };
    assert!(both(&config).iter().all(Result::is_ok));
    assert_eq!(aws.received("x-carried").len(), 3);
}

#[test]
fn clients_of_the_same_settings_share_what_was_fetched() {
    let aws = Aws::start();
    let (mut config, home) = found(&aws, "role", "shared");
    config.region = Some("us-east-1".to_owned());
    let request = || DescribeUserPoolRequest::new("pool");
    let clients = [(); 2].map(|()| blocking::Client::new(config.clone()).unwrap());
    for client in clients {
        client.describe_user_pool(request()).unwrap();
        // What is in the memory of one is in that of the other.
        std::fs::remove_dir_all(home.0.join(".aws")).ok();
    }
    assert_eq!((aws.requests(), aws.keys()), (vec!["AssumeRole".to_owned()], vec!["ASIARole".to_owned(); 2]));
}
