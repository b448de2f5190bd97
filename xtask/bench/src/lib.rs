//! What both sides of a comparison share: a page of users, and the types that serde derives for it.

pub mod derived;
mod page;

pub use page::{USERS, page};
