//! What a sign-in ends in.

use serde_core::de::{self, Deserialize, Deserializer};
use serde_core::ser::{Serialize, SerializeMap as _, Serializer};

use super::parameters::error;
use crate::client::error::Error;
use crate::shapes::value::json;
use crate::shapes::value::{Map, Number, Value};
use crate::sign_in::srp::Secret;

/// The tokens of a user. `Debug` does not show them, and serde does only if asked: [`Tokens::exposed`] is what to keep,
/// and the tokens are read back from it.
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

/// What stands in place of a token that is not shown.
const MASK: &str = "***";

/// With asterisks in place of the tokens.
impl Serialize for Tokens {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self, serializer, |_| MASK)
    }
}

/// Tokens that serde shows.
#[derive(Clone, Copy)]
pub struct Exposed<'a>(&'a Tokens);

impl Tokens {
    /// The tokens for serde, not hidden, in the names of the service.
    #[must_use]
    pub fn exposed(&self) -> Exposed<'_> {
        Exposed(self)
    }
}

impl Serialize for Exposed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write(self.0, serializer, |token| token)
    }
}

fn write<S: Serializer>(tokens: &Tokens, serializer: S, show: fn(&str) -> &str) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let secrets = [
        ("AccessToken", &tokens.access_token),
        ("RefreshToken", &tokens.refresh_token),
        ("IdToken", &tokens.id_token),
    ];
    for (name, secret) in secrets {
        if let Some(secret) = secret {
            map.serialize_entry(name, show(secret.expose()))?;
        }
    }
    if let Some(seconds) = tokens.expires_in {
        map.serialize_entry("ExpiresIn", &seconds)?;
    }
    if let Some(kind) = &tokens.token_type {
        map.serialize_entry("TokenType", kind)?;
    }
    if let Some(NewDevice { key, group_key }) = &tokens.new_device {
        let device: std::collections::BTreeMap<_, _> =
            [("DeviceGroupKey", group_key), ("DeviceKey", key)].into();
        map.serialize_entry("NewDeviceMetadata", &device)?;
    }
    map.end()
}

/// From what [`Tokens::exposed`] gives, or from the service's `AuthenticationResult`.
impl<'de> Deserialize<'de> for Tokens {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Tokens, D::Error> {
        let read = serde_json::Value::deserialize(deserializer)?;
        let Ok(Value::Map(map)) = json::parse(&read.to_string()) else {
            return Err(de::Error::custom("tokens are an object"));
        };
        let tokens = Tokens::read(&map);
        let all = [&tokens.access_token, &tokens.id_token, &tokens.refresh_token];
        if all.into_iter().flatten().any(|token| token.expose() == MASK) {
            return Err(de::Error::custom(
                "the tokens were hidden when they were written: write `exposed()`",
            ));
        }
        Ok(tokens)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serde_hides_tokens_unless_asked() {
        let tokens = Tokens {
            access_token: Some("eyJ.a".into()),
            refresh_token: Some("eyJ.r".into()),
            expires_in: Some(3600),
            new_device: Some(NewDevice { key: "k".into(), group_key: "g".into() }),
            ..Tokens::default()
        };
        let hidden = serde_json::to_string(&tokens).unwrap();
        assert!(!hidden.contains("eyJ") && hidden.contains(r#""AccessToken":"***""#), "{hidden}");
        assert!(serde_json::from_str::<Tokens>(&hidden).unwrap_err().to_string().contains("exposed"));
        let kept = serde_json::to_string(&tokens.exposed()).unwrap();
        assert_eq!(serde_json::from_str::<Tokens>(&kept).unwrap(), tokens);
        assert!(serde_json::from_str::<Tokens>("[]").is_err());
    }
}
