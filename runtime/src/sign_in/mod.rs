//! Signing a user in: arithmetic, challenges and answers, and the loop driven by either client.
//!
//! The one part of this crate that knows an authentication protocol. In: what a user knows; out: tokens.
//! Nothing here reads files or variables.

#![cfg_attr(
    not(any(feature = "async", feature = "blocking")),
    allow(dead_code, reason = "without a client nobody drives, fetches keys or has a session")
)]

#[cfg(feature = "async")]
mod asynchronous;
#[cfg(feature = "blocking")]
pub mod blocking;
pub mod drive;
pub mod flow;
#[cfg(feature = "jwt")]
pub mod jwt;
mod session;
pub mod srp;

#[cfg(feature = "async")]
pub use asynchronous::Session;
pub use drive::Exchange;
pub use flow::*;
