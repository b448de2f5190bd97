//! A span for each call, an event for each attempt, and no secret in either.

use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use cognito_idp::test_util::{Reply, mock};
use cognito_idp::types::{GetUserRequest, SignUpRequest};
use cognito_idp::{Client, blocking};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::memory::run;

/// Writes down what it is told, a line for each span, record and event.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<String>>);

struct Line<'a>(&'a mut String);

impl Visit for Line<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.push_str(&format!(" {field}={value:?}"));
    }
}

impl Lines {
    fn write(&self, kind: &str, values: impl FnOnce(&mut Line<'_>)) {
        let mut text = self.0.lock().unwrap();
        text.push_str(kind);
        values(&mut Line(&mut text));
        text.push('\n');
    }
}

impl Subscriber for Lines {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("awsmodel_runtime")
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        self.write("span", |line| span.record(line));
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        self.write("record", |line| values.record(line));
    }
    fn event(&self, event: &Event<'_>) {
        self.write("event", |line| event.record(line));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[test]
fn calls_and_attempts_are_told_without_secrets() {
    let mock = mock();
    let busy = || Reply::error("InternalErrorException", "").status(500);
    let good = || Reply::json(r#"{"Username":"jane"}"#).header("x-amzn-requestid", "r-9");
    mock.on("GetUser", busy()).on("GetUser", good()).on("GetUser", good());
    mock.on("SignUp", Reply::error("UsernameExistsException", "jane is taken"));
    let mut config = mock.config();
    config.retry.max_attempts = 2;
    let lines = Lines::default();
    tracing::subscriber::with_default(lines.clone(), || {
        let client = blocking::Client::new(config.clone()).unwrap();
        client.get_user(GetUserRequest::new("top-secret")).unwrap();
        let request = SignUpRequest::new("client", "jane").password("hunter22");
        client.sign_up(request).unwrap_err();
        run(Client::new(config).unwrap().get_user(GetUserRequest::new("top-secret"))).unwrap();
    });
    let text = lines.0.lock().unwrap().clone();
    for part in [
        r#"span service="Cognito Identity Provider" operation="GetUser" region="us-east-1""#,
        "event message=attempt attempt=1 status=500",
        r#"code="InternalErrorException""#,
        "event message=attempt attempt=2 status=200",
        "record status=200",
        r#"record request_id="r-9""#,
        "record attempts=2",
        r#"record error="UsernameExistsException""#,
        "record duration_ms=",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert_eq!(text.matches("span ").count(), 3);
    for secret in ["top-secret", "hunter22", "jane", "AKID", "secret"] {
        assert!(!text.contains(secret), "{secret}\n{text}");
    }
}

/// Which source of credentials is asked, and why it has none.
#[test]
fn sources_of_credentials_are_told() {
    use cognito_idp::runtime::config::{Config, Environment, Session};
    use cognito_idp::runtime::dialect;

    let metadata = ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1");
    let keys = [("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"), ("AWS_SECRET_ACCESS_KEY", "hunter22")];
    let lines = Lines::default();
    tracing::subscriber::with_default(lines.clone(), || {
        for variables in [&[metadata][..], &keys] {
            let nowhere = ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"].map(|name| (name, "/nowhere/x"));
            let variables = variables.iter().copied().chain(nowhere);
            let session = Session::new(Environment::of(variables), &dialect::V2, None);
            let config = Config::from_session(&session, "Things").unwrap();
            let provider = config.with_session_credentials(&session).unwrap().credentials.unwrap();
            drop(provider.credentials());
        }
    });
    let text = lines.0.lock().unwrap().clone();
    let expected = r#"event message=credentials source="instance metadata" state="asked"
event message=credentials source="instance metadata" state="failed" reason="no connection"
event message=credentials source="environment" state="found"
"#;
    assert_eq!(text, expected);
}
