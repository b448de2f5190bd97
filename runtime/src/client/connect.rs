//! The HTTP clients that are built in, for those who only want something sent.

use std::sync::Arc;

use super::config::Config;
use super::error::{Error, ErrorKind};
use super::transport::{AsyncTransport, Link, Transport};

type Connect = fn(&Link) -> Result<Arc<dyn Transport>, Error>;
type ConnectAsync = fn(&Config, &Link) -> Result<Arc<dyn AsyncTransport>, Error>;

#[cfg(feature = "blocking")]
const BLOCKING: Option<Connect> = Some(|link| Ok(Arc::new(super::blocking::http::HttpTransport::new(link)?)));
#[cfg(not(feature = "blocking"))]
const BLOCKING: Option<Connect> = None;

#[cfg(feature = "async")]
const ASYNC: Option<ConnectAsync> = Some(super::asynchronous::connect_with);
#[cfg(not(feature = "async"))]
const ASYNC: Option<ConnectAsync> = None;

/// Whether there is an HTTP client in this build for those who wait for replies.
pub(crate) const BUILT_IN: bool = BLOCKING.is_some();

/// Whether there is one for those who await them.
pub(crate) const BUILT_IN_ASYNC: bool = ASYNC.is_some();

/// The built-in HTTP client.
///
/// # Errors
/// If the CA bundle or a proxy's address cannot be used, or if no such client was built in.
pub(crate) fn connect(link: &Link) -> Result<Arc<dyn Transport>, Error> {
    BLOCKING.ok_or_else(missing)?(link)
}

/// The transport of the settings, or the built-in HTTP client that does not block, with this link.
///
/// # Errors
/// As [`connect`].
pub(crate) fn connect_async(config: &Config, link: &Link) -> Result<Arc<dyn AsyncTransport>, Error> {
    ASYNC.ok_or_else(missing)?(config, link)
}

fn missing() -> Error {
    let message = "nothing can be sent without the feature `blocking` or `async`";
    Error::new(ErrorKind::Unsupported, message)
}
