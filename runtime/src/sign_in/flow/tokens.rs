//! What a sign-in ends in.

use super::parameters::error;
use crate::client::error::Error;
use crate::shapes::value::{Map, Number, Value};
use crate::sign_in::srp::Secret;

/// The tokens of a user. `Debug` does not show them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tokens {
    /// For the operations that a user calls.
    pub access_token: Option<Secret>,
    /// Who the user is.
    pub id_token: Option<Secret>,
    /// For new tokens. A refresh without rotation gives none, and the old one stays good.
    pub refresh_token: Option<Secret>,
    /// Seconds that access and id token last.
    pub expires_in: Option<i64>,
    /// How the access token is presented: `Bearer`.
    pub token_type: Option<String>,
    /// The device that the service saw for the first time, where the pool remembers devices.
    pub new_device: Option<NewDevice>,
}

/// A device that the service saw for the first time; [`Registration`](super::Registration) makes it known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDevice {
    /// The device's key.
    pub key: String,
    /// The key of its group.
    pub group_key: String,
}

impl Tokens {
    /// The tokens of a reply.
    ///
    /// # Errors
    ///
    /// When there are none in it.
    pub fn from_reply(reply: &Value) -> Result<Tokens, Error> {
        match reply.get("AuthenticationResult").and_then(Value::as_map) {
            Some(result) => Ok(Tokens::read(result)),
            None => Err(error("The service's reply has no tokens")),
        }
    }

    fn read(result: &Map) -> Tokens {
        let text = |name: &str| result.get(name).and_then(Value::as_str);
        let secret = |name: &str| text(name).map(Secret::from);
        let device = |name| Some(result.get("NewDeviceMetadata")?.get(name)?.as_str()?.to_owned());
        Tokens {
            access_token: secret("AccessToken"),
            id_token: secret("IdToken"),
            refresh_token: secret("RefreshToken"),
            expires_in: match result.get("ExpiresIn") {
                Some(Value::Number(Number::Int(seconds))) => Some(*seconds),
                _ => None,
            },
            token_type: text("TokenType").map(str::to_owned),
            new_device: device("DeviceKey")
                .zip(device("DeviceGroupKey"))
                .map(|(key, group_key)| NewDevice { key, group_key }),
        }
    }

    /// The tokens as they stood in the reply, not hidden.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let secret = |token: &Option<Secret>| token.as_ref().map(|t| Value::from(t.expose()));
        let device = self.new_device.as_ref().map(|device| {
            let members = [("DeviceKey", device.key.as_str()), ("DeviceGroupKey", device.group_key.as_str())];
            Value::Map(members.into_iter().map(|(name, text)| (name, text.into())).collect())
        });
        let members = [
            ("AccessToken", secret(&self.access_token)),
            ("ExpiresIn", self.expires_in.map(Value::from)),
            ("TokenType", self.token_type.as_deref().map(Value::from)),
            ("RefreshToken", secret(&self.refresh_token)),
            ("IdToken", secret(&self.id_token)),
            ("NewDeviceMetadata", device),
        ];
        Value::Map(members.into_iter().filter_map(|(name, value)| Some((name, value?))).collect())
    }
}
