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
        // Commands behind others are called by two words.
        command.replace(' ', "-")
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
    let own =
        program.commands.iter().map(|command| (command.operation.name, page(command.name()), command.name()));
    let waits = program.waits.iter().map(|wait| {
        let name = wait.command.name();
        (wait.waiter.name, page(&super::waits::name(wait)), name)
    });
    for (of_model, page, name) in own.chain(waits) {
        if !is_plain(name) {
            bail!("operation {of_model:?}: no page can be called {name:?}");
        }
        if let Some(other) = pages.insert(page.to_lowercase(), of_model) {
            bail!("operations {other:?} and {of_model:?} have one page: {page:?}");
        }
    }
    Ok(())
}

/// Whether a name is one on every system, and needs no escape in any format.
fn is_plain(name: &str) -> bool {
    let is_fine = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    name.starts_with(|c: char| c.is_ascii_alphanumeric()) && name.chars().all(is_fine) && !name.ends_with('.')
}
