//! Why a text is no value: it is no YAML, or it is and means nothing.

use std::fmt;

/// Why a text is no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum YamlError {
    /// It is not YAML, or more than one document.
    Syntax(String),
    /// It is YAML, but there is no such number or day, or it is more than is read.
    Value(String),
}

impl fmt::Display for YamlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (YamlError::Syntax(message) | YamlError::Value(message)) = self;
        f.write_str(message)
    }
}

impl std::error::Error for YamlError {}
