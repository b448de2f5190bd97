//! The HTTP client that is built in, for those who only want something sent.

use std::sync::Arc;

use super::error::Error;
use super::transport::{Link, Transport};

type Connect = fn(&Link) -> Result<Arc<dyn Transport>, Error>;

#[cfg(feature = "blocking")]
const BLOCKING: Option<Connect> = Some(|link| Ok(Arc::new(super::blocking::http::HttpTransport::new(link)?)));
#[cfg(not(feature = "blocking"))]
const BLOCKING: Option<Connect> = None;

/// Whether there is an HTTP client in this build for those who wait for replies.
pub(crate) const BUILT_IN: bool = BLOCKING.is_some();

/// The built-in HTTP client.
///
/// # Errors
/// If the CA bundle or a proxy's address cannot be used, or if no such client was built in.
pub(crate) fn connect(link: &Link) -> Result<Arc<dyn Transport>, Error> {
    let missing = || {
        let message = "nothing can be sent without the feature `blocking`";
        Error::new(super::error::ErrorKind::Unsupported, message)
    };
    BLOCKING.ok_or_else(missing)?(link)
}
