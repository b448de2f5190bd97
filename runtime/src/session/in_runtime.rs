//! Futures of the AWS SDK, waited for by threads that know of no async runtime.

use crate::client::error::{Error, ErrorKind};
use crate::client::signing::keys::Credentials;
use crate::shapes::time::Timestamp;

/// Runs a future to its end. A runtime must not be started inside of another one, and the caller may be in one:
/// hence the thread, which lives for as long as the future takes.
pub(super) fn wait_for<F>(begin: impl FnOnce() -> F + Send) -> Result<Credentials, Error>
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
pub(super) fn adopted(credentials: &aws_credential_types::Credentials) -> Credentials {
    let (access, secret) = (credentials.access_key_id(), credentials.secret_access_key());
    let found = Credentials::new(access, secret, credentials.session_token().map(str::to_owned));
    match credentials.expiry().and_then(|end| end.duration_since(std::time::UNIX_EPOCH).ok()) {
        Some(end) => {
            found.expiring(Timestamp::from_seconds(i64::try_from(end.as_secs()).unwrap_or(i64::MAX)))
        }
        None => found,
    }
}
