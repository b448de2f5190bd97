//! From a session to a provider of credentials.

mod chain;
mod legacy;
mod plain;
pub(super) mod process;
mod role;
pub(super) mod sign_on;
pub(super) mod source;

use std::sync::Arc;
use std::time::Duration;

use crate::client::config::Config;
use crate::client::error::Error;
use crate::client::signing::keys::{Cached, ProvideCredentials, none};
use crate::session::fetch::Fetched;
use crate::session::machine;
use crate::session::settings::Session;
use source::Source;

/// Finds the source of credentials; nothing is fetched yet unless it is at hand. The settings tell how
/// services that hand out credentials are reached.
///
/// # Errors
/// If half of a key is configured, or there is no source at all.
pub(crate) fn resolve(session: &Session, config: &Config) -> Result<Arc<dyn ProvideCredentials>, Error> {
    match chain::find(session)? {
        None => Err(none()),
        // Only these have an end that may have passed.
        Some(Source::Keys(credentials)) if credentials.expires().is_none() => Ok(Arc::new(credentials)),
        Some(source) => {
            let ahead = ahead(&source);
            let fetched = Fetched::new(source, session, config)?;
            Ok(match ahead {
                None => Arc::new(Cached::new(fetched)),
                Some(ahead) => Arc::new(Cached::renewed_ahead(fetched, ahead)),
            })
        }
    }
}

/// How long before their end the source is asked for others, where that does not depend on their life.
fn ahead(source: &Source) -> Option<Duration> {
    matches!(source, Source::Instance(_)).then_some(machine::AHEAD)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::settings::{Environment, dialect};

    #[test]
    fn credentials_of_an_instance_are_asked_for_again_in_time() {
        for (variables, expected) in [
            (&[][..], Some(Duration::from_secs(15 * 60))),
            (&[("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://localhost/")], None),
        ] {
            let session = Session::new(Environment::of(variables.iter().copied()), &dialect::V2, None);
            assert_eq!(ahead(&chain::find(&session).unwrap().unwrap()), expected);
        }
    }
}
