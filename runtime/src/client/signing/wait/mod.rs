//! Waiting across the border between what blocks and what does not.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use crate::client::error::{Error, ErrorKind};
use crate::client::threads;
use crate::shapes::time::Instant;

#[cfg(not(feature = "async"))]
#[path = "alone.rs"]
mod surroundings;
#[cfg(feature = "async")]
#[path = "in_tokio.rs"]
mod surroundings;

pub(crate) use surroundings::{beside, off_thread, sleep};

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// Waits for a future. What needs tokio's timers or sockets has to bring a runtime along; in builds of the async client
/// it gets one.
pub(crate) fn block_on<T: Send>(future: impl Future<Output = T> + Send) -> T {
    surroundings::block_on(future)
}

/// Waits without any runtime.
pub(crate) fn park<F: Future>(future: F) -> F::Output {
    let (mut future, waker) = (pin!(future), waker());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return value;
        }
        thread::park();
    }
}

/// The same, but no longer than this; `None` if that is over.
pub(crate) fn park_within<F: Future>(future: F, limit: Duration) -> Option<F::Output> {
    let (mut future, waker, began) = (pin!(future), waker(), Instant::now());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return Some(value);
        }
        let left = limit.saturating_sub(began.elapsed());
        if left.is_zero() {
            return None;
        }
        thread::park_timeout(left);
    }
}

/// What wakes this thread. One for the whole of a wait: whoever keeps it knows it again.
fn waker() -> Waker {
    Waker::from(Arc::new(Unpark(thread::current())))
}

/// The error that a provider of credentials panicked.
pub(crate) fn panicked() -> Error {
    Error::new(ErrorKind::Credentials, "the credentials provider panicked")
}

/// Whether this machine runs anything beside.
pub(crate) const HAS_BESIDE: bool = !cfg!(target_family = "wasm");

/// Runs a future on a thread of its own; `false` if this machine cannot.
pub(crate) fn apart(future: impl Future<Output = ()> + Send + 'static) -> bool {
    on_a_thread(|| block_on(future))
}

/// Runs what blocks on a thread of its own; `false` if this machine cannot.
pub(crate) fn on_a_thread(run: impl FnOnce() + Send + 'static) -> bool {
    HAS_BESIDE && threads::start("credentials", Box::new(run)).is_ok()
}
