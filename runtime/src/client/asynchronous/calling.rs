//! A call that is under way: a future of its reply.

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use crate::client::error::Error;
use crate::client::metadata::{Metadata, Response};
use crate::client::protocol::reply::of_typed;
use crate::client::protocol::{self, Reply};
use crate::shapes::schema::reflect::Structure;
use crate::shapes::schema::{Operation, Service};
use crate::shapes::typed::NoMembers;

/// What a reply is read into: a structure, or nothing.
pub trait FromReply: Sized {
    /// Reads a reply, within a time limit.
    ///
    /// # Errors
    /// If it is not what the model says.
    fn from_reply(
        service: &'static Service,
        operation: &'static Operation,
        reply: &Reply,
        limit: Option<Duration>,
    ) -> Result<Self, Error>;
}

impl<T: Structure> FromReply for T {
    fn from_reply(
        service: &'static Service,
        operation: &'static Operation,
        reply: &Reply,
        limit: Option<Duration>,
    ) -> Result<T, Error> {
        let mut target = T::empty();
        protocol::decode(service, operation, reply, limit, &mut target)?;
        Ok(target)
    }
}

impl FromReply for () {
    fn from_reply(
        service: &'static Service,
        operation: &'static Operation,
        reply: &Reply,
        limit: Option<Duration>,
    ) -> Result<(), Error> {
        protocol::decode(service, operation, reply, limit, &mut NoMembers)
    }
}

/// The reply, who gave it, and how long it may take to read it.
type Sent = Result<(Reply, &'static Service, Option<Duration>), Error>;

/// A call: a future that borrows nothing and is three words long. Nothing is sent before it is awaited.
#[must_use = "nothing is sent before it is awaited"]
pub struct Calling<R> {
    operation: &'static Operation,
    reply: Pin<Box<dyn Future<Output = Sent> + Send>>,
    target: PhantomData<fn() -> R>,
}

impl<R> fmt::Debug for Calling<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Calling").field(&self.operation.name).finish()
    }
}

impl<R> Calling<R> {
    pub(super) fn new(
        operation: &'static Operation,
        reply: impl Future<Output = Sent> + Send + 'static,
    ) -> Calling<R> {
        Calling { operation, reply: Box::pin(reply), target: PhantomData }
    }
}

impl<R: FromReply> Calling<R> {
    /// The reply together with its HTTP status and the service's id of the request.
    pub fn with_metadata(self) -> impl Future<Output = Result<Response<R>, Error>> + Send + use<R> {
        let Calling { operation, reply, .. } = self;
        async move {
            let (reply, service, limit) = reply.await.map_err(|error| of_typed(error, operation))?;
            let typed = R::from_reply(service, operation, &reply, limit)?;
            let Reply { status, request_id, attempts, .. } = reply;
            Ok(Response::new(typed, Metadata { status, request_id, attempts }))
        }
    }
}

impl<R: FromReply> Future for Calling<R> {
    type Output = Result<R, Error>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.get_mut();
        let sent = ready!(this.reply.as_mut().poll(context));
        let (reply, service, limit) = sent.map_err(|error| of_typed(error, this.operation))?;
        Poll::Ready(R::from_reply(service, this.operation, &reply, limit))
    }
}
