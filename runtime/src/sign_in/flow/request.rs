//! What is to be sent.

use std::fmt;

use crate::shapes::value::{Map, Value};
use crate::sign_in::srp::{Secret, secret_hash};

use super::options::Options;

/// A call to make. `Debug` shows the names of the parameters, not what they are.
#[derive(Clone, PartialEq)]
pub struct Request {
    /// The operation's name.
    pub operation: &'static str,
    /// Its input.
    pub parameters: Map,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.parameters.keys().collect();
        f.debug_struct("Request").field("operation", &self.operation).field("parameters", &names).finish()
    }
}

impl Request {
    /// `RevokeToken`: the refresh token and the access tokens that came of it are no longer good.
    #[must_use]
    pub fn revoke(options: &Options, refresh_token: &Secret) -> Request {
        let secret = options.client_secret.as_ref();
        other(
            "RevokeToken",
            [
                ("Token", Some(refresh_token.expose().into())),
                ("ClientId", Some(options.client_id.as_str().into())),
                ("ClientSecret", secret.map(|secret| secret.expose().into())),
            ],
        )
    }

    /// `GlobalSignOut`: the user is signed out everywhere.
    #[must_use]
    pub fn global_sign_out(access_token: &Secret) -> Request {
        other("GlobalSignOut", [("AccessToken", Some(access_token.expose().into()))])
    }
}

/// The parameters that every step of an authentication has: the user, the client's proof of its
/// secret, the device.
pub(super) fn identify(options: &Options, username: &str) -> Map {
    let mut map = Map::new();
    map.insert("USERNAME", username.into());
    if let Some(secret) = &options.client_secret {
        map.insert("SECRET_HASH", secret_hash(username, &options.client_id, secret.expose()).into());
    }
    if let Some(device) = &options.device {
        map.insert("DEVICE_KEY", device.key.as_str().into());
    }
    map
}

/// `InitiateAuth`.
pub(super) fn initiate(options: &Options, flow: &str, session: Option<&str>, parameters: Map) -> Request {
    let mut input = Map::new();
    input.insert("AuthFlow", flow.into());
    input.insert("AuthParameters", parameters.into());
    finish("InitiateAuth", options, session, input)
}

/// `RespondToAuthChallenge`.
pub(super) fn respond(options: &Options, name: &str, session: Option<&str>, responses: Map) -> Request {
    let mut input = Map::new();
    input.insert("ChallengeName", name.into());
    input.insert("ChallengeResponses", responses.into());
    finish("RespondToAuthChallenge", options, session, input)
}

fn finish(operation: &'static str, options: &Options, session: Option<&str>, mut input: Map) -> Request {
    input.insert("ClientId", options.client_id.as_str().into());
    if let Some(session) = session {
        input.insert("Session", session.into());
    }
    input.extend(options.members.clone());
    Request { operation, parameters: input }
}

/// A call of another operation, with its members.
pub(super) fn other<const N: usize>(operation: &'static str, members: [(&str, Option<Value>); N]) -> Request {
    let members = members.into_iter().filter_map(|(name, value)| Some((name, value?)));
    Request { operation, parameters: members.collect() }
}
