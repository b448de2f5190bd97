//! Signing a user in: arithmetic, challenges and answers, and the loop driven by either client.
//!
//! The one part of this crate that knows an authentication protocol. In: what a user knows; out: tokens.
//! Nothing here reads files or variables.

#[cfg_attr(
    not(any(feature = "async", feature = "blocking")),
    allow(dead_code, reason = "without a client nobody drives")
)]
pub mod drive;
pub mod flow;
#[cfg(feature = "jwt")]
#[cfg_attr(
    not(any(feature = "async", feature = "blocking")),
    allow(dead_code, reason = "without a client nobody fetches keys")
)]
pub mod jwt;
#[cfg_attr(
    not(any(feature = "async", feature = "blocking")),
    allow(dead_code, reason = "without a client there is no session")
)]
mod session;
pub mod srp;

pub use drive::Exchange;
pub use flow::*;
#[cfg(feature = "async")]
pub use session::Session;
#[cfg(feature = "blocking")]
pub use session::blocking;
