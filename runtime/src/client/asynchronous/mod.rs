//! The client that does not block: the same calls as [`crate::client::blocking`], awaited.
//!
//! It runs on tokio, whose timer it uses between attempts; in a browser, on the browser's.

mod bulk;
mod calling;
pub(crate) mod clock;
#[cfg(not(target_family = "wasm"))]
pub mod http;
mod off_thread;
#[cfg(not(target_family = "wasm"))]
mod uploading;
mod waiting;

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use futures_util::stream::{self, Stream};

use crate::client::call::discovery;
use crate::client::call::inner::Inner;
use crate::client::call::random;
use crate::client::call::{Call, Step};
use crate::client::config::Config;
use crate::client::error::{Error, ErrorKind};
use crate::client::pages::typed::Walk;
use crate::client::protocol::Reply;
use crate::client::signing::keys::Credentials;
use crate::client::signing::wait;
use crate::client::transport::{AsyncTransport, HttpRequest, HttpResponse, Link, TransportError, Upload};
use crate::client::wait::{Next, Pace, Wait};
use crate::shapes::schema::protocol::Source;
use crate::shapes::schema::reflect::Structure;
use crate::shapes::schema::waiter::Waiter;
use crate::shapes::schema::{Operation, Paginator, Service};
use crate::shapes::time::Timestamp;
use crate::shapes::value::Map;
use crate::shapes::walks::fields;
pub use bulk::Endings;
pub use calling::{Calling, FromReply};
use off_thread::{OffThread, Unusable};
pub use waiting::Waiting;

