//! The command line: everything that `main` of a generated crate needs, driven by tables.
//!
//! Words become raw settings ([`args`]), settings become values ([`bind`]), values a request, the
//! reply a value again ([`reply`]), and that is printed ([`render`]). No typed structure is involved:
//! the command line keeps what people wrote and what the service sent.

mod table;

#[cfg(feature = "cli")]
mod args;
#[cfg(feature = "cli")]
mod bind;
#[cfg(feature = "cli")]
mod call;
#[cfg(feature = "cli")]
mod checks;
#[cfg(feature = "cli")]
mod client;
#[cfg(feature = "cli")]
mod completion;
#[cfg(feature = "cli")]
mod debug;
#[cfg(feature = "cli")]
mod dry_run;
#[cfg(feature = "cli")]
mod extra;
#[cfg(feature = "cli")]
mod failure;
#[cfg(all(test, feature = "cli"))]
mod fixture;
#[cfg(feature = "cli")]
mod hand_over;
#[cfg(feature = "cli")]
pub mod help;
#[cfg(feature = "cli")]
mod hints;
#[cfg(feature = "cli")]
mod interrupt;
#[cfg(feature = "cli")]
mod paging;
#[cfg(feature = "cli")]
mod printer;
#[cfg(feature = "cli")]
mod region;
#[cfg(feature = "cli")]
mod render;
#[cfg(feature = "cli")]
mod reply;
#[cfg(feature = "cli")]
mod report;
#[cfg(feature = "cli")]
mod run;
#[cfg(feature = "cli")]
mod settings;
#[cfg(feature = "cli")]
mod show;
#[cfg(feature = "cli")]
mod timestamps;
#[cfg(feature = "cli")]
mod yaml_skeleton;

pub use table::{Command, Example, Extra, Program, ShapeDocs, ValueDocs};

/// Runs a program with the words of this process's command line. Where credentials have to be fetched, the
/// program that [`main_with_dynamic_credentials`] is in takes this one's place, if it stands beside it.
#[cfg(feature = "cli")]
#[must_use]
pub fn main(program: &'static Program) -> std::process::ExitCode {
    start(program, None)
}

/// As [`main`], for a program that fetches credentials itself: roles, single sign-on, `aws login`.
#[cfg(all(feature = "cli", feature = "dynamic-credentials"))]
#[must_use]
pub fn main_with_dynamic_credentials(program: &'static Program) -> std::process::ExitCode {
    start(program, Some(crate::credentials::Fetcher::SDK))
}

#[cfg(feature = "cli")]
fn start(program: &'static Program, fetcher: Option<crate::credentials::Fetcher>) -> std::process::ExitCode {
    let words = std::env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned());
    std::process::ExitCode::from(run::run(program, words.collect(), fetcher))
}

/// Commands that are no operation: their names, and what they do.
#[cfg(feature = "cli")]
fn other_commands(program: &Program) -> impl Iterator<Item = (&'static str, &'static str)> {
    let extras = program.extras.iter().map(|extra| extra.command());
    extras.map(|extra| (extra.name, extra.docs)).chain([(completion::WORD, completion::DOCS)])
}
