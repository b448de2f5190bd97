//! What programs in production need of the library, against transports from memory and servers of this machine.
#![cfg(all(feature = "async", feature = "blocking", feature = "srp", feature = "test-util"))]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

#[allow(dead_code, reason = "the stand-in is that of the command's tests")]
#[path = "../credentials/aws.rs"]
mod aws;
mod bulk;
mod calls;
mod fetching;
mod hooks;
#[allow(dead_code, reason = "as above")]
#[path = "../network/http.rs"]
mod http;
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
