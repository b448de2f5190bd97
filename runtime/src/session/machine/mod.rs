//! What the machine knows: the credentials of its container or of its instance, and the instance's region.
//!
//! A few plain requests without a signature, to what stands beside this machine. The AWS SDK's providers would do it
//! too, but they read the process's own variables, know no version 1 of the metadata service, and weigh much.

mod container;
mod instance;
mod metadata;
mod settings;

use std::sync::Arc;
use std::time::Duration;

pub(super) use settings::{Container, Instance};

use crate::client::config::Config;
use crate::client::connect::connect;
use crate::client::error::Error;
use crate::client::signing::keys::Credentials;
use crate::client::transport::{Link, Proxies, Transport};
use crate::shapes::time::Timestamp;
use crate::shapes::value::Value;

/// The region of the instance that this runs on, if it is one and may be asked.
///
/// # Errors
/// If a setting has an impossible value, or the instance gives no token where one is wanted.
pub fn region(session: &crate::session::settings::Session, config: &Config) -> Result<Option<String>, Error> {
    Instance::of(session)?.map_or(Ok(None), |instance| instance.region(config))
}

/// A transport with this limit for each wait, past all proxies.
fn transport(config: &Config, limit: Duration) -> Result<Arc<dyn Transport>, Error> {
    if let Some(transport) = &config.transport {
        return Ok(Arc::clone(transport));
    }
    let link = Link {
        connect_timeout: Some(limit),
        read_timeout: Some(limit),
        proxies: Proxies::default(),
        ..config.link()
    };
    connect(&link)
}

/// The credentials in a document, or the member that is missing.
fn credentials(document: &Value) -> Result<Credentials, &'static str> {
    let text = |name: &'static str| document.get(name).and_then(Value::as_str).ok_or(name);
    let (access, secret, token) = (text("AccessKeyId")?, text("SecretAccessKey")?, text("Token")?);
    let end = Timestamp::parse_rfc3339(text("Expiration")?).ok_or("Expiration")?;
    Ok(Credentials::new(access, secret, Some(token.to_owned())).expiring(end))
}
