//! How Python, shells and base64 write things. Text in, text out.

pub mod base64_lenient;
pub mod expand;
pub mod os;
pub mod percent;
pub mod python;
pub mod shell;
pub mod surrogates;
