//! The secret number of one sign-in and its public half.

use std::fmt;

use crypto_bigint::U3072;
use zeroize::Zeroizing;

use super::encoding;
use super::group;
use super::host::Host;
use crate::client::error::Error;

/// A random number `a` that is good for one exchange, and `A = g^a`, which the service is sent first.
/// The number is wiped from memory in the end.
#[derive(Clone)]
pub struct Ephemeral {
    pub(super) secret: Zeroizing<U3072>,
    pub(super) public: U3072,
}

impl Ephemeral {
    /// Bytes of the secret number; the AWS SDKs take as many.
    pub const BYTES: usize = 128;
    pub(super) const BITS: u32 = Self::BYTES as u32 * 8;

    /// A fresh one.
    ///
    /// # Errors
    ///
    /// When there is no randomness to be had.
    pub fn generate(host: &mut dyn Host) -> Result<Ephemeral, Error> {
        let mut secret = Zeroizing::new([0; Self::BYTES]);
        host.fill_random(&mut *secret)?;
        Ok(Ephemeral::from_secret(&secret))
    }

    /// The one of a given secret number, big-endian.
    #[must_use]
    pub fn from_secret(secret: &[u8; Self::BYTES]) -> Ephemeral {
        let mut wide = Zeroizing::new([0; U3072::BYTES]);
        wide[U3072::BYTES - Self::BYTES..].copy_from_slice(secret);
        let secret = Zeroizing::new(U3072::from_be_slice(&*wide));
        // A power of two is never zero modulo an odd prime, which is the check that SRP asks for here.
        let public = group::power(&secret, Self::BITS).retrieve();
        Ephemeral { secret, public }
    }

    /// `A` as the parameter `SRP_A` has it.
    #[must_use]
    pub fn srp_a(&self) -> String {
        encoding::digits(&self.public)
    }
}

impl fmt::Debug for Ephemeral {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ephemeral").field("srp_a", &self.srp_a()).finish_non_exhaustive()
    }
}
