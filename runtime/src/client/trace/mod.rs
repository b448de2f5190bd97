//! Calls as `tracing` sees them: a span for each call, an event for each attempt. Nothing that is secret is told:
//! names, numbers and codes alone.
//!
//! Without the feature `tracing` all of this is nothing.

#[cfg(feature = "tracing")]
mod told;
#[cfg(not(feature = "tracing"))]
#[path = "untold.rs"]
mod told;

pub(crate) use told::{Trace, carried, credentials};
