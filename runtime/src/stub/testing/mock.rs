//! A transport that answers with what a test has set, and with nothing else.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::reply::Reply;
use super::sent::SentRequest;
use crate::client::config::Config;
use crate::client::error::{Error, ErrorKind};
use crate::client::retry::RetryConfig;
use crate::client::signing::keys::Credentials;
use crate::client::transport::{
    AsyncTransport, HttpRequest, HttpResponse, Sending, Transport, TransportError,
};
use crate::shapes::schema::reflect::Structure;
use crate::shapes::schema::{Operation, Service};
use crate::shapes::typed;
use crate::shapes::value::Value;
use crate::shapes::value::json;
use crate::stub::service::canned::{self, Answer, Canned};
use crate::stub::service::replies::Replies;
use crate::stub::service::{self as stub, Incoming};

/// Answers requests with the replies that a test has set, and keeps the requests. Cheap to clone;
/// clones share replies and requests.
///
/// Replies to one operation are given in the order in which they were set; operations may come in any
/// order, unless [`Mock::in_order`] says otherwise. A request without a reply is an error of kind
/// [`ErrorKind::Unexpected`] that says what came.
#[derive(Clone, Debug)]
pub struct Mock(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    service: &'static Service,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    replies: Replies,
    requests: Vec<SentRequest>,
    unexpected: Vec<String>,
}

impl Mock {
    /// A transport without replies.
    #[must_use]
    pub fn new(service: &'static Service) -> Mock {
        Mock(Arc::new(Inner { service, state: Mutex::default() }))
    }

    /// A transport with the replies of a file, such as a [`Recorder`](super::Recorder) writes.
    ///
    /// # Errors
    ///
    /// If there is no such file, or it does not hold replies.
    pub fn replay(service: &'static Service, file: impl AsRef<Path>) -> Result<Mock, Error> {
        let file = file.as_ref();
        let unusable =
            |reason: String| Error::new(ErrorKind::Config, format!("{}: {reason}", file.display()));
        let text = crate::client::bounded::read_to_string(file, crate::client::bounded::VALUE)
            .map_err(|error| unusable(error.to_string()))?;
        let replies = canned::read(&text, service).map_err(unusable)?;
        let mock = Mock::new(service);
        mock.state().replies.add(replies);
        Ok(mock)
    }

    /// Requests must come in the order in which replies were set.
    #[must_use]
    pub fn in_order(self) -> Mock {
        self.state().replies.in_order = true;
        self
    }

    /// Sets a reply to an operation.
    ///
    /// # Panics
    ///
    /// If there is no such operation, or the reply is one to another operation.
    pub fn on(&self, operation: &str, reply: Reply) -> &Mock {
        self.add(operation, None, reply)
    }

    /// Sets a reply to an operation with this input alone.
    ///
    /// # Panics
    ///
    /// As [`Mock::on`], and if the input is one of another operation.
    pub fn on_input(&self, operation: &str, input: &dyn Structure, reply: Reply) -> &Mock {
        self.add(operation, Some(input), reply)
    }

    fn add(&self, operation: &str, input: Option<&dyn Structure>, reply: Reply) -> &Mock {
        let found = match canned::known(self.0.service, operation) {
            Ok(found) => found,
            Err(message) => panic!("{message}"),
        };
        if let Some(shape) = reply.shape.filter(|shape| found.output_shape() != Some(*shape)) {
            panic!("{} is no reply to {operation}", shape.name());
        }
        let input = input.map(|input| match typed::to_wire(input).map(|text| json::parse(&text)) {
            _ if found.input_shape() != Some(input.shape()) => {
                panic!("{} is no input of {operation}", input.shape().name())
            }
            Ok(Ok(value)) => value,
            _ => panic!("The input of {operation} cannot be written"),
        });
        let canned =
            Canned { operation: operation.to_owned(), input, times: reply.times, answer: reply.answer };
        self.state().replies.add([canned]);
        self
    }

    /// Settings of a client that has this transport: a region, an access key that is good for nothing,
    /// and one attempt for each call, so that tests of errors do not wait; where retries are what is tested,
    /// set `retry.max_attempts`. Nothing is read from the environment.
    #[must_use]
    pub fn config(&self) -> Config {
        Config {
            region: Some("us-east-1".to_owned()),
            credentials: Some(Arc::new(Credentials::new("AKIDEXAMPLE", "secret", None))),
            retry: RetryConfig { max_attempts: 1, ..RetryConfig::default() },
            transport: Some(Arc::new(self.clone())),
            async_transport: Some(Arc::new(self.clone())),
            ..Config::default()
        }
    }

    /// The requests that came, oldest first; the unexpected ones are among them.
    #[must_use]
    pub fn requests(&self) -> Vec<SentRequest> {
        self.state().requests.clone()
    }

    /// Fails the test if a request had no reply, or a reply no request. Replies that are given for
    /// ever need none.
    ///
    /// # Panics
    ///
    /// In those two cases.
    pub fn assert_done(&self) {
        let state = self.state();
        let mut problems = state.unexpected.clone();
        let waiting = state.replies.waiting().iter().filter_map(|canned| Some((canned, canned.times?)));
        problems.extend(waiting.map(|(canned, times)| {
            format!(
                "{} was expected {times} more time{}",
                canned.operation,
                if times == 1 { "" } else { "s" }
            )
        }));
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Transport for Mock {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let mut state = self.state();
        let (service, incoming) = (self.0.service, Incoming::of(request));
        let Some(operation) = service.protocol.asked(service.operations, incoming.asked()) else {
            let message = format!("This test has no reply to {} {}", request.method, request.url);
            state.unexpected.push(message.clone());
            return Err(TransportError::new(ErrorKind::Unexpected, message));
        };
        let input = incoming.values(service, operation);
        let sent = SentRequest { operation, request: request.clone(), input: input.clone() };
        state.requests.push(sent.clone());
        let answer = match state.replies.take(operation.name, &[&input, &sent.masked()]) {
            Some(Answer::Sample) => stub::sample(operation, &input),
            Some(answer) => answer,
            None => {
                let message = format!("This test has no reply to {sent:?}; {}", state.reason(operation));
                state.unexpected.push(message.clone());
                return Err(TransportError::new(ErrorKind::Unexpected, message));
            }
        };
        match answer {
            Answer::Failure(kind) => Err(TransportError::new(kind, "as the test wants")),
            answer => Ok(stub::rendered(answer, service, operation)),
        }
    }
}

impl AsyncTransport for Mock {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a> {
        Box::pin(std::future::ready(Transport::send(self, request)))
    }
}

impl State {
    /// Why there is no reply.
    fn reason(&self, operation: &Operation) -> String {
        let name = operation.name;
        let waiting = self.replies.waiting();
        match waiting.front() {
            Some(first) if self.replies.in_order && first.operation != name => {
                return format!("{} comes first", first.operation);
            }
            _ => {}
        }
        let mut inputs =
            waiting.iter().filter(|canned| canned.operation == name).filter_map(|c| c.input.as_ref());
        if let Some(wanted) = inputs.next() {
            return format!("there is one to {}", shown(&stub::masked(operation, wanted)));
        }
        let is_known = self.requests.iter().filter(|request| request.operation.name == name).count() > 1;
        if is_known { "every reply to it was given".to_owned() } else { "none was set".to_owned() }
    }
}

fn shown(value: &Value) -> String {
    json::to_string(value, json::Layout::Wire)
}
