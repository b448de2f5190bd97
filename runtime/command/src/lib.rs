//! The command line: everything that `main` of a generated crate needs, driven by tables.
//!
//! Words become raw settings ([`args`]), settings become values ([`bind`]), values a request, the
//! reply a value again (`call`, `show`), and that is printed (`output`). No typed structure is involved:
//! the command line keeps what people wrote and what the service sent.

mod table;

mod alias;
mod args;
mod ask;
mod bind;
mod by_hand;
mod call;
mod called;
mod completion;
mod each;
mod extras;
#[cfg(test)]
mod fixture;
pub mod help;
pub mod hints;
mod history;
#[doc(hidden)]
pub mod internals;
mod locale;
mod merge;
pub mod output;
mod panics;
mod prompt;
mod report;
mod run;
mod settings;
mod show;

/// What programs take memory from that musl is linked into: its own allocator asks the system for every few pages.
#[cfg(target_env = "musl")]
pub use dlmalloc::GlobalDlmalloc as Allocator;
pub use extras::{INSTALL_AS_AWS, LOGIN, STUB_SERVER};
pub use table::{
    AllDocs, ByHand, Command, Example, ExtraCommand, JoinedWords, Pair, Program, Resent, ShapeDocs, Texts,
    Wait, Words,
};

/// Runs a program with the words of this process's command line.
#[must_use]
pub fn main(program: &'static Program) -> std::process::ExitCode {
    panics::end_the_program();
    let mut words = std::env::args_os();
    let called = called::Called::of(words.next().as_deref());
    std::process::ExitCode::from(run::run(program, called, words.collect()))
}
