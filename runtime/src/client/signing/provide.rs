//! Who provides credentials: one trait for those who fetch and those who wait, used by both clients.

use std::any::Any;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::asking::Asking;
use super::credentials::Credentials;
use super::wait;
use crate::client::error::Error;

/// Credentials that are being fetched.
pub type Providing<'a> = Pin<Box<dyn Future<Output = Result<Credentials, Error>> + Send + 'a>>;

/// A source of credentials. Clients remember what it gives ([`Cached`](crate::credentials::Cached)), and ask it again
/// before that comes to its end; operations that are not signed never ask.
///
/// One whose work blocks is made by [`Blocking`]:
///
/// ```
/// use awsmodel_runtime::credentials::{Blocking, Credentials, ProvideCredentials as _};
///
/// let provider = Blocking::new(|| Ok(Credentials::new("AKIDEXAMPLE", "secret", None)));
/// assert_eq!(provider.credentials()?.access_key_id(), "AKIDEXAMPLE");
/// # Ok::<(), awsmodel_runtime::Error>(())
/// ```
pub trait ProvideCredentials: Send + Sync {
    /// Credentials that are valid now. Fails with [`ErrorKind::NoCredentials`](crate::ErrorKind::NoCredentials)
    /// if there are none.
    fn provide(&self) -> Providing<'_>;

    /// The same for those who wait. The client that blocks asks this.
    ///
    /// # Errors
    /// If there are no credentials or they could not be had.
    fn credentials(&self) -> Result<Credentials, Error> {
        wait::block_on(self.provide())
    }

    /// As [`credentials`](ProvideCredentials::credentials), for those who wait no longer than `limit`; `None` if that is
    /// over. Where a client has a time limit for its calls it asks this of what remembers its credentials
    /// ([`Cached`](crate::credentials::Cached)); a provider of your own needs to know of no limit.
    fn credentials_within(&self, limit: Duration) -> Option<Result<Credentials, Error>> {
        let _ = limit;
        Some(self.credentials())
    }

    /// Valid credentials for which nothing has to be waited for.
    fn at_hand(&self) -> Option<Credentials> {
        None
    }

    /// The same source for a client with these settings, a [`Config`](crate::Config), if it is reached in another way with
    /// them.
    #[doc(hidden)]
    fn reached_by(&self, settings: &dyn Any) -> Option<Arc<dyn ProvideCredentials>> {
        let _ = settings;
        None
    }

    /// Whether asking often costs nothing, so that nobody needs to remember what it gives.
    fn is_cached(&self) -> bool {
        false
    }
}

impl ProvideCredentials for Credentials {
    fn provide(&self) -> Providing<'_> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }

    fn credentials(&self) -> Result<Credentials, Error> {
        Ok(self.clone())
    }

    fn at_hand(&self) -> Option<Credentials> {
        Some(self.clone())
    }

    fn is_cached(&self) -> bool {
        // The cache is also who says that they have come to their end.
        self.expires().is_none()
    }
}

impl<P: ProvideCredentials + ?Sized> ProvideCredentials for Arc<P> {
    fn provide(&self) -> Providing<'_> {
        (**self).provide()
    }

    fn credentials(&self) -> Result<Credentials, Error> {
        (**self).credentials()
    }

    fn credentials_within(&self, limit: Duration) -> Option<Result<Credentials, Error>> {
        (**self).credentials_within(limit)
    }

    fn at_hand(&self) -> Option<Credentials> {
        (**self).at_hand()
    }

    fn reached_by(&self, settings: &dyn Any) -> Option<Arc<dyn ProvideCredentials>> {
        (**self).reached_by(settings)
    }

    fn is_cached(&self) -> bool {
        (**self).is_cached()
    }
}

/// A source of credentials that blocks: a function. The async client calls it on a thread that may.
pub struct Blocking<F>(Arc<F>);

impl<F: Fn() -> Result<Credentials, Error> + Send + Sync + 'static> Blocking<F> {
    /// A provider of what `ask` gives.
    pub fn new(ask: F) -> Blocking<F> {
        Blocking(Arc::new(ask))
    }
}

impl<F: Fn() -> Result<Credentials, Error> + Send + Sync + 'static> ProvideCredentials for Blocking<F> {
    fn provide(&self) -> Providing<'_> {
        let ask = Arc::clone(&self.0);
        Box::pin(async move {
            let here = Asking::here();
            let asked = wait::off_thread(move || here.within(|| ask())).await;
            asked.unwrap_or_else(|| Err(wait::panicked()))
        })
    }

    fn credentials(&self) -> Result<Credentials, Error> {
        (self.0)()
    }
}
