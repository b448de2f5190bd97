//! A user who stays signed in: an access token that is always good, refreshed once for all who ask.
//!
//! In go the tokens of a sign-in; out come tokens that have not expired. What the two sessions, the one that waits and
//! the one that blocks, know and decide is one and the same (`state`).

mod claims;
pub(super) mod state;
#[cfg(test)]
mod tests;
