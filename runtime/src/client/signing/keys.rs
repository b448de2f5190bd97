//! Credentials: what they are, and who may provide them. Where they come from is for others to say.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

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
    /// An access key that does not expire.
    #[must_use]
    pub fn new(
        access_key_id: impl Into<String>,
        secret_access_key: impl Into<String>,
        session_token: Option<impl Into<String>>,
    ) -> Credentials {
        Credentials(Arc::new(Key {
            access_key_id: access_key_id.into(),
            secret_access_key: Zeroizing::new(secret_access_key.into()),
            session_token: session_token.map(|t| Zeroizing::new(t.into())),
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

/// A source of credentials. Called before each attempt; [`Cached`] keeps that cheap.
pub trait ProvideCredentials: Send + Sync {
    /// Credentials that are valid now.
    ///
    /// # Errors
    /// If there are none ([`ErrorKind::NoCredentials`]) or they could not be had.
    fn credentials(&self) -> Result<Credentials, Error>;

    /// Valid credentials for which nothing has to be waited for. Without them the async client calls
    /// [`credentials`](ProvideCredentials::credentials) on a thread that may block.
    fn at_hand(&self) -> Option<Credentials> {
        None
    }
}

impl ProvideCredentials for Credentials {
    fn credentials(&self) -> Result<Credentials, Error> {
        Ok(self.clone())
    }

    fn at_hand(&self) -> Option<Credentials> {
        Some(self.clone())
    }
}

impl<P: ProvideCredentials + ?Sized> ProvideCredentials for Arc<P> {
    fn credentials(&self) -> Result<Credentials, Error> {
        (**self).credentials()
    }

    fn at_hand(&self) -> Option<Credentials> {
        (**self).at_hand()
    }
}

/// Credentials that are near their end are fetched again, by one caller while the others wait.
pub struct Cached<P> {
    provider: P,
    current: Mutex<Option<Credentials>>,
}

/// How long before their end credentials are no longer used.
const REFRESH_BEFORE: Duration = Duration::from_secs(10 * 60);

impl<P: ProvideCredentials> Cached<P> {
    /// Remembers what `provider` gives.
    pub fn new(provider: P) -> Cached<P> {
        Cached { provider, current: Mutex::new(None) }
    }
}

impl<P: ProvideCredentials> ProvideCredentials for Cached<P> {
    fn credentials(&self) -> Result<Credentials, Error> {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(credentials) = fresh(current.as_ref()) {
            return Ok(credentials);
        }
        let fresh = self.provider.credentials()?;
        if fresh.expires().is_some_and(|end| end <= Timestamp::now()) {
            let message = "Credentials were refreshed, but the refreshed credentials are still expired.";
            return Err(Error::new(ErrorKind::Credentials, message));
        }
        *current = Some(fresh.clone());
        Ok(fresh)
    }

    fn at_hand(&self) -> Option<Credentials> {
        fresh(self.current.try_lock().ok()?.as_ref())
    }
}

/// Credentials that are not near their end.
fn fresh(credentials: Option<&Credentials>) -> Option<Credentials> {
    let soon = Timestamp::now().offset(REFRESH_BEFORE.as_nanos() as i128);
    credentials.filter(|c| c.expires().is_none_or(|end| end > soon)).cloned()
}

/// The error that there are no credentials anywhere.
pub(crate) fn none() -> Error {
    let message = "Unable to locate credentials. You can configure credentials by running \"aws configure\".";
    Error::new(ErrorKind::NoCredentials, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU32, Ordering};

    struct Counting(AtomicU32, i64);

    impl ProvideCredentials for Counting {
        fn credentials(&self) -> Result<Credentials, Error> {
            self.0.fetch_add(1, Ordering::SeqCst);
            let end = Timestamp::from_seconds(Timestamp::now().seconds() + self.1);
            Ok(Credentials::new("a", "s", None::<String>).expiring(end))
        }
    }

    #[test]
    fn only_credentials_near_their_end_are_fetched_again() {
        for (lifetime, fetches) in [(3600, 1), (60, 3)] {
            let cached = Cached::new(Counting(AtomicU32::new(0), lifetime));
            for _ in 0..3 {
                assert!(cached.credentials().is_ok());
            }
            assert_eq!(cached.provider.0.load(Ordering::SeqCst), fetches);
        }
    }

    #[test]
    fn expired_credentials_are_an_error() {
        let error = Cached::new(Counting(AtomicU32::new(0), -1)).credentials().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Credentials);
    }

    #[test]
    fn debug_hides_secrets() {
        let shown = format!("{:?}", Credentials::new("AKID", "hidden", Some("token")));
        assert!(shown.contains("AKID") && !shown.contains("hidden") && !shown.contains("token\""), "{shown}");
    }
}
