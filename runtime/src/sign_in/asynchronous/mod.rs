//! Signing in with the client that does not block: the flow driven by it, and sessions that wait for it.

mod drive;
mod session;

pub use session::Session;
