//! Providers of the AWS SDK for Rust in the place of this crate's own.

use std::error::Error as StdError;

use aws_credential_types::provider::{self, error::CredentialsError};

use crate::client::error::{Error, ErrorKind};
use crate::client::signing::keys::{Credentials, ProvideCredentials, Providing, none};
use crate::shapes::time::Timestamp;

/// A provider of the AWS SDK, such as `aws_config::default_provider::credentials::DefaultCredentialsChain`.
///
/// The async client awaits it; the client that blocks gives it a small tokio runtime of its own each time it asks.
///
/// ```
/// use aws_credential_types::Credentials;
/// use awsmodel_runtime::credentials::{Cached, ProvideCredentials, SdkProvider};
///
/// let theirs = Credentials::new("AKIDEXAMPLE", "secret", None, None, "example");
/// let ours = Cached::new(SdkProvider::new(theirs));
/// assert_eq!(ours.credentials()?.access_key_id(), "AKIDEXAMPLE");
/// # Ok::<(), awsmodel_runtime::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct SdkProvider<P>(P);

impl<P: provider::ProvideCredentials> SdkProvider<P> {
    /// Adapts `provider`.
    pub fn new(provider: P) -> SdkProvider<P> {
        SdkProvider(provider)
    }
}

impl<P: provider::ProvideCredentials> ProvideCredentials for SdkProvider<P> {
    fn provide(&self) -> Providing<'_> {
        Box::pin(async { self.0.provide_credentials().await.map(|found| adopted(&found)).map_err(told) })
    }

    fn credentials(&self) -> Result<Credentials, Error> {
        wait_for(|| async { self.0.provide_credentials().await.map(|found| adopted(&found)).map_err(told) })
    }
}

fn told(error: CredentialsError) -> Error {
    if matches!(error, CredentialsError::CredentialsNotLoaded(_)) {
        return none().with_source(error);
    }
    let reason = error.source().map(|source| format!(": {source}")).unwrap_or_default();
    Error::new(ErrorKind::Credentials, format!("{error}{reason}")).with_source(error)
}

/// Runs a future to its end. A runtime must not be started inside of another one, and the caller may be in one:
/// hence the thread, which lives for as long as the future takes.
fn wait_for<F>(begin: impl FnOnce() -> F + Send) -> Result<Credentials, Error>
where
    F: Future<Output = Result<Credentials, Error>>,
{
    let run = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|error| failed("the runtime does not start").with_source(error))?;
        runtime.block_on(begin())
    };
    let ended = std::thread::scope(|scope| scope.spawn(run).join());
    ended.unwrap_or_else(|_| Err(failed("the provider panicked")))
}

fn failed(reason: &str) -> Error {
    Error::new(ErrorKind::Credentials, format!("Credentials could not be fetched: {reason}"))
}

/// What a provider of the AWS SDK gives.
fn adopted(credentials: &aws_credential_types::Credentials) -> Credentials {
    let (access, secret) = (credentials.access_key_id(), credentials.secret_access_key());
    let found = Credentials::new(access, secret, credentials.session_token().map(str::to_owned));
    match credentials.expiry().and_then(|end| end.duration_since(std::time::UNIX_EPOCH).ok()) {
        Some(end) => {
            found.expiring(Timestamp::from_seconds(i64::try_from(end.as_secs()).unwrap_or(i64::MAX)))
        }
        None => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use aws_credential_types::provider::future;
    use std::time::{Duration, UNIX_EPOCH};

    #[derive(Debug)]
    struct Fails(fn() -> CredentialsError);

    impl provider::ProvideCredentials for Fails {
        fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
        where
            Self: 'a,
        {
            future::ProvideCredentials::ready(Err((self.0)()))
        }
    }

    #[test]
    fn every_part_is_carried_over() {
        let (token, end) = (Some("token".to_owned()), UNIX_EPOCH + Duration::from_secs(4_070_908_800));
        let theirs = aws_credential_types::Credentials::new("a", "s", token, Some(end), "test");
        let ours = SdkProvider::new(theirs).credentials().unwrap();
        assert_eq!((ours.access_key_id(), ours.secret_access_key()), ("a", "s"));
        assert_eq!(ours.session_token(), Some("token"));
        assert_eq!(ours.expires(), Some(Timestamp::from_seconds(4_070_908_800)));
    }

    #[test]
    fn errors_keep_their_reason() {
        let kind = |fails| SdkProvider::new(Fails(fails)).credentials().unwrap_err();
        let nothing = kind(|| CredentialsError::not_loaded("nothing here"));
        assert_eq!(nothing.kind(), ErrorKind::NoCredentials);
        let broken = kind(|| CredentialsError::provider_error("it is broken"));
        assert_eq!(broken.kind(), ErrorKind::Credentials);
        assert!(broken.to_string().contains("it is broken"), "{broken}");
    }

    #[test]
    fn a_runtime_around_it_does_no_harm() {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let theirs = aws_credential_types::Credentials::new("a", "s", None, None, "test");
        assert!(runtime.block_on(async { SdkProvider::new(theirs).credentials() }).is_ok());
    }
}
