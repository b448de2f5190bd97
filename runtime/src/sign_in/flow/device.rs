//! Devices that the service knows, proved at later sign-ins.

use crate::sign_in::srp::Secret;

/// A device that the service knows; keep it for the next sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// The device's key.
    pub key: String,
    /// The key of its group.
    pub group_key: String,
    /// Its password, which the service has never seen.
    pub password: Secret,
}
