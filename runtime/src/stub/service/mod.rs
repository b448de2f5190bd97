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
use crate::shapes::schema::{Operation, Service};
use crate::shapes::time::Timestamp;
use crate::shapes::value::json::{self, Layout};
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
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Incoming {
    /// All headers of a name.
    fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let same = self.headers.iter().filter(move |(n, _)| n.eq_ignore_ascii_case(name));
        same.map(|(_, value)| value.as_str())
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
            Err(_) => (self.target(request).ok().map(|o| o.name), lenient(&request.body)),
        };
        let mut state = self.state();
        state.count += 1;
        let answer = match checked {
            Ok((operation, input)) => answer(&mut state.replies, operation, &input),
            Err(rejection) => Answer::error(400, &rejection.code, &rejection.message),
        };
        let response = respond(answer, self.service, state.count);
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
        Ok((operation, check::request(operation, &request.body)?))
    }

    fn target(&self, request: &Incoming) -> Result<&'static Operation, Rejection> {
        let target = request.header("x-amz-target").unwrap_or_default();
        let name = target.split_once('.').filter(|(prefix, _)| *prefix == self.service.target_prefix);
        name.and_then(|(_, name)| self.service.operation(name)).ok_or_else(|| {
            Rejection::new("UnknownOperationException", format!("There is no operation \"{target}\""))
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
    operation.input.map_or_else(|| input.clone(), |shape| mask::masked(input, shape))
}

/// A generated reply.
pub(crate) fn sample(operation: &Operation, input: &Value) -> Answer {
    let body = sample::reply(operation, input);
    let body = body.map(|value| json::to_string(&value, Layout::Wire).into_bytes()).unwrap_or_default();
    Answer::Http { status: 200, headers: Vec::new(), body }
}

/// The reply with the headers that services send; what the answer says wins.
fn respond(answer: Answer, service: &Service, count: u64) -> HttpResponse {
    let Answer::Http { status, headers: mut all, body } = answer else {
        return HttpResponse { status: 500, ..HttpResponse::default() };
    };
    let own = [
        ("Content-Type", format!("application/x-amz-json-{}", service.json_version)),
        ("Date", Timestamp::now().http_date()),
        ("x-amzn-RequestId", format!("00000000-0000-4000-8000-{count:012}")),
    ];
    for (name, value) in own {
        if !all.iter().any(|(given, _)| given.eq_ignore_ascii_case(name)) {
            all.push((name.to_owned(), value));
        }
    }
    HttpResponse { status, headers: all, body }
}

impl Transport for Stub {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let headers = request.headers.iter().map(|(name, value)| (name.to_string(), value.clone()));
        Ok(self.answer(&Incoming {
            method: request.method.to_owned(),
            path: "/".to_owned(),
            headers: headers.collect(),
            body: request.body.clone(),
        }))
    }
}

impl AsyncTransport for Stub {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a> {
        Box::pin(std::future::ready(Transport::send(self, request)))
    }
}
