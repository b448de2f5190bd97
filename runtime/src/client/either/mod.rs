//! A client for those who may wait for replies or not, as whoever asks them does: the same calls as those of the two
//! clients, over a [`Carrier`]. Nothing of it is waited for that its carrier does not wait for.

mod carrier;

use std::fmt;

use crate::client::call::inner::Inner;
use crate::client::call::{Call, Step, random};
use crate::client::config::Config;
use crate::client::error::Error;
use crate::client::protocol::reply::of_typed;
use crate::client::protocol::{self, Reply};
use crate::client::signing::keys::none;
use crate::client::transport::HttpRequest;
use crate::shapes::schema::reflect::Structure;
use crate::shapes::schema::{Operation, Service};
use crate::shapes::time::Timestamp;
use crate::shapes::typed::NoMembers;
pub(crate) use carrier::{Carrier, Way};

/// A client of any service over either carrier.
#[derive(Clone)]
pub(crate) struct Client(std::sync::Arc<Inner<Carrier>>);

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Client {
    /// A client with these settings, whose requests are carried so.
    pub(crate) fn new(service: &'static Service, config: Config, carrier: Carrier) -> Client {
        Client(Inner::new(service, config, carrier.into()).into())
    }

    /// Calls an operation. Fails as the two clients do.
    pub(crate) fn call<R: Structure + Send>(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
    ) -> impl Future<Output = Result<R, Error>> + Send + use<R> {
        let (reply, inner) = (self.send(operation, request), self.0.clone());
        async move {
            let mut target = R::empty();
            let limit = inner.config.read_timeout;
            let reply = reply.await.map_err(|error| of_typed(error, operation))?;
            protocol::decode(inner.service, operation, &reply, limit, &mut target)?;
            Ok(target)
        }
    }

    /// Calls an operation whose reply has no content.
    pub(crate) fn call_without_reply(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<> {
        let reply = self.call::<NoMembers>(operation, request);
        async move { reply.await.map(drop) }
    }

    /// The request is written before anything is awaited.
    fn send(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
    ) -> impl Future<Output = Result<Reply, Error>> + Send + use<> {
        let (inner, call) = (self.0.clone(), self.0.start_typed(operation, request));
        async move {
            let mut call = call?;
            let result = attempts(&inner, &mut call).await;
            call.ended(result.as_ref().err());
            result
        }
    }
}

/// Attempts, one after the other, until the call has ended.
async fn attempts(inner: &Inner<Carrier>, call: &mut Call) -> Result<Reply, Error> {
    loop {
        while let Some(pause) = call.turn(Timestamp::now()) {
            call.allow(pause)?;
            inner.transport.pause(pause).await?;
        }
        let request = next_request(inner, call).await?;
        let result = inner.transport.send(&request).await;
        match call.outcome(result, Timestamp::now(), random::unit)? {
            Step::Done(reply) => return Ok(reply),
            Step::Wait(pause) => {
                call.take_back(request);
                inner.transport.pause(pause).await?;
            }
        }
    }
}

async fn next_request(inner: &Inner<Carrier>, call: &mut Call) -> Result<HttpRequest, Error> {
    if !call.is_signed() {
        return call.request(None, Timestamp::now());
    }
    let credentials = inner.config.credentials.as_ref().ok_or_else(none)?.provide().await?;
    call.request(Some(&credentials), Timestamp::now())
}
