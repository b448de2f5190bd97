//! Signing in with the client that blocks: the flow driven by it, and sessions that block.

mod drive;
mod session;

pub use session::Session;
