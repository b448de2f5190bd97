//! The pool's keys: what was fetched, and whether it is time to fetch again.

use std::collections::BTreeMap;
use std::time::Duration;

use jsonwebtoken::DecodingKey;

use crate::client::error::{Error, ErrorKind};
use crate::client::transport::{HttpRequest, HttpResponse};
use crate::shapes::time::Timestamp;
use crate::shapes::value::{Map, Value, json};

/// How long after a fetch a key that is not known may ask for another one.
const AGAIN: Duration = Duration::from_secs(30);

/// How long after a fetch that failed.
const AFTER_FAILURE: Duration = Duration::from_secs(1);

/// The keys by their names.
#[derive(Default)]
pub(super) struct Keys {
    known: BTreeMap<String, DecodingKey>,
    /// When the next fetch is allowed.
    next: Option<Timestamp>,
}

impl Keys {
    /// The key of this name.
    pub(super) fn get(&self, name: &str) -> Option<&DecodingKey> {
        self.known.get(name)
    }

    /// Whether a key that is not known is worth a fetch.
    pub(super) fn may_fetch(&self, now: Timestamp) -> bool {
        self.next.is_none_or(|next| next <= now)
    }

    /// Takes the reply to a fetch.
    ///
    /// # Errors
    /// If it is no set of keys. The old ones stay.
    pub(super) fn learn(&mut self, reply: Result<HttpResponse, Error>, now: Timestamp) -> Result<(), Error> {
        let read = reply.and_then(|reply| read(&reply));
        let wait = if read.is_ok() { AGAIN } else { AFTER_FAILURE };
        self.next = Some(now.offset(wait.as_nanos() as i128));
        self.known = read?;
        Ok(())
    }
}

/// The request for the keys.
pub(super) fn request(url: &str) -> HttpRequest {
    let mut request = HttpRequest::new("GET", url);
    request.set_header("accept", "application/json");
    request
}

fn read(reply: &HttpResponse) -> Result<BTreeMap<String, DecodingKey>, Error> {
    let unusable =
        |why: &str| Error::new(ErrorKind::Decode, format!("the pool's keys cannot be read: {why}"));
    if reply.status != 200 {
        return Err(unusable(&format!("HTTP status {}", reply.status)));
    }
    let text = std::str::from_utf8(&reply.body).map_err(|_| unusable("no UTF-8"))?;
    let set = json::parse(text).map_err(|error| unusable(&error.to_string()))?;
    let Some(Value::List(keys)) = set.get("keys") else { return Err(unusable("there is no list of keys")) };
    Ok(keys.iter().filter_map(Value::as_map).filter_map(key).collect())
}

/// A key for RS256; what else is in the set is for others.
fn key(map: &Map) -> Option<(String, DecodingKey)> {
    let text = |name: &str| map.get(name).and_then(Value::as_str);
    let is_ours = text("kty") == Some("RSA")
        && text("use").is_none_or(|usage| usage == "sig")
        && text("alg").is_none_or(|algorithm| algorithm == "RS256");
    let key = DecodingKey::from_rsa_components(text("n")?, text("e")?).ok().filter(|_| is_ours)?;
    Some((text("kid")?.to_owned(), key))
}
