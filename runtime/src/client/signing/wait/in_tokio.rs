//! Builds of the async client: what waits may be within tokio, or need it.

use std::future::Future;

use tokio::runtime::{Builder, Handle};

pub(crate) use crate::client::asynchronous::clock::sleep;

/// Waits for a future, with a runtime of its own if there is none around.
pub(super) fn block_on<F: Future>(future: F, wait: impl FnOnce(F) -> F::Output) -> F::Output {
    let own = match Handle::try_current() {
        Ok(_) => None,
        Err(_) => Builder::new_current_thread().enable_all().build().ok(),
    };
    match own {
        Some(runtime) => runtime.block_on(future),
        None => wait(future),
    }
}

/// Runs what blocks where it may: on tokio's threads for that, or here if there is no runtime around. `None` if it
/// panicked there.
pub(crate) async fn off_thread<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    match Handle::try_current() {
        Ok(runtime) if !cfg!(target_family = "wasm") => runtime.spawn_blocking(run).await.ok(),
        _ => Some(run()),
    }
}

/// Runs a future beside everything else; `false` if this machine cannot.
pub(crate) fn beside(future: impl Future<Output = ()> + Send + 'static) -> bool {
    match Handle::try_current() {
        Ok(runtime) if !cfg!(target_family = "wasm") => {
            drop(runtime.spawn(future));
            true
        }
        _ => super::on_a_thread(|| super::block_on(future)),
    }
}
