//! Writes down what a real transport answers.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::client::error::{Error, ErrorKind};
use crate::client::transport::{HttpRequest, HttpResponse, Transport, TransportError};
use crate::shapes::schema::{Operation, Service};
use crate::shapes::value::Value;
use crate::shapes::value::json::{self, Layout};
use crate::shapes::walks::mask::masked;
use crate::stub::service;
use crate::stub::service::canned::{self, Answer, Canned};

/// A transport before another one that keeps what was asked and answered, for
/// [`Mock::replay`](super::Mock::replay). What the model calls sensitive becomes asterisks, in requests
/// and in replies, and no header of a request is kept.
pub struct Recorder {
    service: &'static Service,
    transport: Arc<dyn Transport>,
    seen: Mutex<Vec<Canned>>,
}

impl Recorder {
    /// Records what goes through `transport`.
    #[must_use]
    pub fn new(service: &'static Service, transport: Arc<dyn Transport>) -> Recorder {
        Recorder { service, transport, seen: Mutex::default() }
    }

    /// The recording as JSON: a list of replies in the form that [`stub`](crate::stub::service) describes, each
    /// with its input.
    #[must_use]
    pub fn to_json(&self) -> String {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        json::to_string(&canned::write(&*seen), Layout::PrettyAscii) + "\n"
    }

    /// Writes the recording.
    ///
    /// # Errors
    ///
    /// If the file cannot be written.
    pub fn save(&self, file: impl AsRef<Path>) -> Result<(), Error> {
        let file = file.as_ref();
        std::fs::write(file, self.to_json()).map_err(|error| {
            Error::new(ErrorKind::Config, format!("{}: {error}", file.display())).with_source(error)
        })
    }

    fn operation(&self, request: &HttpRequest) -> Option<&'static Operation> {
        let target = request.headers.iter().find(|(name, _)| *name == "x-amz-target")?;
        let name = target.1.strip_prefix(self.service.target_prefix)?.strip_prefix('.')?;
        self.service.operation(name)
    }
}

impl Transport for Recorder {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let response = self.transport.send(request)?;
        if let Some(operation) = self.operation(request) {
            let input = service::masked(operation, &value(&request.body));
            let canned = Canned {
                operation: operation.name.to_owned(),
                input: Some(input),
                times: Some(1),
                answer: answer(operation, &response),
            };
            self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(canned);
        }
        Ok(response)
    }
}

fn answer(operation: &Operation, response: &HttpResponse) -> Answer {
    let kept = |name: &str| name.eq_ignore_ascii_case("x-amzn-requestid");
    let headers = response.headers.iter().filter(|(name, _)| kept(name)).cloned().collect();
    let body = match (operation.output, value(&response.body)) {
        (Some(shape), body @ Value::Map(_)) => {
            json::to_string(&masked(&body, shape), Layout::Wire).into_bytes()
        }
        _ => response.body.clone(),
    };
    Answer::Http { status: response.status, headers, body }
}

fn value(body: &[u8]) -> Value {
    let text = String::from_utf8_lossy(body);
    json::parse(&text).unwrap_or_else(|_| Value::from(text.as_ref()))
}
