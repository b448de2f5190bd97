//! Writes down what a real transport answers.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::client::error::{Error, ErrorKind};
use crate::client::transport::{
    AsyncTransport, HttpRequest, HttpResponse, Sending, Transport, TransportError,
};
use crate::shapes::schema::protocol::{Received, Sink};
use crate::shapes::schema::{Operation, Service};
use crate::shapes::value::Value;
use crate::shapes::value::json::{self, Layout};
use crate::shapes::walks::mask::masked;
use crate::stub::service::canned::{self, Answer, Canned};
use crate::stub::service::{self as stub, Incoming};

/// A transport before another one that keeps what was asked and answered, for
/// [`Mock::replay`](super::Mock::replay). What the model calls sensitive becomes asterisks, in requests
/// and in replies, and no header of a request is kept.
///
/// It carries for whichever client the other transport does: the one that blocks, or the async one.
pub struct Recorder<T: ?Sized = dyn Transport> {
    service: &'static Service,
    seen: Mutex<Vec<Canned>>,
    transport: Arc<T>,
}

impl<T: ?Sized> Recorder<T> {
    /// Records what goes through `transport`.
    #[must_use]
    pub fn new(service: &'static Service, transport: Arc<T>) -> Recorder<T> {
        Recorder { service, seen: Mutex::default(), transport }
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
}

impl<T: ?Sized> Recorder<T> {
    /// Keeps an exchange.
    fn keep(&self, request: &HttpRequest, response: &HttpResponse) {
        let (service, incoming) = (self.service, Incoming::of(request));
        let Some(operation) = service.protocol.asked(service.operations, incoming.asked()) else { return };
        let canned = Canned {
            operation: operation.name.to_owned(),
            input: Some(stub::masked(operation, &incoming.values(service, operation))),
            times: Some(1),
            answer: answer(service, operation, response),
        };
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).push(canned);
    }
}

impl<T: Transport + ?Sized> Transport for Recorder<T> {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let response = self.transport.send(request)?;
        self.keep(request, &response);
        Ok(response)
    }
}

impl<T: AsyncTransport + ?Sized> AsyncTransport for Recorder<T> {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a> {
        Box::pin(async move {
            let response = self.transport.send(request).await?;
            self.keep(request, &response);
            Ok(response)
        })
    }
}

fn answer(service: &Service, operation: &'static Operation, response: &HttpResponse) -> Answer {
    let kept = |name: &str| name.eq_ignore_ascii_case("x-amzn-requestid");
    let headers = response.headers.iter().filter(|(name, _)| kept(name)).cloned().collect();
    let status = response.status;
    let received = Received { status, headers: &response.headers, body: &response.body, lasts: &|| true };
    let mut values = Value::Null;
    let decoded = service.protocol.decode(operation, received, Sink::Value(&mut values));
    match operation.output_shape().filter(|_| status < 300 && decoded.is_ok()) {
        Some(shape) => {
            Answer::Text { status, headers, json: json::to_string(&masked(&values, shape), Layout::Wire) }
        }
        None => Answer::Http { status, headers, body: response.body.clone() },
    }
}
