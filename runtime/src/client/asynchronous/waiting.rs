//! A wait for a state that goes on as it is awaited.
//!
//! In: a future that asks and pauses. Out: the same as a type with a name, which borrows nothing.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use crate::client::error::Error;

/// A wait for a state. Nothing is asked before it is awaited.
#[must_use = "nothing is asked before it is awaited"]
pub struct Waiting(Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>);

impl Waiting {
    pub(super) fn new(asking: impl Future<Output = Result<(), Error>> + Send + 'static) -> Waiting {
        Waiting(Box::pin(asking))
    }
}

impl Future for Waiting {
    type Output = Result<(), Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl fmt::Debug for Waiting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Waiting").finish_non_exhaustive()
    }
}
