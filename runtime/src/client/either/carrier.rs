//! What carries requests, for those who wait and for those who do not.

use std::sync::Arc;
use std::time::Duration;

use crate::client::config::Config;
use crate::client::connect;
use crate::client::error::Error;
use crate::client::signing::wait;
use crate::client::transport::{AsyncTransport, HttpRequest, HttpResponse, Link, Transport, TransportError};

/// Whether a thread is there for this alone, or has others to go on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// What blocks is done here; futures are ready when they are asked.
    Waiting,
    /// Nothing blocks the thread.
    Awaiting,
}

impl Way {
    /// The way of those who wait, in this build and with these settings: without an HTTP client that blocks a future has
    /// to be waited for.
    pub(crate) fn of_those_who_wait(config: &Config) -> Way {
        let blocks = config.transport.is_some() || connect::BUILT_IN || !connect::BUILT_IN_ASYNC;
        if blocks { Way::Waiting } else { Way::Awaiting }
    }

    /// The way of those who do not.
    pub(crate) fn of_those_who_await(config: &Config) -> Way {
        match connect::BUILT_IN_ASYNC || config.async_transport.is_some() {
            true => Way::Awaiting,
            false => Way::Waiting,
        }
    }

    /// Waits for a future that goes this way.
    pub(crate) fn finish<T: Send>(self, future: impl Future<Output = T> + Send) -> T {
        match self {
            Way::Waiting => wait::park(future),
            Way::Awaiting => wait::block_on(future),
        }
    }

    /// What blocks and sends nothing: here, or where it keeps nobody from working.
    pub(crate) async fn aside<T: Send + 'static>(
        self,
        run: impl FnOnce() -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        match self {
            Way::Waiting => run(),
            Way::Awaiting => wait::off_thread(run).await.unwrap_or_else(|| Err(wait::panicked())),
        }
    }
}

/// One of the two ways to send a request, and to let time pass.
#[derive(Clone)]
pub(crate) enum Carrier {
    /// Its futures are ready when they are asked; what they do blocks.
    Waiting(Arc<dyn Transport>),
    /// Its futures are awaited.
    Awaiting(Arc<dyn AsyncTransport>),
}

impl Carrier {
    /// The transport of the settings, or the built-in one with this link.
    ///
    /// # Errors
    /// If the settings do not make a transport, or this build has none.
    pub(crate) fn open(way: Way, config: &Config, link: &Link) -> Result<Carrier, Error> {
        match (way, &config.transport, &config.async_transport) {
            (Way::Waiting, Some(transport), _) => Ok(Carrier::Waiting(Arc::clone(transport))),
            (Way::Waiting, None, _) => connect::connect(link).map(Carrier::Waiting),
            (Way::Awaiting, _, Some(transport)) => Ok(Carrier::Awaiting(Arc::clone(transport))),
            (Way::Awaiting, ..) => connect::connect_async(config, link).map(Carrier::Awaiting),
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
}
