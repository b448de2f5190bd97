//! Waiting for time to pass: tokio's timer, or the browser's.

use std::future::Future;
use std::time::Duration;

use crate::client::error::Error;

/// Waits.
///
/// # Errors
/// If there is no runtime whose timer could be used.
#[cfg(not(target_family = "wasm"))]
pub(crate) async fn sleep(pause: Duration) -> Result<(), Error> {
    if pause.is_zero() {
        return Ok(());
    }
    if tokio::runtime::Handle::try_current().is_err() {
        return Err(no_runtime());
    }
    tokio::time::sleep(pause).await;
    Ok(())
}

/// The future's value, or `None` if it takes longer than that. Without a runtime nothing is cut short.
#[cfg(not(target_family = "wasm"))]
pub(super) async fn within<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    if tokio::runtime::Handle::try_current().is_err() {
        return Some(future.await);
    }
    tokio::time::timeout(limit, future).await.ok()
}

/// The error that the client is used outside of tokio.
#[cfg(not(target_family = "wasm"))]
pub(super) fn no_runtime() -> Error {
    let message = "the async client runs on tokio, and nothing of it runs here";
    Error::new(crate::client::error::ErrorKind::Unsupported, message)
}

/// Waits.
#[cfg(target_family = "wasm")]
pub(crate) async fn sleep(pause: Duration) -> Result<(), Error> {
    futures_timer::Delay::new(pause).await;
    Ok(())
}

/// The future's value, or `None` if it takes longer than that.
#[cfg(target_family = "wasm")]
pub(super) async fn within<F: Future>(limit: Duration, future: F) -> Option<F::Output> {
    use futures_util::future::{Either, select};
    let (future, limit) = (std::pin::pin!(future), futures_timer::Delay::new(limit));
    match select(future, limit).await {
        Either::Left((value, _)) => Some(value),
        Either::Right(_) => None,
    }
}
