//! Cases of protocol suites through typed clients. In, on standard input: a list of cases, each with the module of its suite,
//! the values of a request, and a reply. Out: for each case and each of the two clients a line with what was sent and what came of it.

mod rt;
mod suites;

use std::future::Future;
use std::io::Read as _;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rt::{Carrier, Config, Error, Line, RetryConfig, json};
use serde_json::{Value, json};

/// What came of a call: the reply as JSON in the model's names.
type Called = Result<String, Failure>;

enum Failure {
    /// The values do not fit into the request's type.
    Request(String),
    Call(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Call(error)
    }
}

fn main() {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).expect("cases on standard input");
    let cases: Vec<Value> = serde_json::from_str(&text).expect("a list of cases");
    for case in &cases {
        for (client, carrier) in [("blocking", Carrier::Blocking as fn(_) -> _), ("async", Carrier::Async)] {
            println!("{}", outcome(case, client, carrier));
        }
    }
}

fn outcome(case: &Value, client: &str, carrier: fn(Arc<Line>) -> Carrier) -> Value {
    let answer = &case["answer"];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let headers = answer["headers"].as_array().into_iter().flatten();
    let answer = rt::transport::HttpResponse {
        status: answer["status"].as_u64().and_then(|status| u16::try_from(status).ok()).unwrap_or(200),
        headers: headers.map(|pair| (text(&pair[0]), text(&pair[1]))).collect(),
        body: STANDARD.decode(text(&answer["body"])).expect("a body in base64"),
    };
    let line = Arc::new(Line { answer, ..Line::default() });
    let config = Config {
        region: Some("us-east-1".to_owned()),
        endpoint_url: Some(text(&case["endpoint"])),
        sign: false,
        retry: RetryConfig { max_attempts: 1, ..RetryConfig::default() },
        least_compressed: case["compress"].as_bool().unwrap_or(false).then_some(0),
        ..Config::default()
    };
    let called = suites::call(&text(&case["module"]), config, carrier(Arc::clone(&line)), &case["params"]);
    let sent = line.sent.lock().expect("nobody panics with the lock").take();
    let sent = sent.map(|request| {
        json!({"method": request.method, "url": request.url, "headers": request.headers, "body": STANDARD.encode(request.body)})
    });
    let (reply, error) = match called {
        Ok(reply) => (Some(reply), None),
        Err(Failure::Request(reason)) => (None, Some(json!({"request": reason}))),
        Err(Failure::Call(error)) => (None, Some(told(&error))),
    };
    json!({"client": client, "sent": sent, "reply": reply, "error": error})
}

fn told(error: &Error) -> Value {
    match error.as_service_error() {
        Some(service) => {
            let members = rt::Value::Map(service.body.clone());
            let members = json::to_string(&members, json::Layout::Wire);
            json!({"code": service.code, "message": service.message, "members": members})
        }
        None => json!({"failed": error.to_string()}),
    }
}

/// The values of a case as the request's type reads them.
fn request<T: serde::de::DeserializeOwned>(values: &Value) -> Result<T, Failure> {
    T::deserialize(values).map_err(|error| Failure::Request(error.to_string()))
}

/// What a future that waits for nothing gives.
fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the wire answers at once"),
    }
}

fn shown<T: serde::Serialize>(reply: &T) -> String {
    serde_json::to_string(reply).expect("replies have a form in JSON")
}
