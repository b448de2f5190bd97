//! Operations whose address another one tells, through both clients. The model has none, so the tables stand here.
#![cfg(all(feature = "async", feature = "blocking"))]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::sync::{Arc, Mutex};

use cognito_idp::runtime::schema::Operation;
use cognito_idp::runtime::transport::{HttpRequest, HttpResponse, Transport, TransportError};
use cognito_idp::runtime::{Source, asynchronous, blocking};
use cognito_idp::{Config, Credentials, ErrorKind, SERVICE};

cognito_idp::runtime::shapes! {
    static TEXT: Shape = Shape::new("Text", Kind::String);
    static NUMBER: Shape = Shape::new("Number", Kind::Long);
    static ENDPOINT: Shape = Shape::new(
        "Endpoint",
        Kind::Structure(&[Member::new("Address", TEXT), Member::new("CachePeriodInMinutes", NUMBER)]),
    );
    static ENDPOINTS: Shape = Shape::new("Endpoints", Kind::List(ENDPOINT));
    static TOLD: Shape = Shape::new("Told", Kind::Structure(&[Member::new("Endpoints", ENDPOINTS)]));
}
static TELL: Operation = Operation::new("DescribeEndpoints", &TABLES).output(TOLD.id());
static WRITE: Operation = Operation::new("Write", &TABLES).traits(&cognito_idp::runtime::schema::Traits::COMMON.discovered_by(&TELL));

/// Answers, and keeps the addresses and operations that were asked for.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Vec<String>>>, bool);

impl Transport for Told {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let target = request.header("x-amz-target").unwrap().rsplit('.').next().unwrap().to_owned();
        self.0.lock().unwrap().push(format!("{target} {}", request.url));
        if self.1 {
            return Err(TransportError::new(ErrorKind::Connect, "nobody"));
        }
        let body = br#"{"Endpoints": [{"Address": "cell1.example.com", "CachePeriodInMinutes": 9}]}"#;
        Ok(HttpResponse { status: 200, headers: Vec::new(), body: body.to_vec() })
    }
}

fn config(told: &Told) -> Config {
    let mut config = Config {
        region: Some("eu-west-1".into()),
        credentials: Some(Arc::new(Credentials::new("AKIDEXAMPLE", "secret", None))),
        transport: Some(Arc::new(told.clone())),
        ..Config::default()
    };
    config.retry.max_attempts = 1;
    config
}

const ASKED: [&str; 3] = [
    "DescribeEndpoints https://cognito-idp.eu-west-1.amazonaws.com/",
    "Write https://cell1.example.com/",
    "Write https://cell1.example.com/",
];

#[test]
fn the_address_is_asked_for_once() {
    let values = Default::default();
    let told = Told::default();
    let client = blocking::Client::new(&SERVICE, config(&told)).unwrap();
    client.send(&WRITE, Source::Values(&values)).unwrap();
    client.send(&WRITE, Source::Values(&values)).unwrap();
    assert_eq!(*told.0.lock().unwrap(), ASKED);

    let told = Told::default();
    let client = asynchronous::Client::new(&SERVICE, config(&told)).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(client.send(&WRITE, Source::Values(&values))).unwrap();
    runtime.block_on(client.send(&WRITE, Source::Values(&values))).unwrap();
    assert_eq!(*told.0.lock().unwrap(), ASKED);
}

#[test]
fn an_address_that_is_given_is_not_asked_for() {
    let told = Told::default();
    let config = Config { endpoint_url: Some("http://127.0.0.1:9".into()), ..config(&told) };
    let client = blocking::Client::new(&SERVICE, config).unwrap();
    client.send(&WRITE, Source::Values(&Default::default())).unwrap();
    assert_eq!(*told.0.lock().unwrap(), ["Write http://127.0.0.1:9/"]);
}

#[test]
fn nobody_tells_the_address() {
    let told = Told(Arc::default(), true);
    let client = blocking::Client::new(&SERVICE, config(&told)).unwrap();
    let error = client.send(&WRITE, Source::Values(&Default::default())).unwrap_err();
    assert_eq!(error.to_string(), "Endpoint Discovery failed to refresh the required endpoints.");
}
