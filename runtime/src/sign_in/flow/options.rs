//! What a sign-in starts from.

use super::device::Device;
use crate::shapes::value::Map;
use crate::sign_in::srp::Secret;

/// Who signs in where, and how. [`Options::new`] gives the fields that have to be there.
#[derive(Clone, Debug)]
pub struct Options {
    /// The app client's id.
    pub client_id: String,
    /// The app client's secret, if it has one.
    pub client_secret: Option<Secret>,
    /// The user pool's id; proofs of passwords are made for one pool. No other flow needs it.
    pub user_pool_id: Option<String>,
    /// The user's name, or an alias such as an email address.
    pub username: String,
    /// The password; flows that have none do without.
    pub password: Option<Secret>,
    /// How to begin.
    pub flow: Flow,
    /// A device that was remembered at an earlier sign-in.
    pub device: Option<Device>,
    /// The session of a sign-up that was just confirmed, which [`Flow::Choice`] can go on from.
    pub session: Option<String>,
    /// Further members of each request, such as `ClientMetadata` or `UserContextData`.
    pub members: Map,
}

impl Options {
    /// A sign-in by [`Flow::Srp`]; the password is yet to be filled in, and so is the pool's id.
    #[must_use]
    pub fn new(client_id: impl Into<String>, username: impl Into<String>) -> Options {
        Options {
            client_id: client_id.into(),
            client_secret: None,
            user_pool_id: None,
            username: username.into(),
            password: None,
            flow: Flow::Srp,
            device: None,
            session: None,
            members: Map::new(),
        }
    }
}

/// How a sign-in begins.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Flow {
    /// `USER_SRP_AUTH`: the password is proved and never sent.
    Srp,
    /// `USER_PASSWORD_AUTH`: the password is sent.
    Password,
    /// `CUSTOM_AUTH`: the pool's own challenges.
    Custom,
    /// `CUSTOM_AUTH` that begins with a proof of the password.
    CustomSrp,
    /// `USER_AUTH`: the user chooses among the ways that the pool offers.
    Choice {
        /// The way to try at once, such as `PASSWORD_SRP` or `EMAIL_OTP`.
        preferred: Option<String>,
    },
}

impl Flow {
    /// The flow's name in requests.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Flow::Srp => "USER_SRP_AUTH",
            Flow::Password => "USER_PASSWORD_AUTH",
            Flow::Custom | Flow::CustomSrp => "CUSTOM_AUTH",
            Flow::Choice { .. } => "USER_AUTH",
        }
    }

    /// Whether the service may ask for the password itself. Where a proof was asked for, a service
    /// that wants the password instead is not to be trusted with it.
    pub(super) fn sends_password(&self) -> bool {
        match self {
            Flow::Password => true,
            Flow::Choice { preferred } => preferred.as_deref() != Some("PASSWORD_SRP"),
            Flow::Srp | Flow::Custom | Flow::CustomSrp => false,
        }
    }
}
