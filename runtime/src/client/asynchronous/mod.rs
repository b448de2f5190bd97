//! The client that does not block: the same calls as [`crate::client::blocking`], awaited.
//!
//! It runs on tokio, whose timer it uses between attempts.

pub mod http;

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::sync::Arc;

use futures_util::stream::{self, Stream};

use crate::client::call::inner::Inner;
use crate::client::call::random;
use crate::client::call::{Call, Step};
use crate::client::config::Config;
use crate::client::error::{Error, ErrorKind};
use crate::client::pages::typed::Walk;
use crate::client::protocol;
use crate::client::protocol::Reply;
use crate::client::signing::keys::Credentials;
use crate::client::transport::HttpRequest;
use crate::shapes::schema::protocol::Source;
use crate::shapes::schema::reflect::Structure;
use crate::shapes::schema::{Operation, Paginator, Service};
use crate::shapes::time::Timestamp;
use http::{AsyncTransport, ReqwestTransport};

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
    /// A client with these settings. If they name a [`Transport`](crate::client::transport::Transport), that
    /// carries the requests, on the thread that awaits them.
    ///
    /// # Errors
    /// If the CA bundle or a proxy's address cannot be used.
    pub fn new(service: &'static Service, config: Config) -> Result<Client, Error> {
        let transport: Arc<dyn AsyncTransport> = match &config.transport {
            Some(transport) => Arc::new(Arc::clone(transport)),
            None => Arc::new(ReqwestTransport::new(&config.link())?),
        };
        Ok(Client::with_transport(service, config, transport))
    }

    /// A client whose requests are carried by `transport`; settings of connections do not matter then.
    #[must_use]
    pub fn with_transport(
        service: &'static Service,
        config: Config,
        transport: Arc<dyn AsyncTransport>,
    ) -> Client {
        Client(Arc::new(Inner::new(service, config, transport)))
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
    /// If there is no region, no endpoint, no credentials or no reply, if the service answers with an
    /// error, and if the request or the reply has no form on the wire.
    pub fn call<'a, R: Structure + Send>(
        &'a self,
        operation: &'static Operation,
        request: &dyn Structure,
    ) -> impl Future<Output = Result<R, Error>> + Send + use<'a, R> {
        let reply = self.drive(self.0.start_typed(operation, request));
        async move {
            let reply = reply.await?;
            let mut target = R::empty();
            protocol::decode(self.0.service, operation, &reply, self.0.config.read_timeout, &mut target)?;
            Ok(target)
        }
    }

    /// Calls an operation whose reply has no content.
    ///
    /// # Errors
    /// As [`Client::call`].
    pub fn call_without_reply<'a>(
        &'a self,
        operation: &'static Operation,
        request: &dyn Structure,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<'a> {
        let reply = self.drive(self.0.start_typed(operation, request));
        async move { reply.await.map(drop) }
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

    /// Sends a request of any values and returns the reply; makes as many attempts as the settings allow.
    ///
    /// # Errors
    /// If there is no region, no endpoint, no credentials or no reply, and if the service answers
    /// with an error.
    pub fn send<'a>(
        &'a self,
        operation: &'static Operation,
        input: Source<'_>,
    ) -> impl Future<Output = Result<Reply, Error>> + Send + use<'a> {
        self.drive(self.0.start(operation, input))
    }

    async fn drive(&self, call: Result<Call<'_>, Error>) -> Result<Reply, Error> {
        let mut call = call?;
        loop {
            while let Some(pause) = call.turn(Timestamp::now()) {
                tokio::time::sleep(pause).await;
            }
            let request = self.next_request(&mut call).await?;
            let result = self.0.transport.send(&request).await;
            match call.outcome(result, Timestamp::now(), random::unit)? {
                Step::Done(reply) => return Ok(reply),
                Step::Wait(pause) => {
                    call.take_back(request);
                    tokio::time::sleep(pause).await;
                }
            }
        }
    }

    async fn next_request(&self, call: &mut Call<'_>) -> Result<HttpRequest, Error> {
        if !call.is_signed() {
            return Ok(call.request(None, Timestamp::now()));
        }
        let credentials = self.credentials().await?;
        Ok(call.request(Some(&credentials), Timestamp::now()))
    }

    /// Credentials that are at hand, or those that a thread of its own fetches: providers may block.
    async fn credentials(&self) -> Result<Credentials, Error> {
        let provider = self.0.config.credentials.clone().ok_or_else(crate::client::signing::keys::none)?;
        if let Some(credentials) = provider.at_hand() {
            return Ok(credentials);
        }
        let fetched = tokio::task::spawn_blocking(move || provider.credentials()).await;
        fetched.map_err(|error| {
            Error::new(ErrorKind::Credentials, "the credentials provider panicked").with_source(error)
        })?
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
    pub fn stream(self) -> impl Stream<Item = Result<R, Error>> + Send {
        stream::unfold(self, |mut pages| async move { Some((pages.next().await?, pages)) })
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
        walk.take(self.client.service(), reply, self.client.0.config.read_timeout, &mut page)?;
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
    pub fn stream(self) -> impl Stream<Item = Result<T, Error>> + Send {
        stream::unfold(self, |mut items| async move { Some((items.next().await?, items)) })
    }
}
