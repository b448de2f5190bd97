//! Keys, who provides them, and what is signed with them.

mod cache;
pub(crate) mod keys;
mod provide;
pub(crate) mod signer;
pub mod sigv4;
pub(crate) mod wait;
