//! Secure Remote Password (SRP-6a) as Amazon Cognito speaks it: proofs that a user knows a password,
//! or that a device is the one it was, without sending the secret.
//!
//! In: the parameters of a challenge as they stand in a reply, a password, the time, random bytes.
//! Out: the parameters of the answer. It never does input or output, never reads a clock, and its
//! arithmetic on secrets takes the same time whatever they are. What talks to the service drives it.

mod device;
mod encoding;
mod ephemeral;
mod group;
mod host;
mod proof;
mod secret;
mod secret_hash;
#[cfg(test)]
pub(crate) mod server;
#[cfg(test)]
mod tests;

pub use device::DeviceVerifier;
pub use ephemeral::Ephemeral;
pub use host::{Host, SystemHost};
pub use proof::{Claim, Identity, ServerChallenge, timestamp};
pub use secret::Secret;
pub use secret_hash::secret_hash;
#[cfg(test)]
pub(crate) use tests::Counter;