/// A client of any service. Cheap to clone; clones share connections, credentials, the retry quota and the
/// rate limit.
#[derive(Clone)]
pub struct Client(Arc<Inner<dyn AsyncTransport>>);

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Client {
    /// A client with these settings. If they name a [`Transport`](crate::client::transport::Transport) and no
    /// [`AsyncTransport`], the former carries the requests, on threads that may block.
    ///
    /// # Errors
    /// If the CA bundle or a proxy's address cannot be used.
    pub fn new(service: &'static Service, config: Config) -> Result<Client, Error> {
        let transport = connect(&config)?;
        Ok(Client(Arc::new(Inner::new(service, config, transport))))
    }

    /// A client whose requests are carried by `transport`; settings of connections do not matter then.
    #[must_use]
    pub fn with_transport(
        service: &'static Service,
        config: Config,
        transport: Arc<dyn AsyncTransport>,
    ) -> Client {
        let config = Config { async_transport: Some(Arc::clone(&transport)), ..config };
        Client(Arc::new(Inner::new(service, config, transport)))
    }

    /// A client with other settings that shares connections, credentials, the retry quota and the rate limit
    /// with this one; its connections are its own if settings of connections were changed, limits on reading
    /// aside. Settings that cannot be used are an error of each call.
    #[must_use]
    pub fn with(&self, set: impl FnOnce(&mut Config)) -> Client {
        let connect = |config: &Config| connect(config).unwrap_or_else(|error| Arc::new(Unusable(error)));
        Client(Arc::new(self.0.with(set, connect)))
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

    /// Calls an operation with a typed request, which is written at once and not kept.
    ///
    /// # Errors
    /// If there is no region, no endpoint, no credentials or no reply, if the service answers with an
    /// error, and if the request or the reply has no form on the wire.
    pub fn call<R: FromReply>(&self, operation: &'static Operation, request: &dyn Structure) -> Calling<R> {
        let reply = self.drive(self.0.start_typed(operation, request));
        let (service, limit) = (self.0.service, self.0.config.patience());
        Calling::new(operation, async move { Ok((reply.await?, service, limit)) })
    }

    /// Calls an operation with a typed request whose body is read while it is sent, anew for each attempt, and once before,
    /// if it is signed or has a checksum; what the request has in its place is not sent.
    ///
    /// # Errors
    /// As [`Client::call`]; and if the body cannot be read.
    pub fn call_from<R: FromReply>(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
        upload: &Upload,
    ) -> Calling<R> {
        let reply = self.drive(self.0.start_typed_with(operation, request, upload));
        let (service, limit) = (self.0.service, self.0.config.patience());
        Calling::new(operation, async move { Ok((reply.await?, service, limit)) })
    }

    /// The pages of a list operation, fetched one at a time as they are asked for.
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
    pub fn wait(&self, waiter: &'static Waiter, request: &dyn Structure, pace: Pace) -> Waiting {
        let values = fields::values(request, Some(random::uuid));
        let client = self.clone();
        Waiting::new(async move {
            let mut wait = Wait::new(waiter, pace)?;
            loop {
                let answer = client.send(waiter.operation, Source::Values(&values)).await;
                match wait.take(client.service(), answer, client.0.config.read_timeout)? {
                    Next::Done => return Ok(()),
                    Next::Again(pause) => clock::sleep(pause).await?,
                }
            }
        })
    }

    /// Sends a request of any values and returns the reply; makes as many attempts as the settings allow.
    ///
    /// # Errors
    /// If there is no region, no endpoint, no credentials or no reply, and if the service answers
    /// with an error.
    pub fn send(
        &self,
        operation: &'static Operation,
        input: Source<'_>,
    ) -> impl Future<Output = Result<Reply, Error>> + Send + use<> {
        self.drive(self.0.start(operation, input))
    }

    fn drive(&self, call: Result<Call, Error>) -> impl Future<Output = Result<Reply, Error>> + Send + use<> {
        let inner = Arc::clone(&self.0);
        async move {
            let mut call = call?;
            let result = attempts(&inner, &mut call).await;
            call.ended(result.as_ref().err());
            result
        }
    }
}

/// The transport that the settings ask for.
pub(crate) fn connect(config: &Config) -> Result<Arc<dyn AsyncTransport>, Error> {
    connect_with(config, &config.link())
}

/// The same, where the built-in one has settings of its own.
pub(crate) fn connect_with(config: &Config, link: &Link) -> Result<Arc<dyn AsyncTransport>, Error> {
    match (&config.async_transport, &config.transport) {
        (Some(transport), _) => Ok(Arc::clone(transport)),
        (None, Some(transport)) => Ok(Arc::new(OffThread(Arc::clone(transport)))),
        (None, None) => built_in(link),
    }
}

#[cfg(not(target_family = "wasm"))]
fn built_in(link: &Link) -> Result<Arc<dyn AsyncTransport>, Error> {
    Ok(Arc::new(http::ReqwestTransport::new(link)?))
}

#[cfg(target_family = "wasm")]
fn built_in(_: &Link) -> Result<Arc<dyn AsyncTransport>, Error> {
    let message = "there is no built-in HTTP client on this target: a transport has to be given";
    Err(Error::new(ErrorKind::Unsupported, message))
}

/// Where the service wants to be asked. It is asked by a call of its own, so this future's type must not name that of a call.
fn discovered<'a>(
    inner: &'a Inner<dyn AsyncTransport>,
    ask: &'static Operation,
) -> Pin<Box<dyn Future<Output = Result<String, Error>> + Send + 'a>> {
    Box::pin(async move {
        if let Some(host) = inner.discovered.host() {
            return Ok(host);
        }
        let mut call = inner.start(ask, Source::Values(&Map::new()))?;
        let told = attempts(inner, &mut call).await.map_err(discovery::unanswered)?;
        inner.discovered.learn(&told.values(inner.service, ask, inner.config.read_timeout)?)
    })
}

/// Attempts, one after the other, until the call has ended.
async fn attempts(inner: &Inner<dyn AsyncTransport>, call: &mut Call) -> Result<Reply, Error> {
    if let Some(ask) = call.discovery() {
        call.go_to(&discovered(inner, ask).await?)?;
    }
    if let Some(reading) = call.reading() {
        let found = wait::off_thread(move || reading.run()).await;
        call.has_read(found.unwrap_or_else(|| Err(std::io::Error::other("reading the body panicked"))))?;
    }
    loop {
        while let Some(pause) = call.turn(Timestamp::now()) {
            call.allow(pause)?;
            clock::sleep(pause).await?;
        }
        let mut request = next_request(inner, call).await?;
        if !inner.transport.uploads() {
            request = loaded(request).await?;
        }
        let result = exchange(inner, call, &request).await;
        match call.outcome(result, Timestamp::now(), random::unit)? {
            Step::Done(reply) => return Ok(reply),
            Step::Wait(pause) => {
                call.take_back(request);
                clock::sleep(pause).await?;
            }
        }
    }
}

