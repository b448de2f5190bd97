//! What an access token says of itself, for the one who got it from the service: whose it is, and of which client.
//!
//! Nothing is verified here. Those who get tokens from others verify them first.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::shapes::value::{Value, json};

/// The claims of a token; `None` if it is no JWT.
pub(super) fn of(token: &str) -> Option<Value> {
    let payload = token.split('.').nth(1)?;
    let bytes = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    json::parse(std::str::from_utf8(&bytes).ok()?).ok()
}

/// A claim that is text.
pub(super) fn text(claims: Option<&Value>, name: &str) -> Option<String> {
    claims?.get(name)?.as_str().map(str::to_owned)
}
