//! From a session to a provider of credentials.

use std::sync::Arc;

use super::chain::{self, Source};
use super::{Cached, Credentials, ProvideCredentials, none, process};
use crate::config::{Config, Session};
use crate::error::Error;

/// Finds the source of credentials; nothing is fetched yet unless it is at hand. The settings tell how
/// services that hand out credentials are reached.
///
/// # Errors
/// If half of a key is configured, or a source that this build does not know.
pub(crate) fn resolve(session: &Session, config: &Config) -> Result<Arc<dyn ProvideCredentials>, Error> {
    match chain::find(session)? {
        None => Err(none()),
        // Only these have an end that may have passed.
        Some(Source::Keys(credentials)) if credentials.expires().is_some() => {
            Ok(Arc::new(Cached::new(credentials)))
        }
        Some(Source::Keys(credentials)) => Ok(Arc::new(credentials)),
        Some(Source::Process(command)) => Ok(Arc::new(Cached::new(Process(command)))),
        Some(source) => dynamic(source, session, config),
    }
}

#[cfg(feature = "dynamic-credentials")]
fn dynamic(source: Source, session: &Session, config: &Config) -> Result<Arc<dyn ProvideCredentials>, Error> {
    Ok(Arc::new(Cached::new(super::dynamic::Fetched::new(source, session, config)?)))
}

#[cfg(not(feature = "dynamic-credentials"))]
fn dynamic(source: Source, session: &Session, _: &Config) -> Result<Arc<dyn ProvideCredentials>, Error> {
    use crate::error::ErrorKind;

    let what = match source {
        Source::Instance(_) => return Err(none()),
        Source::Container => "The container's environment names an endpoint for credentials".to_owned(),
        _ => format!(
            "The profile ({}) gets its credentials by assuming a role or by signing in",
            session.profile()
        ),
    };
    let message = format!("{what}, which needs the feature `dynamic-credentials` of this program");
    Err(Error::new(ErrorKind::Credentials, message))
}

struct Process(String);

impl ProvideCredentials for Process {
    fn credentials(&self) -> Result<Credentials, Error> {
        process::run(&self.0)
    }
}
