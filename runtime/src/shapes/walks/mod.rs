//! A value held against its shape: checked, masked, sampled. Tables and values in, values and complaints out.

pub(crate) mod fields;
pub mod mask;
pub mod skeleton;
pub mod validate;
