//! CommonMark to blocks of marked words, as far as help needs it: no reference links, no tables, and HTML is dropped.
//!
//! A reader of our own, since others bring a table of all 2,000 entities of HTML, whose addresses every start of a
//! program would have to write down. `tests/prose.rs` holds it against one of them.

pub(super) mod block;
mod emphasis;
mod entity;
mod inline;
mod line;
mod link;
pub(super) mod pieces;
mod runs;
