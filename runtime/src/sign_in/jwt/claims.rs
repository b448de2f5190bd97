//! What a token says, in types.

use crate::shapes::time::Timestamp;
use crate::shapes::value::{Map, Number, Value};

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenUse {
    /// For calls on the user's behalf.
    Access,
    /// To say who the user is.
    Id,
}

impl TokenUse {
    /// The claim `token_use`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            TokenUse::Access => "access",
            TokenUse::Id => "id",
        }
    }
}

/// The claims of a token that was verified.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Claims {
    /// `sub`: the user's id, which never changes.
    pub subject: String,
    /// `username` or `cognito:username`.
    pub username: Option<String>,
    /// `client_id` or `aud`: the app client.
    pub client_id: String,
    /// `cognito:groups`.
    pub groups: Vec<String>,
    /// `scope`, taken apart; id tokens have none.
    pub scopes: Vec<String>,
    /// `exp`: when the token ends.
    pub expires: Timestamp,
    /// `iat`: when it was made.
    pub issued: Option<Timestamp>,
    /// `auth_time`: when the user signed in.
    pub authenticated: Option<Timestamp>,
    /// `jti`: the token's own id.
    pub id: Option<String>,
    /// `origin_jti`: the id of the sign-in, by which tokens are revoked.
    pub origin_id: Option<String>,
    /// `device_key`: the remembered device.
    pub device_key: Option<String>,
    /// All claims, as they came: the user's attributes, and what the pool's triggers add.
    pub all: Map,
}

impl Claims {
    /// A claim that is text, such as `email`.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&str> {
        self.all.get(name)?.as_str()
    }

    /// Whether the user is in a group.
    #[must_use]
    pub fn is_in_group(&self, group: &str) -> bool {
        self.groups.iter().any(|own| own == group)
    }

    /// The typed claims of all of them; the name of one that is missing or of another type.
    pub(super) fn read(all: Map, client_id: String) -> Result<Claims, &'static str> {
        let text = |name: &str| all.get(name).and_then(Value::as_str).map(str::to_owned);
        let list = |name: &str| match all.get(name) {
            Some(Value::List(items)) => items.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        let scope = text("scope").unwrap_or_default();
        Ok(Claims {
            subject: text("sub").ok_or("sub")?,
            username: text("username").or_else(|| text("cognito:username")),
            client_id,
            groups: list("cognito:groups"),
            scopes: scope.split_whitespace().map(str::to_owned).collect(),
            expires: time(&all, "exp").ok_or("exp")?,
            issued: time(&all, "iat"),
            authenticated: time(&all, "auth_time"),
            id: text("jti"),
            origin_id: text("origin_jti"),
            device_key: text("device_key"),
            all,
        })
    }
}

/// A claim that is seconds since 1970.
pub(super) fn time(claims: &Map, name: &str) -> Option<Timestamp> {
    match claims.get(name)? {
        Value::Number(Number::Int(seconds)) => Some(Timestamp::from_seconds(*seconds)),
        Value::Number(number) => Timestamp::from_seconds_f64(number.as_f64()),
        _ => None,
    }
}
