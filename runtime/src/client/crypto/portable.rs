//! By RustCrypto, in Rust alone.

use hmac::{Hmac, Mac as _};
use sha1::Sha1;
use sha2::{Digest, Sha256};

use super::NoRandomness;

pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    digest::<Sha256>(parts).finalize().into()
}

pub(crate) fn sha1(parts: &[&[u8]]) -> [u8; 20] {
    digest::<Sha1>(parts).finalize().into()
}

pub(crate) fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    // HMAC takes keys of any length, so this cannot fail; an empty key stands in for the impossible.
    let mac =
        Hmac::<Sha256>::new_from_slice(key).unwrap_or_else(|_| Hmac::<Sha256>::new(&Default::default()));
    parts.iter().fold(mac, |mac, part| mac.chain_update(part)).finalize().into_bytes().into()
}

/// Fills `bytes` with what nobody can guess.
pub(crate) fn random(bytes: &mut [u8]) -> Result<(), NoRandomness> {
    getrandom::fill(bytes).map_err(|_| NoRandomness)
}

fn digest<D: Digest>(parts: &[&[u8]]) -> D {
    parts.iter().fold(D::new(), |hash, part| hash.chain_update(part))
}
