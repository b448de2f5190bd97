//! What the metadata service of an EC2 instance knows: credentials of the instance's role, and its region.

use std::time::Duration;

use super::metadata::{Metadata, Reason};
use super::settings::Instance;
use super::{MEMBERS, credentials};
use crate::client::call::random;
use crate::client::config::Config;
use crate::client::either::Way;
use crate::client::error::{Error, ErrorKind};
use crate::client::signing::keys::{Credentials, none};
use crate::shapes::time::Timestamp;
use crate::shapes::value::{Value, json};

/// How long before their end they are fetched again, as botocore does: those whose end was put off end soon.
pub(in crate::session) const AHEAD: Duration = Duration::from_secs(15 * 60);

const ROLES: &str = "meta-data/iam/security-credentials/";

impl Instance {
    /// Credentials of the instance's role. That there is no instance, or none with a role, means that there are
    /// none.
    pub(in crate::session) async fn credentials(
        &self,
        way: Way,
        config: &Config,
    ) -> Result<Credentials, Error> {
        let metadata = Metadata::open(self, way, config).await?;
        let document = match metadata {
            Ok(metadata) => of_role(&metadata).await,
            Err(reason) => Err(reason),
        };
        let document = document.map_err(nothing)?;
        match credentials(&document) {
            Ok(found) => Ok(extended(found, Timestamp::now(), random::unit())),
            Err(member) => Err(without(&document, member)),
        }
    }

    /// The region of the instance, if there is one.
    pub(in crate::session) async fn region(
        &self,
        way: Way,
        config: &Config,
    ) -> Result<Option<String>, Error> {
        let Ok(metadata) = Metadata::open(self, way, config).await? else { return Ok(None) };
        let mut zone = metadata.get("meta-data/placement/availability-zone/", Some).await.ok();
        // The zone's letter.
        Ok(zone.as_mut().and_then(|zone| zone.pop().map(|_| std::mem::take(zone))))
    }
}

/// The document with the credentials of the instance's role.
async fn of_role(metadata: &Metadata<'_>) -> Result<Value, Reason> {
    // Some stand-ins end it with a line feed, which no address has.
    let role = metadata.get(ROLES, |text| Some(text.replace(['\r', '\n', '\t'], ""))).await?;
    metadata.get(&format!("{ROLES}{role}"), |text| json::parse(&text).ok()).await
}

fn nothing(reason: Reason) -> Error {
    let message = format!("{} The instance's metadata service was asked: {reason}.", none().message());
    Error::new(ErrorKind::NoCredentials, message).with_source(reason)
}

/// A document without credentials says why, by a code. One with all members has credentials that are of no use.
fn without(document: &Value, member: &str) -> Error {
    if MEMBERS.iter().all(|name| document.get(name).is_some()) {
        let message = format!("Error retrieving metadata: the document has no usable {member}");
        return Error::new(ErrorKind::Credentials, message);
    }
    let code = document.get("Code").and_then(Value::as_str).unwrap_or_default();
    let is_code = (1..=64).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    nothing(match is_code && code != "Success" {
        true => code.to_owned(),
        false => format!("a document without a usable {member}"),
    })
}

/// When the service has trouble it gives credentials that have ended or soon will; they are accepted for longer.
/// `random` is in 0..1.
fn extended(credentials: Credentials, now: Timestamp, random: f64) -> Credentials {
    let jitter = Duration::from_secs(120).as_secs_f64() + random * 480.0;
    let offset = Duration::from_secs(10 * 60) + Duration::from_secs_f64(jitter);
    let soon = now.offset(offset.as_nanos() as i128);
    match credentials.expires().is_some_and(|end| end <= soon) {
        true => credentials.expiring(soon),
        false => credentials,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_that_soon_end_are_accepted_for_longer() {
        let now = Timestamp::from_seconds(1_000_000);
        for (left, random, accepted) in [(3600, 0.0, 3600), (721, 0.0, 721), (720, 0.0, 720), (-60, 0.5, 960)]
        {
            let end = Timestamp::from_seconds(1_000_000 + left);
            let found = extended(Credentials::new("a", "s", None).expiring(end), now, random);
            assert_eq!(found.expires(), Some(Timestamp::from_seconds(1_000_000 + accepted)), "{left}");
        }
    }
}
