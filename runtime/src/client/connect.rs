//! The HTTP client that is built in, for those who only want something sent.

use std::sync::Arc;

use super::error::Error;
use super::transport::{Link, Transport};

/// Whether there is an HTTP client in this build for those who wait for replies.
pub(crate) const BUILT_IN: bool = cfg!(feature = "blocking");

/// The built-in HTTP client.
///
/// # Errors
/// If the CA bundle or a proxy's address cannot be used, or if no such client was built in.
#[cfg(feature = "blocking")]
pub(crate) fn connect(link: &Link) -> Result<Arc<dyn Transport>, Error> {
    Ok(Arc::new(super::blocking::http::HttpTransport::new(link)?))
}

/// Says which feature is missing.
///
/// # Errors
/// Always.
#[cfg(not(feature = "blocking"))]
pub(crate) fn connect(_: &Link) -> Result<Arc<dyn Transport>, Error> {
    let message = "nothing can be sent without the feature `blocking`";
    Err(Error::new(super::error::ErrorKind::Unsupported, message))
}
