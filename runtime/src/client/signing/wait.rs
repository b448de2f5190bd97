//! Waiting across the border between what blocks and what does not.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use crate::client::error::{Error, ErrorKind};

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits for a future on this thread. What needs tokio's timers or sockets has to bring a runtime along; in builds
/// of the async client a thread that is in none gets one.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    #[cfg(feature = "async")]
    if let Some(runtime) = runtime() {
        return runtime.block_on(future);
    }
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut context = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(value) => return value,
            Poll::Pending => thread::park(),
        }
    }
}

#[cfg(feature = "async")]
fn runtime() -> Option<tokio::runtime::Runtime> {
    if tokio::runtime::Handle::try_current().is_ok() {
        return None;
    }
    tokio::runtime::Builder::new_current_thread().enable_all().build().ok()
}

/// Runs what blocks where it may: on tokio's threads for that, or here if there is no runtime around. `None` if it
/// panicked there.
pub(crate) async fn off_thread<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    #[cfg(all(feature = "async", not(target_family = "wasm")))]
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        return runtime.spawn_blocking(run).await.ok();
    }
    Some(run())
}

/// The error that a provider of credentials panicked.
pub(crate) fn panicked() -> Error {
    Error::new(ErrorKind::Credentials, "the credentials provider panicked")
}

/// Runs a future beside everything else; `false` if this machine cannot.
pub(crate) fn beside(future: impl Future<Output = ()> + Send + 'static) -> bool {
    if cfg!(target_family = "wasm") {
        return false;
    }
    #[cfg(feature = "async")]
    if let Ok(runtime) = tokio::runtime::Handle::try_current() {
        drop(runtime.spawn(future));
        return true;
    }
    thread::Builder::new().name("credentials".to_owned()).spawn(|| block_on(future)).is_ok()
}
