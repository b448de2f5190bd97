//! The runtime as the emitted modules of the suites know it. In: calls of their clients. Out: the same calls of the client
//! that the carrier names, over a wire that notes what is sent and answers with what the case has.

use std::sync::{Arc, Mutex};

pub use awsmodel_runtime::*;
use transport::{AsyncTransport, HttpRequest, HttpResponse, Sending, Transport, TransportError};

/// What is sent, and what it is answered with.
#[derive(Default)]
pub struct Line {
    pub sent: Mutex<Option<HttpRequest>>,
    pub answer: HttpResponse,
}

impl Transport for Line {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        *self.sent.lock().expect("nobody panics with the lock") = Some(request.clone());
        Ok(self.answer.clone())
    }
}

impl AsyncTransport for Line {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a> {
        Box::pin(std::future::ready(Transport::send(self, request)))
    }
}

/// Which of the two clients calls.
#[derive(Clone)]
pub enum Carrier {
    Blocking(Arc<Line>),
    Async(Arc<Line>),
}

/// Either client.
#[derive(Clone, Debug)]
pub enum Client {
    Blocking(blocking::Client),
    Async(asynchronous::Client),
}

impl Client {
    pub fn new(service: &'static Service, config: Config, carrier: Carrier) -> Client {
        match carrier {
            Carrier::Blocking(wire) => {
                let config = Config { transport: Some(wire), ..config };
                Client::Blocking(blocking::Client::new(service, config).expect("the wire needs nothing"))
            }
            Carrier::Async(wire) => {
                Client::Async(asynchronous::Client::with_transport(service, config, wire))
            }
        }
    }

    pub async fn call<R: Structure>(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
    ) -> Result<R, Error> {
        match self {
            Client::Blocking(client) => client.call(operation, request),
            Client::Async(client) => client.call(operation, request).await,
        }
    }

    pub async fn call_without_reply(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
    ) -> Result<(), Error> {
        match self {
            Client::Blocking(client) => client.call_without_reply(operation, request),
            Client::Async(client) => client.call(operation, request).await,
        }
    }
}
