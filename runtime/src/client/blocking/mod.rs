//! The client that blocks: a loop over [`crate::client::call`] and a [`Transport`].

mod buffers;
mod bulk;
mod connector;
mod forward;
pub mod http;
mod read;
mod socket;
mod window;
mod wire;

use std::fmt;
use std::io::Write;
use std::iter::FusedIterator;
use std::marker::PhantomData;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::client::call::discovery;
use crate::client::call::inner::Inner;
use crate::client::call::random;
use crate::client::call::{Call, Step};
use crate::client::checksum::Checked;
use crate::client::config::Config;
use crate::client::error::{Error, ErrorKind};
use crate::client::metadata::{Metadata, Response};
use crate::client::pages::typed::Walk;
use crate::client::protocol;
use crate::client::protocol::Reply;
use crate::client::protocol::reply::of_typed;
use crate::client::signing::keys::{Credentials, ProvideCredentials};
use crate::client::transport::{HttpRequest, HttpResponse, Transport, TransportError, Upload};
use crate::client::wait::{Next, Pace, Wait};
use crate::shapes::schema::protocol::Source;
use crate::shapes::schema::reflect::Structure;
use crate::shapes::schema::waiter::Waiter;
use crate::shapes::schema::{Operation, Paginator, Service};
use crate::shapes::time::Timestamp;
use crate::shapes::typed::NoMembers;
use crate::shapes::value::Map;
pub use bulk::Ending;
use http::HttpTransport;

