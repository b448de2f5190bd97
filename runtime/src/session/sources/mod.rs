//! From a session to a provider of credentials.

mod chain;
mod legacy;
mod plain;
pub(super) mod process;
mod role;
pub(super) mod sign_on;
pub(super) mod source;

use std::sync::Arc;

use crate::client::config::Config;
use crate::client::connect;
use crate::client::error::Error;
use crate::client::signing::keys::{Blocking, Cached, Credentials, ProvideCredentials, none};
use crate::session::settings::Session;
use source::Source;

type Provider = Result<Arc<dyn ProvideCredentials>, Error>;

/// What makes a provider of a source that has to be fetched from. A value, so that only programs that name
/// [`Fetcher::SDK`] carry the AWS SDK.
#[derive(Clone, Copy)]
pub struct Fetcher {
    make: fn(Source, &Session, &Config, hint: &'static str) -> Provider,
    /// What the program adds to the error that something is missing.
    hint: &'static str,
}

impl Fetcher {
    const fn new(make: fn(Source, &Session, &Config, &'static str) -> Provider) -> Fetcher {
        Fetcher { make, hint: "" }
    }

    /// The same with more words to the error that something is missing.
    #[must_use]
    pub const fn hinting(self, hint: &'static str) -> Fetcher {
        Fetcher { hint, ..self }
    }

    /// The AWS SDK's providers, in this process.
    #[cfg(feature = "dynamic-credentials")]
    pub const SDK: Fetcher = Fetcher::new(|source, session, config, _| {
        let fetched = crate::session::fetch::Fetched::new(source, session, config)?;
        cached(move || fetched.credentials())
    });

    /// Says what is missing, once it is asked: operations that are not signed never do. That there is no
    /// machine to ask is no error of its own.
    pub const NONE: Fetcher = Fetcher::new(|source, session, _, hint| {
        let message = match source {
            Source::Instance(_) => return Err(none()),
            Source::Container(_) => {
                "The container's environment names an endpoint for credentials, which needs the feature `blocking`"
                    .to_owned()
            }
            _ => format!(
                "The profile ({}) gets its credentials by assuming a role or by signing in, which needs the feature \
                 `dynamic-credentials`{hint}",
                session.profile()
            ),
        };
        let error = Error::new(crate::client::error::ErrorKind::Credentials, message);
        Ok(Arc::new(Blocking::new(move || Err(error.clone()))))
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
        Some(Source::Process(process)) => cached(move || process.run()),
        Some(Source::Container(container)) if connect::BUILT_IN => {
            let config = config.clone();
            cached(move || container.credentials(&config))
        }
        Some(Source::Instance(instance)) if connect::BUILT_IN => {
            let config = config.clone();
            cached(move || instance.credentials(&config))
        }
        Some(source) => (fetcher.make)(source, session, config, fetcher.hint),
    }
}

/// Whether a fetcher is needed.
pub fn are_dynamic(session: &Session) -> bool {
    let source = chain::find(session).ok().flatten();
    source.is_some_and(|source| match source {
        Source::Keys(_) | Source::Process(_) | Source::Container(_) | Source::Instance(_) => false,
        Source::Role(_) | Source::WebIdentity(_) | Source::SignOn(_) | Source::Login(_) => true,
    })
}

/// A provider that asks each time that credentials are near their end.
fn cached(ask: impl Fn() -> Result<Credentials, Error> + Send + Sync + 'static) -> Provider {
    Ok(Arc::new(Cached::new(Blocking::new(ask))))
}
