//! Pages of what one can wait for: those of the operations that are asked, under other names.

use awsmodel_command::help::CommandPage;
use awsmodel_command::help::prose::first_sentence;
use awsmodel_command::{Program, Wait};
use awsmodel_runtime::dialect::Dialect;

/// The title of the list of them.
pub(super) const TITLE: &str = "Wait for a state";

/// What a command is called, with the word in front of it.
pub(super) fn name(wait: &Wait) -> String {
    format!("wait {}", wait.command.name())
}

/// The page of a command behind `wait`.
pub(super) fn page(program: &Program, wait: &Wait, dialect: &'static Dialect) -> CommandPage {
    // A page names its command for the life of this program.
    let name = Box::leak(name(wait).into_boxed_str());
    CommandPage { name, ..CommandPage::of_wait(program, wait, dialect) }
}

/// Names, and what they wait for in a sentence.
pub(super) fn listed(program: &Program) -> impl Iterator<Item = (String, &'static str)> {
    program.waits.iter().map(|wait| (name(wait), first_sentence(wait.command.docs())))
}
