//! Credentials: what they are. Who provides them is [`super::provide`]'s.

use std::fmt;
use std::sync::Arc;

use zeroize::Zeroizing;

use crate::client::error::{Error, ErrorKind};
use crate::shapes::time::Timestamp;

/// An AWS access key. Secrets are wiped from memory after use, and `Debug` does not show them.
#[derive(Clone)]
pub struct Credentials(Arc<Key>);

struct Key {
    access_key_id: String,
    secret_access_key: Zeroizing<String>,
    session_token: Option<Zeroizing<String>>,
    expires: Option<Timestamp>,
}

impl Credentials {
    /// An access key that does not expire. An empty token is as good as none.
    #[must_use]
    pub fn new(
        access_key_id: impl Into<String>,
        secret_access_key: impl Into<String>,
        session_token: Option<String>,
    ) -> Credentials {
        Credentials(Arc::new(Key {
            access_key_id: access_key_id.into(),
            secret_access_key: Zeroizing::new(secret_access_key.into()),
            session_token: session_token.filter(|token| !token.is_empty()).map(Zeroizing::new),
            expires: None,
        }))
    }

    /// The same key with an end of its validity.
    #[must_use]
    pub fn expiring(&self, expires: Timestamp) -> Credentials {
        Credentials(Arc::new(Key {
            access_key_id: self.0.access_key_id.clone(),
            secret_access_key: self.0.secret_access_key.clone(),
            session_token: self.0.session_token.clone(),
            expires: Some(expires),
        }))
    }

    /// Whether these are the same, not only alike.
    pub(super) fn is(&self, other: &Credentials) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// The public half.
    #[must_use]
    pub fn access_key_id(&self) -> &str {
        &self.0.access_key_id
    }

    /// The secret half.
    #[must_use]
    pub fn secret_access_key(&self) -> &str {
        &self.0.secret_access_key
    }

    /// The token of temporary credentials.
    #[must_use]
    pub fn session_token(&self) -> Option<&str> {
        self.0.session_token.as_ref().map(|t| t.as_str())
    }

    /// When they cease to be valid.
    #[must_use]
    pub fn expires(&self) -> Option<Timestamp> {
        self.0.expires
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("access_key_id", &self.0.access_key_id)
            .field("secret_access_key", &"***")
            .field("session_token", &self.0.session_token.as_ref().map(|_| "***"))
            .field("expires", &self.0.expires.map(|t| t.to_string()))
            .finish()
    }
}

/// The error that there are no credentials anywhere.
pub(crate) fn none() -> Error {
    let message = "There are no credentials: none were given to the client, or found in the environment and the AWS \
                   configuration files.";
    Error::new(ErrorKind::NoCredentials, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_token_is_none() {
        let token = |token: &str| Credentials::new("a", "s", Some(token.to_owned()));
        assert_eq!((token("").session_token(), token("t").session_token()), (None, Some("t")));
    }

    #[test]
    fn debug_hides_secrets() {
        let shown = format!("{:?}", Credentials::new("AKID", "hidden", Some("token".to_owned())));
        assert!(shown.contains("AKID") && !shown.contains("hidden") && !shown.contains("token\""), "{shown}");
    }
}
