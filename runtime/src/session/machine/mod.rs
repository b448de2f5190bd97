//! What the machine knows: the credentials of its container or of its instance, and the instance's region.
//!
//! A few plain requests without a signature, to what stands beside this machine, by whoever waits and by who does not.

mod container;
mod instance;
mod metadata;
mod settings;

use std::time::Duration;

pub(super) use instance::AHEAD;
pub(super) use settings::{Container, Instance};

use crate::client::config::Config;
use crate::client::either::{Carrier, Way};
use crate::client::error::Error;
use crate::client::signing::keys::Credentials;
use crate::client::transport::{Link, Proxies};
use crate::shapes::time::dates;
use crate::shapes::value::Value;

/// The region of the instance that this runs on, if it is one and may be asked.
///
/// # Errors
/// If a setting has an impossible value, or the instance gives no token where one is wanted.
pub fn region(session: &crate::session::settings::Session, config: &Config) -> Result<Option<String>, Error> {
    let way = Way::of_those_who_wait(config);
    Instance::of(session)?.map_or(Ok(None), |instance| way.finish(instance.region(way, config)))
}

/// A carrier with this limit for each wait, past all proxies.
fn carrier(way: Way, config: &Config, limit: Duration) -> Result<Carrier, Error> {
    let link = Link {
        connect_timeout: Some(limit),
        read_timeout: Some(limit),
        proxies: Proxies::default(),
        ..config.link()
    };
    Carrier::open(way, config, &link)
}

/// What a document with credentials consists of.
const MEMBERS: [&str; 4] = ["AccessKeyId", "SecretAccessKey", "Token", "Expiration"];

/// The credentials in a document, or the member that is missing.
fn credentials(document: &Value) -> Result<Credentials, &'static str> {
    let text = |name: &'static str| document.get(name).and_then(Value::as_str).ok_or(name);
    let (access, secret) = (text("AccessKeyId")?, text("SecretAccessKey")?);
    // Keys without a token say so.
    let token = match document.get("Token") {
        Some(Value::Null) => None,
        _ => Some(text("Token")?.to_owned()),
    };
    let end = dates::instant(text("Expiration")?).ok_or("Expiration")?;
    Ok(Credentials::new(access, secret, token).expiring(end))
}
