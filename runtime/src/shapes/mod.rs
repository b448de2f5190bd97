//! What a service looks like, and its values: tables, values, text, and walks over them.
//!
//! In go static tables and values; out come values, text or a reason why not. Nothing here opens a socket or a
//! file, starts a process or draws randomness; one method reads the clock.

pub mod jmespath;
pub mod schema;
pub mod shorthand;
pub(crate) mod text;
pub(crate) mod time;
pub mod typed;
pub mod value;
pub(crate) mod walks;
