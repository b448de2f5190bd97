//! Keys, who provides them, and signatures made with them.

pub(crate) mod keys;
pub mod sigv4;
