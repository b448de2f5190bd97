//! From a session to a provider of credentials.

use std::sync::Arc;

use super::chain::{self, Source};
use super::{Cached, Credentials, ProvideCredentials, none, process};
use crate::config::{Config, Session};
use crate::error::Error;

type Provider = Result<Arc<dyn ProvideCredentials>, Error>;

/// What makes a provider of a source that has to be fetched from. A value, so that only programs that name
/// [`Fetcher::SDK`] carry the AWS SDK.
#[derive(Clone, Copy)]
pub(crate) struct Fetcher(fn(Source, &Session, &Config) -> Provider);

impl Fetcher {
    /// The AWS SDK's providers, in this process.
    #[cfg(feature = "dynamic-credentials")]
    pub(crate) const SDK: Fetcher = Fetcher(|source, session, config| {
        Ok(Arc::new(Cached::new(super::dynamic::Fetched::new(source, session, config)?)))
    });

    /// Says what is missing. That there is no machine to ask is no error of its own.
    #[cfg(any(feature = "cli", not(feature = "dynamic-credentials")))]
    pub(crate) const NONE: Fetcher = Fetcher(|source, session, _| {
        let what = match source {
            Source::Instance(_) => return Err(none()),
            Source::Container => "The container's environment names an endpoint for credentials".to_owned(),
            _ => format!(
                "The profile ({}) gets its credentials by assuming a role or by signing in",
                session.profile()
            ),
        };
        let message = format!(
            "{what}, which needs the feature `dynamic-credentials`; of a command line, the `-full` program with it is \
             to stand beside this one"
        );
        Err(Error::new(crate::error::ErrorKind::Credentials, message))
    });

    /// What this build of the library can do.
    #[cfg(feature = "dynamic-credentials")]
    pub(crate) const OF_THIS_BUILD: Fetcher = Fetcher::SDK;
    /// What this build of the library can do.
    #[cfg(not(feature = "dynamic-credentials"))]
    pub(crate) const OF_THIS_BUILD: Fetcher = Fetcher::NONE;
}

/// Finds the source of credentials; nothing is fetched yet unless it is at hand. The settings tell how
/// services that hand out credentials are reached.
///
/// # Errors
/// If half of a key is configured, or a source that the fetcher does not know.
pub(crate) fn resolve(session: &Session, config: &Config, fetcher: Fetcher) -> Provider {
    match chain::find(session)? {
        None => Err(none()),
        // Only these have an end that may have passed.
        Some(Source::Keys(credentials)) if credentials.expires().is_some() => {
            Ok(Arc::new(Cached::new(credentials)))
        }
        Some(Source::Keys(credentials)) => Ok(Arc::new(credentials)),
        Some(Source::Process(command)) => Ok(Arc::new(Cached::new(Process(command)))),
        Some(source) => (fetcher.0)(source, session, config),
    }
}

/// Whether there is a source, and it has to be fetched from.
#[cfg(feature = "cli")]
pub(crate) fn are_dynamic(session: &Session) -> bool {
    let source = chain::find(session).ok().flatten();
    source.is_some_and(|source| !matches!(source, Source::Keys(_) | Source::Process(_)))
}

struct Process(String);

impl ProvideCredentials for Process {
    fn credentials(&self) -> Result<Credentials, Error> {
        process::run(&self.0)
    }
}
