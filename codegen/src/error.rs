//! The one error type: what is wrong, and where in which input.

use std::fmt::{self, Write as _};

/// Why a model cannot be turned into a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The input file, such as `service-2.json`.
    pub file: String,
    /// Where in it, as a JSON path such as `$.shapes.Foo.type`.
    pub path: String,
    /// What is wrong there.
    pub message: String,
}

/// The result of every stage.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error at a JSON path of a file.
    pub fn new(file: &str, path: impl Into<String>, message: impl Into<String>) -> Error {
        Error { file: file.to_owned(), path: path.into(), message: message.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}: ", self.file, self.path)?;
        // One line, whatever the model's names are made of.
        self.message.chars().try_for_each(|c| match c {
            c if c.is_control() => write!(f, "{}", c.escape_default()),
            c => f.write_char(c),
        })
    }
}

impl std::error::Error for Error {}
