//! The settings that concern connections.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{Limits, Proxies};
use crate::client::error::{Error, ErrorKind};

/// How connections are made, whatever carries them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Time limit for a connection; `None` waits for ever.
    pub connect_timeout: Option<Duration>,
    /// Time limit for a reply to begin and, once it has begun, to end; `None` waits for ever.
    pub read_timeout: Option<Duration>,
    /// Whether certificates are checked.
    pub verify_tls: bool,
    /// A file of certificates (PEM) to trust in place of the built-in ones.
    pub ca_bundle: Option<PathBuf>,
    /// Proxies.
    pub proxies: Proxies,
}

impl Link {
    /// The limits of a request that brings none.
    pub(crate) fn limits(&self) -> Limits {
        Limits { connect: self.connect_timeout, read: self.read_timeout, attempt: None }
    }

    /// The certificates to trust in place of the built-in ones.
    ///
    /// # Errors
    /// If their file is configured, but has a blank name.
    pub(crate) fn trusted(&self) -> Result<Option<&Path>, Error> {
        let path = self.ca_bundle.as_deref().filter(|_| self.verify_tls);
        if path.is_some_and(|path| path.to_string_lossy().trim().is_empty()) {
            let message = "Invalid CA bundle: the configured value (ca_bundle, AWS_CA_BUNDLE, REQUESTS_CA_BUNDLE, or \
                           verify) resolved to an empty or whitespace-only string. Provide a valid path to a CA \
                           bundle file.";
            return Err(Error::new(ErrorKind::Config, message));
        }
        Ok(path)
    }
}
