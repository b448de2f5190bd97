//! Waiting across the border between what blocks and what does not.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

use crate::client::error::{Error, ErrorKind};

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

/// Waits for a future on this thread. What needs tokio's timers or sockets has to bring a runtime along; in builds
/// of the async client a thread that is in none gets one.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    surroundings::block_on(future, park)
}

/// Waits without any runtime.
pub(crate) fn park<F: Future>(future: F) -> F::Output {
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

/// The error that a provider of credentials panicked.
pub(crate) fn panicked() -> Error {
    Error::new(ErrorKind::Credentials, "the credentials provider panicked")
}

/// Runs a future beside everything else; `false` if this machine cannot.
fn on_a_thread(future: impl Future<Output = ()> + Send + 'static) -> bool {
    !cfg!(target_family = "wasm")
        && thread::Builder::new().name("credentials".to_owned()).spawn(|| block_on(future)).is_ok()
}
