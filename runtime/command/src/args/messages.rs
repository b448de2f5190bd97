//! The words for what is wrong with an argument.

use super::parse::ArgumentError;
use super::suggest::close_matches;
use crate::Program;
use crate::report::failure::{Failure, Kind};
use rt::dialect::Dialect;
use rt::internals::python;

impl ArgumentError {
    /// The message in a dialect.
    pub(crate) fn failure(&self, dialect: &Dialect) -> Failure {
        Failure::new(Kind::Usage, self.message(dialect))
    }

    fn message(&self, dialect: &Dialect) -> String {
        match self {
            ArgumentError::Ambiguous { word, candidates } => {
                format!("ambiguous option: {word} could match {}", candidates.join(", "))
            }
            ArgumentError::ExpectedOne { option } => format!("argument {option}: expected one argument"),
            ArgumentError::UnwantedValue { option, value } => {
                format!("argument {option}: ignored explicit argument {}", python::repr(value))
            }
            ArgumentError::NotANumber { option, kind, value } => {
                format!("argument {option}: invalid {kind} value: {}", python::repr(value))
            }
            ArgumentError::Choice { argument, value, choices } => {
                let close = close_matches(value, &choices.iter().map(String::as_str).collect::<Vec<_>>());
                let text = if dialect.lists_choices {
                    all_choices(value, choices, &close)
                } else {
                    found_invalid(value, &close)
                };
                format!("argument {argument}: {text}")
            }
            ArgumentError::Required(missing) => {
                format!("the following arguments are required: {}", missing.join(", "))
            }
        }
    }
}

/// That `wait` alone waits for nothing.
pub(super) fn nothing_to_wait_for(program: &Program, dialect: &Dialect) -> String {
    let name = program.name;
    match dialect.structured_errors {
        true => format!(
            "usage: {name} [options] wait <subcommand> [parameters]\n{name}: [ERROR]: too few arguments"
        ),
        false => format!(
            "usage: {name} [options] <command> <subcommand> [parameters]\n{name}: error: too few arguments"
        ),
    }
}

/// All choices in two columns, then those that were perhaps meant.
fn all_choices(value: &str, choices: &[String], close: &[&str]) -> String {
    let cell = |choice: &String| format!("{choice:<40}");
    let row = |pair: &[String]| pair.iter().map(cell).collect::<Vec<_>>().join(" | ");
    let mut lines = vec!["Invalid choice, valid choices are:\n".to_owned()];
    lines.extend(choices.chunks(2).map(row));
    if !close.is_empty() {
        lines.push(format!("\n\nInvalid choice: {}, maybe you meant:\n", python::repr(value)));
        lines.extend(bullets(close));
    }
    lines.join("\n")
}

fn found_invalid(value: &str, close: &[&str]) -> String {
    let mut lines = vec![format!("Found invalid choice '{value}'\n")];
    if !close.is_empty() {
        lines.push("Maybe you meant:\n".to_owned());
        lines.extend(bullets(close));
    }
    lines.join("\n")
}

fn bullets<'a>(words: &'a [&str]) -> impl Iterator<Item = String> + use<'a> {
    words.iter().map(|word| format!("  * {word}"))
}
