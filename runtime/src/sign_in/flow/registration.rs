//! Devices that are made known.

use super::device::Device;
use super::request::{Request, other};
use super::tokens::NewDevice;
use crate::client::error::Error;
use crate::shapes::value::{Map, Value};
use crate::sign_in::srp::{DeviceVerifier, Host, Secret};

/// A device that is about to be made known.
#[derive(Clone, Debug)]
pub struct Registration {
    device: NewDevice,
    verifier: DeviceVerifier,
}

impl Registration {
    /// Makes up a password for a device that a sign-in reported as new.
    ///
    /// # Errors
    ///
    /// When there is no randomness to be had.
    pub fn new(device: NewDevice, host: &mut dyn Host) -> Result<Registration, Error> {
        let verifier = DeviceVerifier::generate(&device.group_key, &device.key, host)?;
        Ok(Registration { device, verifier })
    }

    /// `ConfirmDevice`, with the access token of that sign-in and a name for people to know it by.
    #[must_use]
    pub fn request(&self, access_token: &Secret, device_name: Option<&str>) -> Request {
        let verifier =
            [("PasswordVerifier", &self.verifier.password_verifier), ("Salt", &self.verifier.salt)];
        let verifier: Map = verifier.into_iter().map(|(name, text)| (name, text.as_str().into())).collect();
        other(
            "ConfirmDevice",
            [
                ("AccessToken", Some(access_token.expose().into())),
                ("DeviceKey", Some(self.device.key.as_str().into())),
                ("DeviceSecretVerifierConfig", Some(Value::Map(verifier))),
                ("DeviceName", device_name.map(Value::from)),
            ],
        )
    }

    /// What to keep once the request went well.
    #[must_use]
    pub fn into_device(self) -> Device {
        let NewDevice { key, group_key } = self.device;
        Device { key, group_key, password: self.verifier.password }
    }
}
