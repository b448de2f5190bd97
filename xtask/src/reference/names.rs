//! Files of pages: which one a command has.

use anyhow::{Result, bail};
use awsmodel_command::Program;

use super::guides::GUIDES;
use super::written;
use crate::writer::paths::is_device;

/// The page that lists the others.
pub(super) const INDEX: &str = "index";

/// The page of situations and hints.
pub(super) const WRONG: &str = "what-went-wrong";

/// The file of a command's page, without its ending. A command that is called as a page of another kind is,
/// or as a device, has a longer name there.
pub(super) fn page(command: &str) -> String {
    let is_guide = GUIDES.iter().any(|guide| guide.page == command);
    let is_guide = is_guide || written::PAGES.contains(&command);
    if command == INDEX || command == WRONG || is_guide || is_device(command) {
        format!("{command}-command")
    } else {
        command.to_owned()
    }
}

/// Fails if a name cannot be one of a file, or if two commands have one page.
pub(super) fn check(program: &Program) -> Result<()> {
    if !is_plain(program.name) {
        bail!(
            "the program cannot be called {:?}: letters, digits, `-`, `_` and `.` make a name",
            program.name
        );
    }
    let mut pages = std::collections::BTreeMap::new();
    for command in program.commands {
        let operation = command.operation.name;
        if !is_plain(command.name) {
            bail!("operation {operation:?}: no page can be called {:?}", command.name);
        }
        let page = page(command.name);
        if let Some(other) = pages.insert(page.to_lowercase(), operation) {
            bail!("operations {other:?} and {operation:?} have one page: {page:?}");
        }
    }
    Ok(())
}

/// Whether a name is one on every system, and needs no escape in any format.
fn is_plain(name: &str) -> bool {
    let is_fine = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().all(is_fine) && !name.ends_with('.')
}
