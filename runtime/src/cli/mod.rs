//! The command line: everything that `main` of a generated crate needs, driven by tables.

#[cfg(feature = "cli")]
mod args;
#[cfg(feature = "cli")]
mod bind;
#[cfg(feature = "cli")]
mod expand;
#[cfg(feature = "cli")]
mod failure;
#[cfg(all(test, feature = "cli"))]
mod fixture;
#[cfg(feature = "cli")]
mod hints;
#[cfg(feature = "cli")]
mod mask;
#[cfg(feature = "cli")]
mod region;
#[cfg(feature = "cli")]
mod reply;
mod table;
#[cfg(feature = "cli")]
mod timestamps;

pub use table::{Command, Example, Program, ShapeDocs, ValueDocs};
