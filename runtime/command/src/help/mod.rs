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

use crate::{Command, Program};
use rt::dialect::Dialect;

/// The help page of a command, or of the program, for a terminal.
pub(crate) fn page(
    program: &Program,
    command: Option<&Command>,
    dialect: &'static Dialect,
    look: terminal::Look,
) -> String {
    match command {
        Some(command) => terminal::command(&CommandPage::new(program, command, dialect), look),
        None => terminal::program(program, dialect, look),
    }
}
