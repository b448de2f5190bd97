//! Builds that know of no async runtime.

use std::future::Future;
use std::time::Duration;

use crate::client::error::Error;

/// Waits for a future.
pub(super) fn block_on<F: Future>(future: F) -> F::Output {
    super::park(future)
}

/// Runs what blocks, here. `None` would say that it panicked elsewhere.
pub(crate) async fn off_thread<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    Some(run())
}

/// Runs a future beside everything else; `false` if this machine cannot.
pub(crate) fn beside(future: impl Future<Output = ()> + Send + 'static) -> bool {
    super::apart(future)
}

/// Lets time pass, here.
pub(crate) async fn sleep(pause: Duration) -> Result<(), Error> {
    std::thread::sleep(pause);
    Ok(())
}
