//! Nothing, in the place of spans and events.

#![allow(dead_code, reason = "each client has its own way to be within")]

use crate::client::error::Error;
use crate::client::hooks::{Attempt, Context};
use crate::client::transport::HttpResponse;
use crate::shapes::schema::{Operation, Service};
use crate::shapes::time::Instant;

/// The future.
pub(crate) fn carried<F: Future>(future: F) -> F {
    future
}

/// Nothing.
pub(crate) fn credentials(_: &str, _: &str, _: Option<&str>) {}

/// Nothing.
pub(crate) struct Trace;

impl Trace {
    pub(crate) fn new(_: &Service, _: &Operation, _: &str) -> Trace {
        Trace
    }

    pub(crate) fn within<T>(&self, run: impl FnOnce() -> T) -> T {
        run()
    }

    pub(crate) fn around<F: Future>(&self, future: F) -> F {
        future
    }

    pub(crate) fn attempt(&self, _: &Attempt<'_>, _: &Context<'_>) {}

    pub(crate) fn reply(&self, _: &HttpResponse) {}

    pub(crate) fn end(&self, _: Option<&Error>, _: u32, _: Instant) {}
}