/// A client of any service. Cheap to clone; clones share connections, credentials, the retry quota and the
/// rate limit.
#[derive(Clone)]
pub struct Client(Arc<Inner<dyn Transport>>);

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Client {
    /// A client with these settings.
    ///
    /// # Errors
    /// If the CA bundle or a proxy's address cannot be used.
    pub fn new(service: &'static Service, config: Config) -> Result<Client, Error> {
        let transport = connect(&config)?;
        Ok(Client(Arc::new(Inner::new(service, config, transport))))
    }

    /// A client with other settings that shares connections, credentials, the retry quota and the rate limit
    /// with this one; its connections are its own if settings of connections were changed, limits on reading
    /// aside. Settings that cannot be used are an error of each call.
    #[must_use]
    pub fn with(&self, set: impl FnOnce(&mut Config)) -> Client {
        let connect = |config: &Config| connect(config).unwrap_or_else(|error| Arc::new(Unusable(error)));
        Client(Arc::new(self.0.with(set, connect)))
    }

    /// What `run` gets of the client that it is handed, together with HTTP status and the service's id of the
    /// last request that went well.
    ///
    /// # Errors
    /// Those of `run`.
    pub fn with_metadata<R>(
        &self,
        run: impl FnOnce(Client) -> Result<R, Error>,
    ) -> Result<Response<R>, Error> {
        let seen = Arc::new(Mutex::new(Metadata::default()));
        let sink = Arc::clone(&seen);
        let client = self.with(|config| {
            config.hooks.after_attempt(move |attempt, context| {
                if let (true, Ok(response)) = (attempt.is_success(), attempt.result) {
                    let (status, attempts) = (response.status, context.attempt);
                    let request_id = response.request_id().map(str::to_owned);
                    *sink.lock().unwrap_or_else(PoisonError::into_inner) =
                        Metadata { status, request_id, attempts };
                }
            });
        });
        let reply = run(client)?;
        let metadata = seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
        Ok(Response::new(reply, metadata))
    }

    /// The service.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.0.service
    }

    /// The settings.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// Calls an operation with a typed request.
    ///
    /// # Errors
    /// As [`Client::send`]; and if the request or the reply has no form on the wire.
    pub fn call<R: Structure>(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
    ) -> Result<R, Error> {
        let mut reply = R::empty();
        self.call_into(operation, request, &mut reply)?;
        Ok(reply)
    }

    /// The part of [`Client::call`] that is the same for every type, compiled once.
    fn call_into(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
        target: &mut dyn Structure,
    ) -> Result<(), Error> {
        self.read_into(self.0.start_typed(operation, request)?, operation, target)
    }

    /// Makes a call, and reads its reply.
    fn read_into(
        &self,
        call: Call,
        operation: &'static Operation,
        target: &mut dyn Structure,
    ) -> Result<(), Error> {
        let reply = self.drive(call).map_err(|error| of_typed(error, operation))?;
        protocol::decode(self.0.service, operation, &reply, self.0.config.patience(), target)
    }

    /// Calls an operation whose reply has no content.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub fn call_without_reply(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
    ) -> Result<(), Error> {
        self.call_into(operation, request, &mut NoMembers)
    }

    /// The pages of a list operation, fetched one at a time as the iterator is asked for them.
    pub fn pages<R: Structure>(
        &self,
        operation: &'static Operation,
        rules: &'static Paginator,
        request: &dyn Structure,
    ) -> Pages<R> {
        Pages { client: self.clone(), walk: Some(Walk::new(operation, rules, request)), reply: PhantomData }
    }

    /// Asks until a state is reached, at the model's pace or another.
    ///
    /// # Errors
    /// As [`Client::call`]; and if the state will not be reached, or was not after the last attempt.
    pub fn wait(&self, waiter: &'static Waiter, request: &dyn Structure, pace: Pace) -> Result<(), Error> {
        self.wait_with(Wait::new(waiter, pace)?, &mut || {
            self.drive(self.0.start_typed(waiter.operation, request)?)
        })
    }

    /// As [`Client::wait`]; `ask` makes the calls.
    ///
    /// # Errors
    /// As [`Client::wait`].
    #[doc(hidden)]
    pub fn wait_with(
        &self,
        mut wait: Wait,
        ask: &mut dyn FnMut() -> Result<Reply, Error>,
    ) -> Result<(), Error> {
        loop {
            match wait.take(self.0.service, ask(), self.0.config.read_timeout)? {
                Next::Done => return Ok(()),
                Next::Again(pause) => std::thread::sleep(pause),
            }
        }
    }

    /// Sends a request of any values and returns the reply; makes as many attempts as the settings allow.
    ///
    /// # Errors
    /// If there is no region, no endpoint, no credentials or no reply, and if the service answers
    /// with an error.
    pub fn send(&self, operation: &'static Operation, input: Source<'_>) -> Result<Reply, Error> {
        self.drive(self.0.start(operation, input)?)
    }

    /// As [`Client::send`], with the body of the reply written to `sink` as it comes. A body that breaks off is an error,
    /// and is not asked for again.
    ///
    /// # Errors
    /// As [`Client::send`]; and if the sink takes nothing more.
    pub fn send_into(
        &self,
        operation: &'static Operation,
        input: Source<'_>,
        sink: &mut dyn Write,
    ) -> Result<Reply, Error> {
        self.send_streams(operation, input, Streams { upload: None, sink: Some(sink) })
    }

    /// As [`Client::send`], with bodies that are not kept in memory. One of a request is read anew for each attempt, and
    /// once before, if it is signed or has a checksum.
    ///
    /// # Errors
    /// As [`Client::send_into`]; and if the request has no body of its own, or it cannot be read.
    pub fn send_streams(
        &self,
        operation: &'static Operation,
        input: Source<'_>,
        streams: Streams<'_>,
    ) -> Result<Reply, Error> {
        let mut call = self.0.start_with(operation, input, streams.upload)?;
        let Some(sink) = streams.sink else { return self.drive(call) };
        let mut sink = Checked::new(sink, &call.verifies());
        let exchange = &mut |request: &HttpRequest| self.0.transport.send_into(request, &mut sink);
        let reply = self.drive_with(call, exchange)?;
        sink.check(&reply.headers)?;
        Ok(reply)
    }

    /// Calls an operation with a typed request whose body is read while it is sent; what the request has in its place is not
    /// sent.
    ///
    /// # Errors
    /// As [`Client::call`]; and if the body cannot be read.
    pub fn call_from<R: Structure>(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
        upload: &Upload,
    ) -> Result<R, Error> {
        let mut reply = R::empty();
        self.read_into(self.0.start_typed_with(operation, request, upload)?, operation, &mut reply)?;
        Ok(reply)
    }

    /// As [`Client::call_from`], for operations whose reply has no content.
    ///
    /// # Errors
    /// As [`Client::call_from`].
    pub fn call_from_without_reply(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
        upload: &Upload,
    ) -> Result<(), Error> {
        self.read_into(self.0.start_typed_with(operation, request, upload)?, operation, &mut NoMembers)
    }

    fn drive(&self, call: Call) -> Result<Reply, Error> {
        self.drive_with(call, &mut |request| self.0.transport.send(request))
    }

    fn drive_with(&self, mut call: Call, exchange: &mut Exchange<'_>) -> Result<Reply, Error> {
        let result = self.attempts(&mut call, exchange);
        call.ended(result.as_ref().err());
        result
    }

    /// Where the service wants to be asked.
    fn discovered(&self, ask: &'static Operation) -> Result<String, Error> {
        if let Some(host) = self.0.discovered.host() {
            return Ok(host);
        }
        let told = self.send(ask, Source::Values(&Map::new())).map_err(discovery::unanswered)?;
        self.0.discovered.learn(&told.values(self.0.service, ask, self.0.config.read_timeout)?)
    }

    /// Attempts, one after the other, until the call has ended.
    fn attempts(&self, call: &mut Call, exchange: &mut Exchange<'_>) -> Result<Reply, Error> {
        if let Some(ask) = call.discovery() {
            call.go_to(&self.discovered(ask)?)?;
        }
        read_ahead(call)?;
        loop {
            while let Some(pause) = call.turn(Timestamp::now()) {
                call.allow(pause)?;
                std::thread::sleep(pause);
            }
            let mut request = self.next_request(call)?;
            if !self.0.transport.uploads() {
                request.load().map_err(|error| Error::new(error.kind, error.reason))?;
            }
            let result = call.trace.within(|| exchange(&request));
            match call.outcome(result, Timestamp::now(), random::unit)? {
                Step::Done(reply) => return Ok(reply),
                Step::Wait(pause) => {
                    call.take_back(request);
                    std::thread::sleep(pause);
                }
            }
        }
    }

    /// The request that [`Client::send`] would send first. Without credentials it is not signed.
    ///
    /// # Errors
    /// If there is no region or no endpoint.
    pub fn prepare(&self, operation: &'static Operation, input: Source<'_>) -> Result<HttpRequest, Error> {
        self.prepare_with(operation, input, None)
    }

    /// As [`Client::prepare`], with a body that would be read while it is sent.
    ///
    /// # Errors
    /// As [`Client::prepare`]; and if the body cannot be read.
    pub fn prepare_with(
        &self,
        operation: &'static Operation,
        input: Source<'_>,
        upload: Option<&Upload>,
    ) -> Result<HttpRequest, Error> {
        let mut call = self.0.start_with(operation, input, upload)?;
        read_ahead(&mut call)?;
        let credentials = match &self.0.config.credentials {
            Some(provider) if call.is_signed() => Some(credentials(provider, &call)?),
            _ => None,
        };
        call.request(credentials.as_ref(), Timestamp::now())
    }

    fn next_request(&self, call: &mut Call) -> Result<HttpRequest, Error> {
        if !call.is_signed() {
            return call.request(None, Timestamp::now());
        }
        let provider = self.0.config.credentials.as_ref().ok_or_else(crate::client::signing::keys::none)?;
        let credentials = credentials(provider, call)?;
        call.allow(Duration::ZERO)?;
        call.request(Some(&credentials), Timestamp::now())
    }
}

