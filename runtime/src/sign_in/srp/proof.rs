//! The proof of knowing a password: from the service's challenge to the signature of the claim.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use crypto_bigint::{U256, U3072};
use zeroize::Zeroizing;

use super::encoding::{self, signed};
use super::ephemeral::Ephemeral;
use super::group::{self, Element, MULTIPLIER};
use crate::client::crypto::{hmac_sha256, sha256};
use crate::client::error::{Error, ErrorKind};
use crate::shapes::time::{Civil, Timestamp};

/// Who proves to know what.
#[derive(Clone, Copy)]
pub struct Identity<'a> {
    /// A user pool's id without its region; a device's group key.
    pub group: &'a str,
    /// The parameter `USER_ID_FOR_SRP`; a device's key.
    pub name: &'a str,
    /// The password of the user or of the device.
    pub password: &'a str,
}

impl<'a> Identity<'a> {
    /// A user of the pool with this id, such as `eu-west-1_AbCdEfGhI`.
    ///
    /// # Errors
    ///
    /// When this is no id of a user pool.
    pub fn user(pool_id: &'a str, name: &'a str, password: &'a str) -> Result<Identity<'a>, Error> {
        match pool_id.split_once('_') {
            Some((region, group)) if !region.is_empty() && !group.is_empty() => {
                Ok(Identity { group, name, password })
            }
            _ => Err(Error::new(
                ErrorKind::SignIn,
                format!("A user pool's id has the form REGION_NAME, and \"{pool_id}\" has not"),
            )),
        }
    }

    /// The hash of all three; the password goes no further.
    pub(super) fn hash(&self) -> Zeroizing<[u8; 32]> {
        let parts = [self.group, self.name, ":", self.password];
        Zeroizing::new(sha256(&parts.map(str::as_bytes)))
    }
}

impl fmt::Debug for Identity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("group", &self.group)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// What the service sends with `PASSWORD_VERIFIER` and `DEVICE_PASSWORD_VERIFIER`.
#[derive(Clone, Copy, Debug)]
pub struct ServerChallenge<'a> {
    /// The parameter `SALT`.
    pub salt: &'a str,
    /// The parameter `SRP_B`.
    pub srp_b: &'a str,
    /// The parameter `SECRET_BLOCK`.
    pub secret_block: &'a str,
}

/// What answers a [`ServerChallenge`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The parameter `PASSWORD_CLAIM_SIGNATURE`.
    pub signature: String,
    /// The parameter `TIMESTAMP`.
    pub timestamp: String,
}

impl Ephemeral {
    /// Proves to know the password.
    ///
    /// # Errors
    ///
    /// When the challenge is not one: digits or base64 that do not read, or a number that would give
    /// the session's key away to anyone.
    pub fn claim(
        &self,
        identity: &Identity<'_>,
        challenge: &ServerChallenge<'_>,
        now: Timestamp,
    ) -> Result<Claim, Error> {
        let key = self.key(identity, challenge)?;
        let block = STANDARD.decode(challenge.secret_block).map_err(|_| malformed("SECRET_BLOCK"))?;
        let timestamp = timestamp(now);
        let parts = [identity.group.as_bytes(), identity.name.as_bytes(), &block, timestamp.as_bytes()];
        Ok(Claim { signature: STANDARD.encode(hmac_sha256(&*key, &parts)), timestamp })
    }

    /// The key that only those can know who know the password, or the verifier made of it.
    fn key(
        &self,
        identity: &Identity<'_>,
        challenge: &ServerChallenge<'_>,
    ) -> Result<Zeroizing<[u8; 16]>, Error> {
        let public = encoding::parse(challenge.srp_b)
            .filter(|b| b < group::modulus() && *b != U3072::ZERO)
            .ok_or_else(|| malformed("SRP_B"))?;
        let salt = encoding::parse(challenge.salt).ok_or_else(|| malformed("SALT"))?;
        let scramble = hash(&[&self.public, &public].map(|n| signed(&n.to_be_bytes())));
        if *scramble == U256::ZERO {
            return Err(malformed("SRP_B"));
        }
        let x = private_key(&salt, identity);
        let base = Zeroizing::new(Element::new(&public) - MULTIPLIER * *group_verifier(&x));
        let shared =
            Zeroizing::new(base.pow_bounded_exp(&self.exponent(&scramble, &x), Self::BITS + 1).retrieve());
        Ok(derive(&signed(&Zeroizing::new(shared.to_be_bytes())), &signed(&scramble.to_be_bytes())))
    }

    /// `a + u x`: one bit longer than `a`.
    fn exponent(&self, scramble: &U256, x: &U256) -> Zeroizing<U3072> {
        let product = Zeroizing::new(group::wide(x).wrapping_mul(&group::wide(scramble)));
        Zeroizing::new(self.secret.wrapping_add(&product))
    }
}

/// `x`, the hash of the salt and of what the user knows.
pub(super) fn private_key(salt: &U3072, identity: &Identity<'_>) -> Zeroizing<U256> {
    hash(&[signed(&salt.to_be_bytes()), Zeroizing::new(identity.hash().to_vec())])
}

/// `g^x`, which the service keeps instead of the password.
pub(super) fn group_verifier(x: &U256) -> Zeroizing<Element> {
    Zeroizing::new(group::power(&Zeroizing::new(group::wide(x)), U256::BITS))
}

fn hash(parts: &[Zeroizing<Vec<u8>>; 2]) -> Zeroizing<U256> {
    Zeroizing::new(U256::from_be_slice(&sha256(&[&parts[0], &parts[1]])))
}

/// HKDF with SHA-256, cut to 16 bytes.
pub(super) fn derive(secret: &[u8], salt: &[u8]) -> Zeroizing<[u8; 16]> {
    let extracted = Zeroizing::new(hmac_sha256(salt, &[secret]));
    let expanded = Zeroizing::new(hmac_sha256(&*extracted, &[b"Caldera Derived Key", &[1]]));
    let mut key = Zeroizing::new([0; 16]);
    key.copy_from_slice(&expanded[..16]);
    key
}

/// The time as claims have it: `Sun Sep 13 12:26:40 UTC 2020`, the day without a zero in front.
#[must_use]
pub fn timestamp(now: Timestamp) -> String {
    let Civil { year, day, hour, minute, second, .. } = now.civil();
    let date = now.http_date();
    let (weekday, month) = (&date[..3], &date[8..11]);
    format!("{weekday} {month} {day} {hour:02}:{minute:02}:{second:02} UTC {year}")
}

fn malformed(parameter: &str) -> Error {
    Error::new(ErrorKind::SignIn, format!("The service's challenge has a {parameter} that cannot be used"))
}
