//! Credentials of every kind in any build that has a client: for those who wait and for those who await, through the built-in
//! HTTP clients. Stand-ins on loopback; nothing here leaves the machine.
#![cfg(any(feature = "async", feature = "blocking"))]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]
#![allow(dead_code, reason = "the stand-ins are those of the command's tests")]

#[path = "../../generated/tests/credentials/aws.rs"]
mod aws;
#[path = "../../generated/tests/network/http.rs"]
mod http;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use aws::{Aws, FAR};
use awsmodel_runtime::config::{Config, Environment, Session};
use awsmodel_runtime::credentials::{Credentials, ProvideCredentials};
use awsmodel_runtime::{Error, ErrorKind, dialect};

const FILE: &str = "
[profile base]
aws_access_key_id = AKIABASE
aws_secret_access_key = secret
[profile role]
role_arn = arn:aws:iam::123456789012:role/Role
source_profile = base
[profile chain]
role_arn = arn:aws:iam::123456789012:role/Chain
source_profile = role
[profile sso]
sso_session = work
sso_account_id = 123456789012
sso_role_name = Reader
[sso-session work]
sso_start_url = https://start.example
sso_region = us-east-1
[profile process]
credential_process = echo '{\"Version\":1,\"AccessKeyId\":\"ASIAPROCESS\",\"SecretAccessKey\":\"s\"}'
[profile login]
login_session = jane
";
/// The session's token, and what `aws login` has left for `jane`.
const TOKEN: &str = ".aws/sso/cache/e274eeff768c6396088ec6eb091f4bf4d47ab1e0.json";
const LOGIN: &str = ".aws/login/cache/81f8f6dde88365f3928796ec7aa53f72820b06db8664f5fe76a7eb13e24546a2.json";

/// A home folder that goes when the test ends, and the settings that lead to it.
struct Home(PathBuf);