/// Credentials, as long as there is time to wait for them.
fn credentials(provider: &Arc<dyn ProvideCredentials>, call: &Call) -> Result<Credentials, Error> {
    match call.remaining() {
        None => provider.credentials(),
        Some(left) => provider.credentials_within(left).unwrap_or_else(|| Err(call.out_of_time())),
    }
}

/// Reads what has to be known of a body before it is sent.
fn read_ahead(call: &mut Call) -> Result<(), Error> {
    match call.reading() {
        Some(reading) => call.has_read(reading.run()),
        None => Ok(()),
    }
}

/// Bodies that are not kept in memory.
#[derive(Default)]
pub struct Streams<'a> {
    /// The request's.
    pub upload: Option<&'a Upload>,
    /// Where the reply's goes as it comes.
    pub sink: Option<&'a mut dyn Write>,
}

impl fmt::Debug for Streams<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Streams").field("upload", &self.upload).field("sink", &self.sink.is_some()).finish()
    }
}

/// One exchange of an attempt.
type Exchange<'a> = dyn FnMut(&HttpRequest) -> Result<HttpResponse, TransportError> + 'a;

/// The transport that the settings ask for.
pub(crate) fn connect(config: &Config) -> Result<Arc<dyn Transport>, Error> {
    match &config.transport {
        Some(transport) => Ok(Arc::clone(transport)),
        None => Ok(Arc::new(HttpTransport::new(&config.link())?)),
    }
}

/// Settings that no transport can be made of.
struct Unusable(Error);

impl Transport for Unusable {
    fn send(&self, _: &HttpRequest) -> Result<HttpResponse, TransportError> {
        Err(TransportError::new(ErrorKind::Config, self.0.to_string()))
    }
}

/// Pages of a list operation. Ends behind the last page, and behind the first error.
#[derive(Debug)]
#[must_use = "pages are fetched when the iterator is asked for them"]
pub struct Pages<R> {
    client: Client,
    /// An error of the beginning is told by the first page.
    walk: Option<Result<Walk, Error>>,
    reply: PhantomData<fn() -> R>,
}

impl<R: Structure> Pages<R> {
    /// The items of all pages; `items` takes them out of one.
    pub fn items<T>(self, items: fn(R) -> Vec<T>) -> Items<R, T> {
        Items { pages: self, items, page: Vec::new().into_iter() }
    }

    fn fetch(&mut self) -> Result<Option<R>, Error> {
        let walk = match self.walk.take() {
            None => return Ok(None),
            Some(walk) => self.walk.insert(Ok(walk?)).as_mut(),
        };
        let Ok(walk) = walk else { return Ok(None) };
        let Some(parameters) = walk.request()? else { return Ok(None) };
        let reply = self.client.send(walk.operation, Source::Values(&parameters));
        let mut page = R::empty();
        walk.take(self.client.service(), reply, self.client.0.config.patience(), &mut page)?;
        Ok(Some(page))
    }
}

impl<R: Structure> Iterator for Pages<R> {
    type Item = Result<R, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.fetch().transpose()
    }
}

impl<R: Structure> FusedIterator for Pages<R> {}

/// Items of all pages of a list operation. Ends behind the last one, and behind the first error.
#[derive(Debug)]
#[must_use = "pages are fetched when the iterator is asked for them"]
pub struct Items<R, T> {
    pages: Pages<R>,
    items: fn(R) -> Vec<T>,
    page: std::vec::IntoIter<T>,
}

impl<R: Structure, T> Iterator for Items<R, T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.page.next() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.page = (self.items)(page).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<R: Structure, T> FusedIterator for Items<R, T> {}
