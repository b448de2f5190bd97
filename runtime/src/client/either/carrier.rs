//! What carries requests, for those who wait and for those who do not.

use std::sync::Arc;
use std::time::Duration;

use crate::client::config::Config;
use crate::client::connect;
use crate::client::error::Error;
use crate::client::signing::wait;
use crate::client::transport::{AsyncTransport, HttpRequest, HttpResponse, Link, Transport, TransportError};

/// One of the two ways to send a request, and to let time pass.
#[derive(Clone)]
pub(crate) enum Carrier {
    /// Its futures are ready when they are asked; what they do blocks.
    Waiting(Arc<dyn Transport>),
    /// Its futures are awaited.
    Awaiting(Arc<dyn AsyncTransport>),
}

impl Carrier {
    /// What those have who wait: the transport of the settings, or the built-in one with this link. In builds without one
    /// that blocks it is the other.
    ///
    /// # Errors
    /// If the settings do not make a transport, or this build has none.
    pub(crate) fn waiting(config: &Config, link: &Link) -> Result<Carrier, Error> {
        match &config.transport {
            Some(transport) => Ok(Carrier::Waiting(Arc::clone(transport))),
            None if connect::BUILT_IN || !connect::BUILT_IN_ASYNC => {
                connect::connect(link).map(Carrier::Waiting)
            }
            None => connect::connect_async(config, link).map(Carrier::Awaiting),
        }
    }

    /// What those have who do not wait.
    ///
    /// # Errors
    /// As [`Carrier::waiting`].
    pub(crate) fn awaiting(config: &Config, link: &Link) -> Result<Carrier, Error> {
        match &config.async_transport {
            Some(transport) => Ok(Carrier::Awaiting(Arc::clone(transport))),
            None if connect::BUILT_IN_ASYNC => connect::connect_async(config, link).map(Carrier::Awaiting),
            None => Carrier::waiting(config, link),
        }
    }

    /// One exchange.
    pub(crate) async fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        match self {
            Carrier::Waiting(transport) => transport.send(request),
            Carrier::Awaiting(transport) => transport.send(request).await,
        }
    }

    /// Lets time pass.
    ///
    /// # Errors
    /// If there is no runtime whose timer could be used.
    pub(crate) async fn pause(&self, pause: Duration) -> Result<(), Error> {
        match self {
            Carrier::Waiting(_) => {
                std::thread::sleep(pause);
                Ok(())
            }
            Carrier::Awaiting(_) => wait::sleep(pause).await,
        }
    }

    /// What blocks and sends nothing: here, or where it keeps nobody from working.
    pub(crate) async fn aside<T: Send + 'static>(
        &self,
        run: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        match self {
            Carrier::Waiting(_) => run(),
            Carrier::Awaiting(_) => wait::off_thread(run).await.unwrap_or_else(|| Err(wait::panicked())),
        }
    }
}