impl Home {
    fn new() -> Home {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let name = format!("library-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::SeqCst));
        let home = Home(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        home.write(".aws/config", FILE);
        home.write("token", "t");
        home.write(TOKEN, &format!(r#"{{"accessToken":"signed-in","expiresAt":"{FAR}"}}"#));
        home.write(
            LOGIN,
            r#"{"accessToken":{"accessKeyId":"ASIALOGIN","secretAccessKey":"s","sessionToken":"t","accountId":"1",
            "expiresAt":"2020-01-01T00:00:00Z"},"refreshToken":"r","clientId":"c",
            "dpopKey":"MDECAQEEIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBoAoGCCqGSM49AwEH"}"#,
        );
        home
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// The settings of a profile, with these variables.
    fn config(&self, aws: &Aws, profile: Option<&str>, variables: &[(&str, &str)]) -> Result<Config, Error> {
        let home = self.0.display().to_string();
        let own = [("HOME", home.as_str()), ("AWS_ENDPOINT_URL", &aws.url), ("AWS_REGION", "us-east-1")];
        let all = own.iter().chain(variables).copied();
        let session = Session::new(Environment::of(all), &dialect::V2, profile);
        Config::from_session(&session, "Things")?.with_session_credentials(&session)
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // A folder that stays is in nobody's way.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A profile, variables, and the access key that comes of them.
type Case = (Option<&'static str>, Vec<(&'static str, String)>, &'static str);

/// Every kind of source: profile, variables, and the key that it gives.
fn sources(aws: &Aws, home: &Home) -> Vec<Case> {
    let container = format!("{}/container", aws.url);
    let token = home.0.join("token").display().to_string();
    vec![
        (Some("base"), Vec::new(), "AKIABASE"),
        (Some("role"), Vec::new(), "ASIARole"),
        (Some("chain"), Vec::new(), "ASIAChain"),
        (Some("sso"), Vec::new(), "ASIASSO"),
        (Some("process"), Vec::new(), "ASIAPROCESS"),
        (Some("login"), Vec::new(), "ASIAFRESH"),
        (
            None,
            vec![
                ("AWS_WEB_IDENTITY_TOKEN_FILE", token),
                ("AWS_ROLE_ARN", "arn:aws:iam::1:role/Web".to_owned()),
            ],
            "ASIAWeb",
        ),
        (None, vec![("AWS_CONTAINER_CREDENTIALS_FULL_URI", container)], "ASIACONTAINER"),
        (None, vec![("AWS_EC2_METADATA_SERVICE_ENDPOINT", aws.url.clone())], "ASIAINSTANCE"),
    ]
}

fn stand_in() -> Aws {
    Aws::with(|request| {
        let fresh = r#"{"accessToken":{"accessKeyId":"ASIAFRESH","secretAccessKey":"s","sessionToken":"t"},
            "tokenType":"aws_sigv4","expiresIn":900,"refreshToken":"next"}"#;
        (request.target == "/v1/token").then(|| (200, fresh.to_owned()))
    })
}

/// Asks every source, once more too, and compares keys.
fn each(ask: impl Fn(&dyn ProvideCredentials) -> Result<Credentials, Error>) {
    let aws = stand_in();
    for number in 0..9 {
        let home = Home::new();
        let (profile, variables, key) = sources(&aws, &home).swap_remove(number);
        let variables: Vec<_> = variables.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let config = home.config(&aws, profile, &variables).unwrap();
        let provider = config.credentials.unwrap();
        assert_eq!(ask(&*provider).unwrap().access_key_id(), key);
        let before = aws.requests().len();
        assert_eq!(ask(&*provider).unwrap().access_key_id(), key);
        assert_eq!(aws.requests().len(), before, "{key} is remembered");
    }
    assert_eq!(aws.received("dpop").len(), 1);
}

#[test]
fn those_who_wait() {
    each(|provider| provider.credentials());
}

#[cfg(feature = "async")]
mod awaited {
    use std::sync::{Arc, Mutex};

    use super::*;
    use awsmodel_runtime::transport::{AsyncTransport, HttpRequest, HttpResponse, Sending};

    fn run<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
    }

    #[test]
    fn those_who_do_not() {
        each(|provider| run(provider.provide()));
    }

    /// Whoever waits within a runtime disturbs nobody but themselves.
    #[test]
    fn those_who_wait_within_a_runtime() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let (runtime, aws, home) = (runtime.unwrap(), stand_in(), Home::new());
        let provider = home.config(&aws, Some("role"), &[]).unwrap().credentials.unwrap();
        let found = runtime.block_on(runtime.spawn_blocking(move || provider.credentials()));
        assert_eq!(found.unwrap().unwrap().access_key_id(), "ASIARole");
    }

    /// Many callers on one thread that nobody may block.
    #[test]
    fn one_request_for_all_who_wait() {
        let (aws, home) = (stand_in(), Home::new());
        let provider = home.config(&aws, Some("role"), &[]).unwrap().credentials.unwrap();
        run(async {
            let asked: Vec<_> = (0..50)
                .map(|_| {
                    let provider = Arc::clone(&provider);
                    tokio::spawn(async move { provider.provide().await })
                })
                .collect();
            for one in asked {
                assert_eq!(one.await.unwrap().unwrap().access_key_id(), "ASIARole");
            }
        });
        assert_eq!(aws.requests(), ["AssumeRole"]);
    }

    /// Notes what it carries, and answers as STS.
    #[derive(Default)]
    struct Own(Mutex<Vec<String>>);

    impl AsyncTransport for Own {
        fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a> {
            self.0.lock().unwrap().push(request.url.clone());
            let body = "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAOWN</AccessKeyId>\
                        <SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>\
                        <Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";
            let reply = HttpResponse { status: 200, body: body.into(), ..HttpResponse::default() };
            Box::pin(std::future::ready(Ok(reply)))
        }
    }

    #[test]
    fn the_transport_of_the_settings_carries_it() {
        let (aws, home, own) = (stand_in(), Home::new(), Arc::new(Own::default()));
        let home_folder = home.0.display().to_string();
        let variables = [("HOME", home_folder.as_str()), ("AWS_REGION", "eu-west-3")];
        let session = Session::new(Environment::of(variables), &dialect::V2, Some("role"));
        let mut config = Config::from_session(&session, "Things").unwrap();
        config.async_transport = Some(Arc::clone(&own) as _);
        let config = config.with_session_credentials(&session).unwrap();
        assert_eq!(run(config.credentials.unwrap().provide()).unwrap().access_key_id(), "ASIAOWN");
        assert_eq!(*own.0.lock().unwrap(), ["https://sts.eu-west-3.amazonaws.com/"]);
        assert!(aws.requests().is_empty());
    }
}

#[test]
fn what_has_expired_says_what_renews_it() {
    let (aws, home) = (stand_in(), Home::new());
    home.write(TOKEN, r#"{"accessToken":"t","expiresAt":"2020-01-01T00:00:00Z"}"#);
    std::fs::remove_file(home.0.join(LOGIN)).unwrap();
    for (profile, command) in [("sso", "aws sso login --profile sso"), ("login", "aws login --profile login")]
    {
        let provider = home.config(&aws, Some(profile), &[]).unwrap().credentials.unwrap();
        let error = provider.credentials().unwrap_err();
        assert_eq!(error.remedy(), Some(command));
        assert_eq!(error.to_string(), format!("{} (run: {command})", error.message()));
    }
}

/// What the metadata service answers is in the error, and in what is told; secrets are in neither.
#[test]
fn an_instance_without_credentials_says_why() {
    use std::error::Error as _;
    type Answer = fn(&str) -> (u16, &'static str);
    let cases: [(Answer, &str); 5] = [
        (|_| (500, "trouble"), "HTTP 500"),
        (|target| (if target.ends_with("token") { 400 } else { 200 }, "x"), "HTTP 400"),
        (|_| (200, "no JSON"), "a document that cannot be read"),
        (|_| (200, r#"{"Code":"AssumeRoleUnauthorizedAccess"}"#), "AssumeRoleUnauthorizedAccess"),
        (|_| (200, r#"{"Code":"\u001b[31m"}"#), "a document without a usable AccessKeyId"),
    ];
    for (answer, reason) in cases {
        let aws = Aws::with(move |request| match answer(&request.target) {
            (200, _) if request.target.ends_with("/security-credentials/") => None,
            (status, text) => Some((status, text.to_owned())),
        });
        let (error, told) = instance(&aws.url);
        assert_eq!(error.kind(), ErrorKind::NoCredentials);
        assert!(error.to_string().ends_with(&format!("service was asked: {reason}.")), "{error}");
        assert_eq!(error.source().unwrap().to_string(), reason);
        let asked = "credentials: asking instance metadata".to_owned();
        assert_eq!(told, [asked, format!("credentials: instance metadata: {reason}")]);
    }
    let (error, _) = instance("http://127.0.0.1:1");
    assert!(error.to_string().ends_with("service was asked: no connection."), "{error}");
}

/// The error of an instance at this address, and what is told of it.
fn instance(url: &str) -> (Error, Vec<String>) {
    let home = Home::new();
    let folder = home.0.display().to_string();
    let variables = [("HOME", folder.as_str()), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", url)];
    let session = Session::new(Environment::of(variables), &dialect::V2, None);
    let mut config = Config::from_session(&session, "Things").unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let lines = Arc::clone(&told);
    config.hooks.on_credentials(move |line| lines.lock().unwrap().push(line.to_owned()));
    let config = config.with_session_credentials(&session).unwrap();
    let error = config.credentials.unwrap().credentials().unwrap_err();
    let told = told.lock().unwrap().clone();
    (error, told)
}
