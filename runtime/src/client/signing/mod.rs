//! Keys, who provides them, and signatures made with them.

pub(crate) mod keys;
pub(crate) mod signer;
pub mod sigv4;
