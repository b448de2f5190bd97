//! A user who stays signed in: an access token that is always good, refreshed once for all who ask.
//!
//! In go the tokens of a sign-in; out come tokens that have not expired. [`Session`] waits without blocking,
//! [`blocking::Session`] blocks; what they know and decide is one and the same (`state`).

#[cfg(feature = "async")]
mod asynchronous;
#[cfg(feature = "blocking")]
pub mod blocking;
mod claims;
mod state;
#[cfg(test)]
mod tests;

#[cfg(feature = "async")]
pub use asynchronous::Session;
