//! By RustCrypto, in Rust alone.

use hmac::{Hmac, Mac as _};
use sha1::Sha1;
use sha2::digest::DynDigest;
use sha2::{Digest as _, Sha256, Sha512};

use super::{HashName, NoRandomness};

pub(crate) fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part)).finalize().into()
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

/// A hash in the making.
pub(crate) struct Hash(Box<dyn DynDigest>);

impl Hash {
    pub(crate) fn new(name: HashName) -> Hash {
        Hash(match name {
            HashName::Sha1 => Box::new(Sha1::default()),
            HashName::Sha256 => Box::new(Sha256::default()),
            HashName::Sha512 => Box::new(Sha512::default()),
        })
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        self.0.finalize().to_vec()
    }
}
