//! Builds of the async client: what waits may be within tokio, or need it.

use std::future::Future;
use std::panic::resume_unwind;
use std::pin::pin;
use std::thread;

use tokio::runtime::{Builder, Handle, RuntimeFlavor};

pub(crate) use crate::client::asynchronous::clock::sleep;
use crate::client::signing::asking::Asking;

/// Waits for a future in a runtime of its own. One that is around stands still while its thread waits, and lets none be
/// started within: so another thread does it then.
pub(super) fn block_on<F: Future<Output: Send> + Send>(future: F) -> F::Output {
    let mut future = pin!(future);
    if Handle::try_current().is_err() {
        return in_its_own(future);
    }
    let here = Asking::here();
    let ended = thread::scope(|scope| {
        let run = || here.within(|| in_its_own(future.as_mut()));
        let thread = thread::Builder::new().name("credentials".to_owned()).spawn_scoped(scope, run).ok()?;
        Some(thread.join().unwrap_or_else(|panic| resume_unwind(panic)))
    });
    ended.unwrap_or_else(|| super::park(future))
}

fn in_its_own<F: Future>(future: F) -> F::Output {
    match Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(future),
        Err(_) => super::park(future),
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

/// Runs a future beside everything else; `false` if this machine cannot. A runtime of one thread would not go on with it
/// while nobody waits in it.
pub(crate) fn beside(future: impl Future<Output = ()> + Send + 'static) -> bool {
    match Handle::try_current() {
        Ok(runtime) if runtime.runtime_flavor() != RuntimeFlavor::CurrentThread => {
            drop(runtime.spawn(future));
            true
        }
        _ => super::apart(future),
    }
}
