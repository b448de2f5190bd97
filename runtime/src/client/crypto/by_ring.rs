//! By ring.

use ring::digest::{Algorithm, Context, Digest, SHA1_FOR_LEGACY_USE_ONLY, SHA256};
use ring::hmac;
use ring::rand::{SecureRandom as _, SystemRandom};

use super::NoRandomness;

pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    exactly(digest(&SHA256, parts).as_ref())
}

pub(crate) fn sha1(parts: &[&[u8]]) -> [u8; 20] {
    exactly(digest(&SHA1_FOR_LEGACY_USE_ONLY, parts).as_ref())
}

pub(crate) fn hmac_sha256(key: &[u8], parts: &[&[u8]]) -> [u8; 32] {
    let mut context = hmac::Context::with_key(&hmac::Key::new(hmac::HMAC_SHA256, key));
    parts.iter().for_each(|part| context.update(part));
    exactly(context.sign().as_ref())
}

/// Fills `bytes` with what nobody can guess.
pub(crate) fn random(bytes: &mut [u8]) -> Result<(), NoRandomness> {
    SystemRandom::new().fill(bytes).map_err(|_| NoRandomness)
}

fn digest(algorithm: &'static Algorithm, parts: &[&[u8]]) -> Digest {
    let mut context = Context::new(algorithm);
    parts.iter().for_each(|part| context.update(part));
    context.finish()
}

/// The bytes of a hash, whose length its algorithm fixes.
fn exactly<const N: usize>(hash: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(hash);
    out
}
