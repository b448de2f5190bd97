//! The secret of a device: made once, when the service first hears of the device, and proved later.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use crypto_bigint::U3072;
use zeroize::Zeroizing;

use super::encoding::signed;
use super::environment::Environment;
use super::proof::{Identity, group_verifier, private_key};
use crate::error::Error;

/// A device's new password, to be kept, and what `ConfirmDevice` tells the service about it.
pub struct DeviceVerifier {
    /// The password; only the device knows it.
    pub password: Zeroizing<String>,
    /// `Salt` of the device's secret verifier, base64.
    pub salt: String,
    /// `PasswordVerifier` of the device's secret verifier, base64.
    pub password_verifier: String,
}

impl DeviceVerifier {
    /// A verifier of a random password, for the device that the service named in a reply.
    ///
    /// # Errors
    ///
    /// When there is no randomness to be had.
    pub fn generate(
        group_key: &str,
        device_key: &str,
        environment: &mut dyn Environment,
    ) -> Result<DeviceVerifier, Error> {
        let (mut password, mut salt) = (Zeroizing::new([0; 40]), [0; 16]);
        environment.fill_random(&mut *password)?;
        environment.fill_random(&mut salt)?;
        Ok(DeviceVerifier::new(group_key, device_key, Zeroizing::new(STANDARD.encode(*password)), salt))
    }

    /// The verifier of a given password and salt.
    #[must_use]
    pub fn new(
        group_key: &str,
        device_key: &str,
        password: Zeroizing<String>,
        salt: [u8; 16],
    ) -> DeviceVerifier {
        let identity = Identity { group: group_key, name: device_key, password: &password };
        let mut wide = [0; U3072::BYTES];
        wide[U3072::BYTES - salt.len()..].copy_from_slice(&salt);
        let x = private_key(&U3072::from_be_slice(&wide), &identity);
        let verifier = group_verifier(&x).retrieve();
        DeviceVerifier {
            salt: STANDARD.encode(&*signed(&salt)),
            password_verifier: STANDARD.encode(&*signed(&verifier.to_be_bytes())),
            password,
        }
    }
}

impl fmt::Debug for DeviceVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceVerifier").field("salt", &self.salt).finish_non_exhaustive()
    }
}
