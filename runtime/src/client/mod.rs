//! One call, from a request to its reply: settings, signing, retries, bytes, and the two clients.
//!
//! In goes a [`config::Config`] that somebody else has filled, and requests; out come replies or an
//! [`error::Error`]. Nothing here reads files or variables, knows profiles, or signs users in.

#![cfg_attr(
    any(target_family = "wasm", not(any(feature = "async", feature = "blocking"))),
    allow(dead_code, reason = "without a client or a built-in transport nobody calls")
)]

#[cfg(feature = "async")]
pub mod asynchronous;
#[cfg(feature = "blocking")]
pub mod blocking;
pub mod bounded;
#[cfg(any(feature = "async", feature = "blocking"))]
pub mod bulk;
pub mod call;
pub(crate) mod checksum;
pub(crate) mod config;
pub(crate) mod connect;
pub(crate) mod crypto;
pub(crate) mod either;
pub mod error;
pub mod hooks;
pub(crate) mod metadata;
pub mod pages;
pub mod private;
pub(crate) mod protocol;
pub mod retry;
pub(crate) mod signing;
pub mod threads;
pub(crate) mod trace;
pub(crate) mod transport;
pub mod wait;
