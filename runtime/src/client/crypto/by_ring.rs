//! By ring.

use ring::digest::{Context, SHA1_FOR_LEGACY_USE_ONLY, SHA256, SHA512};
use ring::hmac;
use ring::rand::{SecureRandom as _, SystemRandom};

use super::{HashName, NoRandomness};

pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut context = Context::new(&SHA256);
    parts.iter().for_each(|part| context.update(part));
    exactly(context.finish().as_ref())
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

/// A hash in the making.
pub(crate) struct Hash(Context);

impl Hash {
    pub(crate) fn new(name: HashName) -> Hash {
        Hash(Context::new(match name {
            HashName::Sha1 => &SHA1_FOR_LEGACY_USE_ONLY,
            HashName::Sha256 => &SHA256,
            HashName::Sha512 => &SHA512,
        }))
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0.finish().as_ref().to_vec()
    }
}

/// The bytes of a hash, whose length its algorithm fixes.
fn exactly<const N: usize>(hash: &[u8]) -> [u8; N] {
    let mut out = [0; N];
    out.copy_from_slice(hash);
    out
}
