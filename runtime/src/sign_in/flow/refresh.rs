//! New tokens for a refresh token.

use super::options::Options;
use super::request::{Request, identify, initiate, other};
use crate::shapes::value::Value;
use crate::sign_in::srp::Secret;

/// A refresh; [`Tokens::from_reply`](super::Tokens::from_reply) reads what comes of it.
#[derive(Clone, Debug)]
pub struct Refresh {
    /// Client, secret, device. The name must be the one in the tokens, not an alias, if the client
    /// has a secret; otherwise it does not matter.
    pub options: Options,
    /// The refresh token.
    pub refresh_token: Secret,
}

impl Refresh {
    /// Both requests, the one that rotates tokens first: it serves clients that do not rotate them too, but not every
    /// stand-in of the service knows it.
    #[must_use]
    pub fn requests(&self) -> [Request; 2] {
        [self.rotating_request(), self.request()]
    }

    /// `InitiateAuth` with `REFRESH_TOKEN_AUTH`, for clients that do not rotate refresh tokens.
    #[must_use]
    pub fn request(&self) -> Request {
        let mut parameters = identify(&self.options, &self.options.username);
        parameters.remove("USERNAME");
        parameters.insert("REFRESH_TOKEN", self.refresh_token.expose().into());
        initiate(&self.options, "REFRESH_TOKEN_AUTH", None, parameters)
    }

    /// `GetTokensFromRefreshToken`, which gives a new refresh token too if the client rotates them.
    #[must_use]
    pub fn rotating_request(&self) -> Request {
        let Options { client_id, client_secret, device, members, .. } = &self.options;
        other(
            "GetTokensFromRefreshToken",
            [
                ("RefreshToken", Some(self.refresh_token.expose().into())),
                ("ClientId", Some(client_id.as_str().into())),
                ("ClientSecret", client_secret.as_ref().map(|secret| secret.expose().into())),
                ("DeviceKey", device.as_ref().map(|device| Value::from(device.key.as_str()))),
                ("ClientMetadata", members.get("ClientMetadata").cloned()),
            ],
        )
    }
}
