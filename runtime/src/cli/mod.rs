//! The command line: everything that `main` of a generated crate needs, driven by tables.

mod table;

pub use table::{Command, Example, Program, ShapeDocs, ValueDocs};
