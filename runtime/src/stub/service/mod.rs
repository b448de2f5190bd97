//! A stand-in for a service, made of its static tables: it checks requests as the service would and
//! answers with generated samples, or with what a test has set.
//!
//! In: HTTP requests, from [`StubServer`] or from a client whose transport is a [`Stub`]. Out: replies.
//! It keeps no state of the service: what one request creates, the next one does not find. It never
//! calls anybody.
//!
//! Any HTTP client sets it up, whatever language the test is in:
//!
//! | request | what it does |
//! |---|---|
//! | `POST /_stub/replies` | adds a reply, or a list of them |
//! | `GET /_stub/replies` | shows the replies that still wait |
//! | `GET /_stub/requests` | shows the requests that came, oldest first |
//! | `DELETE /_stub/replies`, `/_stub/requests` | forgets them |
//! | `PUT /_stub/keys` | sets what `/.well-known/jwks.json` shows, for tests that sign tokens |
//! | `DELETE /_stub` | forgets all of it |
//!
//! Behind a port, only programs of this machine are answered, and web pages of the origins in [`Guests`]. Of the requests
//! the latest are kept, up to ten thousand or 64 MiB.
//!
//! A reply is an object such as `{"operation": "ListUsers", "body": {"Users": []}, "times": 1}` or
//! `{"operation": "SignUp", "error": "UsernameExistsException", "message": "taken"}`. `status`, `headers` and
//! `input` (only requests with that input are answered so) may stand beside them. Without `times` a
//! reply lasts until it is replaced.

pub(crate) mod canned;
mod check;
mod control;
mod guard;
mod history;
mod http;
mod keys;
pub(crate) mod replies;
pub(crate) mod sample;
mod server;

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::client::transport::{
    AsyncTransport, HttpRequest, HttpResponse, Sending, Transport, TransportError,
};
use crate::shapes::schema::protocol::{Asked, Given};
use crate::shapes::schema::{Operation, Service};
use crate::shapes::time::Timestamp;
use crate::shapes::value::json;
use crate::shapes::value::{Map, Value};
use crate::shapes::walks::mask;
use canned::Answer;
use check::Rejection;
use history::History;
use replies::Replies;

pub use guard::Guests;
pub use server::StubServer;

/// The stand-in. As a [`Transport`] it answers a client of the same process.
#[derive(Debug)]
pub struct Stub {
    service: &'static Service,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    replies: Replies,
    /// What came, as `GET /_stub/requests` shows it.
    requests: History,
    /// What stands in the place of the sample of keys.
    keys: Option<String>,
    /// How many replies there were, for their ids.
    count: u64,
}

/// A request as it came.
#[derive(Clone, Debug, Default)]
pub(crate) struct Incoming {
    pub(crate) method: String,
    /// Path and query.
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Incoming {
    /// All headers of a name.
    fn all<'a>(&'a self, name: &'a str) -> Vec<&'a str> {
        let same = self.headers.iter().filter(|(n, _)| n.eq_ignore_ascii_case(name));
        same.map(|(_, value)| value.as_str()).collect()
    }

    /// As protocols see it.
    pub(crate) fn asked(&self) -> Asked<'_> {
        let (path, query) = self.path.split_once('?').unwrap_or((&self.path, ""));
        Asked { method: &self.method, path, query, headers: &self.headers, body: &self.body }
    }

    /// What a client sends, with the path and the query of its address.
    pub(crate) fn of(request: &HttpRequest) -> Incoming {
        let rest = request.url.split_once("://").map_or(request.url.as_str(), |(_, rest)| rest);
        let path = rest.find(['/', '?']).map_or("/", |at| &rest[at..]);
        let headers = request.headers.iter().map(|(name, value)| (name.to_string(), value.clone()));
        Incoming {
            method: request.method.to_owned(),
            path: path.to_owned(),
            headers: headers.collect(),
            body: request.body.clone(),
        }
    }

    /// The values of a request, as far as they can be read.
    pub(crate) fn values(&self, service: &Service, operation: &'static Operation) -> Value {
        service.protocol.input(operation, self.asked()).unwrap_or_else(|_| lenient(&self.body))
    }
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

impl Stub {
    /// A stand-in that answers with samples.
    #[must_use]
    pub fn new(service: &'static Service) -> Stub {
        Stub { service, state: Mutex::default() }
    }

    /// Adds replies in their JSON form: one object or a list.
    ///
    /// # Errors
    ///
    /// What is wrong with them, in words.
    pub fn set_replies(&self, json: &str) -> Result<(), String> {
        let canned = canned::read(json, self.service)?;
        let mut state = self.state();
        if state.replies.waiting().len() + canned.len() > history::MOST {
            return Err(format!("No more than {} replies can wait", history::MOST));
        }
        state.replies.add(canned);
        Ok(())
    }

