//! Errors in the words of the Python library.

use std::fmt;

/// An expression that does not compile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileError {
    pub(super) problem: Problem,
    pub(super) expression: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    Empty,
    Incomplete,
    /// A character or a literal that is no token; position in characters.
    Token {
        at: usize,
        message: String,
    },
    /// A token that does not fit where it stands.
    Syntax {
        at: usize,
        token: String,
        kind: String,
        message: String,
    },
}

impl fmt::Display for CompileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.expression;
        let caret = |n: usize| " ".repeat(n) + "^";
        match &self.problem {
            Problem::Empty => f.write_str("Invalid JMESPath expression: cannot be empty."),
            Problem::Incomplete => {
                let caret = caret(text.chars().count() + 1);
                write!(f, "Invalid jmespath expression: Incomplete expression:\n\"{text}\"\n{caret}")
            }
            Problem::Token { at, message } => {
                write!(f, "Bad jmespath expression: {message}:\n{text}\n{}", caret(*at))
            }
            Problem::Syntax { at, token, kind, message } => {
                let (kind, caret) = (kind.to_uppercase(), caret(at + 1));
                write!(
                    f,
                    "{message}: Parse error at column {at}, token \"{token}\" ({kind}), \
                     for expression:\n\"{text}\"\n{caret}"
                )
            }
        }
    }
}

impl std::error::Error for CompileError {}

/// A function that cannot be called, or not with these arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuntimeError(pub(super) String);

impl fmt::Display for RuntimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for RuntimeError {}
