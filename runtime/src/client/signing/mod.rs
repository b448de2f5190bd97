//! Keys, who provides them, and what is signed with them.

mod asking;
mod cache;
mod credentials;
mod provide;
pub(crate) mod signer;
pub mod sigv4;
pub(crate) mod wait;

/// Credentials and those who provide them.
pub(crate) mod keys {
    pub use super::cache::Cached;
    pub use super::credentials::Credentials;
    pub(crate) use super::credentials::none;
    pub use super::provide::{Blocking, ProvideCredentials, Providing};
}