/// A request whose body is in memory.
async fn loaded(mut request: HttpRequest) -> Result<HttpRequest, Error> {
    if request.upload.is_none() {
        return Ok(request);
    }
    let loaded = wait::off_thread(move || request.load().map(|()| request)).await;
    let panicked = || Err(TransportError::new(ErrorKind::Unexpected, "reading the body panicked"));
    loaded.unwrap_or_else(panicked).map_err(|error| Error::new(error.kind, error.reason))
}

/// One attempt, within its time.
async fn exchange(
    inner: &Inner<dyn AsyncTransport>,
    call: &Call,
    request: &HttpRequest,
) -> Result<HttpResponse, TransportError> {
    let sending = call.trace.around(inner.transport.send(request));
    match request.limits.and_then(|limits| limits.attempt) {
        None => sending.await,
        Some(limit) => clock::within(limit, sending).await.unwrap_or_else(|| {
            Err(TransportError::new(ErrorKind::ReadTimeout, "the attempt did not end in time"))
        }),
    }
}

async fn next_request(inner: &Inner<dyn AsyncTransport>, call: &mut Call) -> Result<HttpRequest, Error> {
    if !call.is_signed() {
        return call.request(None, Timestamp::now());
    }
    let credentials = match call.remaining() {
        None => credentials(inner).await?,
        Some(left) => match clock::within(left, credentials(inner)).await {
            Some(found) => found?,
            None => return Err(call.out_of_time()),
        },
    };
    call.request(Some(&credentials), Timestamp::now())
}

/// Credentials that are at hand, or those that have to be fetched.
async fn credentials(inner: &Inner<dyn AsyncTransport>) -> Result<Credentials, Error> {
    let provider = inner.config.credentials.as_ref().ok_or_else(crate::client::signing::keys::none)?;
    match provider.at_hand() {
        Some(credentials) => Ok(credentials),
        None => provider.provide().await,
    }
}

/// Pages of a list operation. Ends behind the last page, and behind the first error.
#[derive(Debug)]
#[must_use = "pages are fetched when they are asked for"]
pub struct Pages<R> {
    client: Client,
    /// An error of the beginning is told by the first page.
    walk: Option<Result<Walk, Error>>,
    reply: PhantomData<fn() -> R>,
}

impl<R: Structure + Send> Pages<R> {
    /// The next page; `None` behind the last one.
    pub async fn next(&mut self) -> Option<Result<R, Error>> {
        self.fetch().await.transpose()
    }

    /// The pages as a stream.
    pub fn stream(self) -> impl Stream<Item = Result<R, Error>> + Send + Unpin {
        Box::pin(stream::unfold(self, |mut pages| async move { Some((pages.next().await?, pages)) }))
    }

    /// The items of all pages; `items` takes them out of one.
    pub fn items<T>(self, items: fn(R) -> Vec<T>) -> Items<R, T> {
        Items { pages: self, items, page: Vec::new().into_iter() }
    }

    async fn fetch(&mut self) -> Result<Option<R>, Error> {
        let walk = match self.walk.take() {
            None => return Ok(None),
            Some(walk) => self.walk.insert(Ok(walk?)).as_mut(),
        };
        let Ok(walk) = walk else { return Ok(None) };
        let Some(parameters) = walk.request()? else { return Ok(None) };
        let reply = self.client.send(walk.operation, Source::Values(&parameters)).await;
        let mut page = R::empty();
        walk.take(self.client.service(), reply, self.client.0.config.patience(), &mut page)?;
        Ok(Some(page))
    }
}

/// Items of all pages of a list operation. Ends behind the last one, and behind the first error.
#[derive(Debug)]
#[must_use = "pages are fetched when they are asked for"]
pub struct Items<R, T> {
    pages: Pages<R>,
    items: fn(R) -> Vec<T>,
    page: std::vec::IntoIter<T>,
}

impl<R: Structure + Send, T: Send> Items<R, T> {
    /// The next item; `None` behind the last one.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        loop {
            if let Some(item) = self.page.next() {
                return Some(Ok(item));
            }
            match self.pages.next().await? {
                Ok(page) => self.page = (self.items)(page).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// The items as a stream.
    pub fn stream(self) -> impl Stream<Item = Result<T, Error>> + Send + Unpin {
        Box::pin(stream::unfold(self, |mut items| async move { Some((items.next().await?, items)) }))
    }
}
