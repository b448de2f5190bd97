//! Help.

use super::{Command, Program};

/// The help page of a command, or of the program.
pub(crate) fn page(program: &Program, command: Option<&Command>) -> String {
    format!("{} {}\n", program.name, command.map_or("", |c| c.name))
}
