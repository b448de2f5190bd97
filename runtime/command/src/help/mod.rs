//! Help: what a reader has to know about a command, as data ([`CommandPage`]), and how it looks on a
//! terminal.
//!
//! In: the program's tables and a dialect. Nothing here prints, pages or knows a service.

mod commonmark;
mod merging;
mod page;
mod parts;
pub mod prose;
mod syntax;
pub(crate) mod terminal;
mod words;

pub use parts::{CommandPage, Entry, Part};
pub use syntax::{Block, Form};
pub(crate) use words::{globals, globals_of};

use crate::Program;
use crate::args::Topic;
use rt::dialect::Dialect;

/// The help page of something, for a terminal.
pub(crate) fn page(
    program: &Program,
    topic: Topic,
    dialect: &'static Dialect,
    look: terminal::Look,
) -> String {
    match topic {
        Topic::Command(command) => terminal::command(&CommandPage::new(program, command, dialect), look),
        Topic::Wait(wait) => terminal::command(&CommandPage::of_wait(program, wait, dialect), look),
        Topic::Waits => terminal::waits(program, look),
        Topic::Program => terminal::program(program, dialect, look),
    }
}
