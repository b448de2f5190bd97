//! What programs in production need of the library, against transports from memory and servers of this machine.
#![cfg(all(feature = "async", feature = "blocking", feature = "srp", feature = "test-util"))]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

mod bulk;
mod calls;
mod hooks;
mod memory;
mod replies;
mod server;
mod sessions;
mod time_limits;
#[cfg(feature = "tracing")]
mod traced;
mod transports;
mod types;
mod updates;
