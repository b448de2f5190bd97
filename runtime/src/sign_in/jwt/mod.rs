//! Tokens that others bring: whether a user pool has signed them, for which app client, and until when.
//!
//! In goes a token as it came with a request, out come its claims, or the reason why it is worth nothing. The pool's
//! keys are fetched when they are first needed, kept, and fetched again when a token names a key that is not among
//! them, but not more often than twice a minute. [`Verifier`] waits for them without blocking,
//! [`blocking::Verifier`] blocks. Signatures are RS256 and nothing else, whatever a token's header asks for.

#[cfg(feature = "async")]
mod asynchronous;
#[cfg(feature = "blocking")]
pub mod blocking;
mod check;
mod claims;
mod keys;
#[cfg(test)]
mod tests;

#[cfg(feature = "async")]
pub use asynchronous::Verifier;
pub use claims::{Claims, TokenUse};
