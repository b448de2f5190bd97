//! Whether a token holds: signature, issuer, client, use, time. Pure; the keys and the time come from the caller.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::crypto;
use jsonwebtoken::{Algorithm, DecodingKey};

use super::claims::{Claims, TokenUse, time};
use crate::client::error::{Error, ErrorKind};
use crate::shapes::time::Timestamp;
use crate::shapes::value::{Map, Value, json};

/// Tokens longer than this are none: a header of HTTP takes less.
const MAX_LENGTH: usize = 64 * 1024;

/// Whose tokens are taken.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    pub(super) issuer: String,
    pub(super) clients: Vec<String>,
    /// How far clocks may differ, in nanoseconds.
    pub(super) leeway: i128,
}

/// A token taken apart, not verified.
pub(super) struct Parts<'a> {
    /// What is signed.
    signed: &'a str,
    signature: &'a str,
    /// The name of the key.
    pub(super) key: String,
    claims: &'a str,
}

/// Takes a token apart.
///
/// # Errors
/// If it is none, or not signed by RS256.
pub(super) fn parts(token: &str) -> Result<Parts<'_>, Error> {
    let none = || invalid("it is no JWT");
    if token.len() > MAX_LENGTH {
        return Err(none());
    }
    let (signed, signature) = token.rsplit_once('.').ok_or_else(none)?;
    let (header, claims) = signed.split_once('.').ok_or_else(none)?;
    let header = object(header).ok_or_else(none)?;
    let text = |name: &str| header.get(name).and_then(Value::as_str);
    if text("alg") != Some("RS256") {
        return Err(invalid("it is not signed by RS256"));
    }
    // What has to be understood to be obeyed is not.
    if header.get("crit").is_some() {
        return Err(invalid("its header has critical parameters"));
    }
    let key = text("kid").ok_or_else(|| invalid("it does not name its key"))?.to_owned();
    Ok(Parts { signed, signature, key, claims })
}

fn object(part: &str) -> Option<Map> {
    let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
    match json::parse(std::str::from_utf8(&bytes).ok()?) {
        Ok(Value::Map(map)) => Some(map),
        _ => None,
    }
}

impl Rules {
    /// The claims of a token whose key is known.
    ///
    /// # Errors
    /// If the token does not hold.
    pub(super) fn check(
        &self,
        parts: &Parts<'_>,
        key: &DecodingKey,
        wanted: TokenUse,
        now: Timestamp,
    ) -> Result<Claims, Error> {
        let verified = crypto::verify(parts.signature, parts.signed.as_bytes(), key, Algorithm::RS256);
        if !verified.unwrap_or(false) {
            return Err(invalid("its signature is not the pool's"));
        }
        let all = object(parts.claims).ok_or_else(|| invalid("its claims are no object"))?;
        let text = |name: &str| all.get(name).and_then(Value::as_str);
        if text("iss") != Some(&*self.issuer) {
            return Err(invalid("another pool has issued it"));
        }
        if text("token_use") != Some(wanted.name()) {
            return Err(invalid(&format!("it is no {} token", wanted.name())));
        }
        let client = match wanted {
            TokenUse::Access => text("client_id"),
            TokenUse::Id => text("aud"),
        };
        let client = client.filter(|client| self.clients.iter().any(|known| known == client));
        let client = client.ok_or_else(|| invalid("it is for another app client"))?.to_owned();
        let end = time(&all, "exp").ok_or_else(|| invalid("it has no `exp`"))?;
        if end.offset(self.leeway) <= now {
            return Err(invalid("it has expired"));
        }
        if time(&all, "nbf").is_some_and(|start| start > now.offset(self.leeway)) {
            return Err(invalid("it is not valid yet"));
        }
        Claims::read(all, client).map_err(|name| invalid(&format!("it has no `{name}`")))
    }
}

/// The error that a token does not hold. What it says stays unsaid.
pub(super) fn invalid(why: &str) -> Error {
    Error::new(ErrorKind::InvalidToken, format!("the token is not valid: {why}"))
}