    /// The requests that came, oldest first, as `GET /_stub/requests` shows them: objects with
    /// `operation`, `input`, `signed` and `status`.
    #[must_use]
    pub fn requests(&self) -> Vec<Value> {
        self.state().requests.iter().cloned().collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Answers a request to the service or to the stand-in itself.
    pub(crate) fn answer(&self, request: &Incoming) -> HttpResponse {
        let path = request.path.split('?').next().unwrap_or_default();
        if request.method == "OPTIONS" {
            return guard::options(request);
        } else if keys::is_place(path) {
            return self.keys(request);
        }
        match path.strip_prefix("/_stub") {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => self.control(request, rest),
            _ => self.call(request),
        }
    }

    fn call(&self, request: &Incoming) -> HttpResponse {
        let is_signed = is_signed(request);
        let checked = self.checked(request, is_signed);
        let (operation, input) = match &checked {
            Ok((operation, input)) => (Some(operation.name), input.clone()),
            Err(_) => match self.target(request) {
                Ok(operation) => (Some(operation.name), request.values(self.service, operation)),
                Err(_) => (None, lenient(&request.body)),
            },
        };
        let mut state = self.state();
        state.count += 1;
        let response = match checked {
            Ok((operation, input)) => {
                let answer = answer(&mut state.replies, operation, &input);
                rendered(answer, self.service, operation)
            }
            Err(Rejection { code, message }) => refused(self.service, 400, Vec::new(), &code, &message),
        };
        let response = HttpResponse { headers: headers(response.headers, state.count), ..response };
        let seen: Map = [
            ("operation", operation.map_or(Value::Null, Value::from)),
            ("input", input),
            ("signed", Value::from(is_signed)),
            ("status", Value::from(i64::from(response.status))),
        ]
        .into_iter()
        .collect();
        state.requests.push(Value::Map(seen));
        response
    }

    /// The operation and the input, if the service would take them.
    fn checked(&self, request: &Incoming, is_signed: bool) -> Result<(&'static Operation, Value), Rejection> {
        let operation = self.target(request)?;
        if operation.signed && !is_signed {
            return Err(Rejection::new(
                "MissingAuthenticationTokenException",
                "Missing Authentication Token",
            ));
        }
        let input = self.service.protocol.input(operation, request.asked());
        let input = input.map_err(|e| Rejection::new("SerializationException", e.to_string()))?;
        Ok((operation, check::request(operation, input)?))
    }

    fn target(&self, request: &Incoming) -> Result<&'static Operation, Rejection> {
        self.service.protocol.asked(self.service.operations, request.asked()).ok_or_else(|| {
            let path = if request.path == "/" { "" } else { &request.path };
            let asked = request.header("x-amz-target").unwrap_or(path);
            Rejection::new("UnknownOperationException", format!("There is no operation \"{asked}\""))
        })
    }
}

fn is_signed(request: &Incoming) -> bool {
    request.header("authorization").is_some_and(|value| value.starts_with("AWS4-HMAC-SHA256 "))
}

/// The body as JSON where it is JSON, otherwise as text.
fn lenient(body: &[u8]) -> Value {
    let text = String::from_utf8_lossy(body);
    json::parse(&text).unwrap_or_else(|_| Value::from(text.as_ref()))
}

fn answer(replies: &mut Replies, operation: &'static Operation, input: &Value) -> Answer {
    match replies.take(operation.name, &[input, &masked(operation, input)]) {
        None | Some(Answer::Sample) => sample(operation, input),
        Some(answer) => answer,
    }
}

/// The input of an operation without secrets, as recordings have it.
pub(crate) fn masked(operation: &Operation, input: &Value) -> Value {
    operation.input_shape().map_or_else(|| input.clone(), |shape| mask::masked(input, shape))
}

/// A generated reply.
pub(crate) fn sample(operation: &Operation, input: &Value) -> Answer {
    match sample::reply(operation, input) {
        Some(value) => Answer::values(200, &value),
        None => Answer::Http { status: 200, headers: Vec::new(), body: Vec::new() },
    }
}

/// An answer in the service's protocol.
pub(crate) fn rendered(answer: Answer, service: &Service, operation: &'static Operation) -> HttpResponse {
    match answer {
        Answer::Http { status, headers, body } => HttpResponse { status, headers, body },
        Answer::Error { status, headers, code, message } => {
            refused(service, status, headers, &code, &message)
        }
        Answer::Text { status, headers, json } => match service.protocol.give_text(operation, &json) {
            Ok(given) => with(given, status, headers),
            Err(_) => HttpResponse { status, headers, body: json.into_bytes() },
        },
        Answer::Sample | Answer::Failure(_) => HttpResponse { status: 500, ..HttpResponse::default() },
    }
}

fn refused(
    service: &Service,
    status: u16,
    headers: Vec<(String, String)>,
    code: &str,
    message: &str,
) -> HttpResponse {
    with(service.protocol.refuse(code, message), status, headers)
}

/// A reply of the protocol; what the answer says wins.
fn with(given: Given, status: u16, mut headers: Vec<(String, String)>) -> HttpResponse {
    complete(&mut headers, given.headers);
    let status = given.status.filter(|_| status == 200).unwrap_or(status);
    HttpResponse { status, headers, body: given.body }
}

fn complete(headers: &mut Vec<(String, String)>, more: impl IntoIterator<Item = (String, String)>) {
    for (name, value) in more {
        if !headers.iter().any(|(given, _)| given.eq_ignore_ascii_case(&name)) {
            headers.push((name, value));
        }
    }
}

/// The headers of a reply, with those that every service sends.
fn headers(mut all: Vec<(String, String)>, count: u64) -> Vec<(String, String)> {
    let own = [
        ("Date".to_owned(), Timestamp::now().http_date()),
        ("x-amzn-RequestId".to_owned(), format!("00000000-0000-4000-8000-{count:012}")),
    ];
    complete(&mut all, own);
    all
}

impl Transport for Stub {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        Ok(self.answer(&Incoming::of(request)))
    }
}

impl AsyncTransport for Stub {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a> {
        Box::pin(std::future::ready(Transport::send(self, request)))
    }
}
