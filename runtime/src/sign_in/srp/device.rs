//! The secret of a device: made once, when the service first hears of the device, and proved later.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use crypto_bigint::U3072;
use zeroize::Zeroizing;

use super::encoding::signed;
use super::host::Host;
use super::proof::{Identity, group_verifier, private_key};
use super::secret::Secret;
use crate::client::error::Error;

/// A device's new password, to be kept, and what `ConfirmDevice` tells the service about it.
#[derive(Clone, Debug)]
pub struct DeviceVerifier {
    /// The password; only the device knows it.
    pub password: Secret,
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
    pub fn generate(group_key: &str, device_key: &str, host: &mut dyn Host) -> Result<DeviceVerifier, Error> {
        let (mut password, mut salt) = (Zeroizing::new([0; 40]), [0; 16]);
        host.fill_random(&mut *password)?;
        host.fill_random(&mut salt)?;
        Ok(DeviceVerifier::new(group_key, device_key, STANDARD.encode(*password).into(), salt))
    }

    /// The verifier of a given password and salt.
    #[must_use]
    pub fn new(group_key: &str, device_key: &str, password: Secret, salt: [u8; 16]) -> DeviceVerifier {
        let identity = Identity { group: group_key, name: device_key, password: password.expose() };
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
