//! The secret hash, which app clients with a secret send along.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::client::crypto::hmac_sha256;

/// The parameter `SECRET_HASH`: the user's name and the client's id, signed with the client's secret.
///
/// After the first request the name is the one of the challenge's parameters, which differs from what
/// was typed if that was an alias, such as an email address.
#[must_use]
pub fn secret_hash(username: &str, client_id: &str, client_secret: &str) -> String {
    STANDARD.encode(hmac_sha256(client_secret.as_bytes(), &[username.as_bytes(), client_id.as_bytes()]))
}
