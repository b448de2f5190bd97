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
use crate::client::error::Error;
use crate::client::signing::keys::{ProvideCredentials, none};
use crate::session::fetch;
use crate::session::settings::Session;
use crate::session::told;
use source::Source;

/// Finds the source of credentials; nothing is fetched yet unless it is at hand. The settings tell how
/// services that hand out credentials are reached.
///
/// # Errors
/// If half of a key is configured, or there is no source at all.
pub(crate) fn resolve(session: &Session, config: &Config) -> Result<Arc<dyn ProvideCredentials>, Error> {
    let found = chain::find(session)?;
    sign_on::check(session)?;
    match found {
        None => Err(none()),
        // Only these have an end that may have passed.
        Some(Source::Keys(credentials, place)) if credentials.expires().is_none() => {
            told::found(config, place);
            Ok(Arc::new(credentials))
        }
        Some(source) => fetch::provider(source, session, config),
    }
}
