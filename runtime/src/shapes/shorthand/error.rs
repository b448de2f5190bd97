//! What is wrong with a shorthand text, shown with a caret under the place.

use std::fmt;

/// A shorthand text that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    input: String,
    /// Characters before the place.
    at: usize,
    reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reason {
    /// Something else should stand there.
    Expected { expected: &'static str, received: String },
    /// A key of the top level stands there again.
    DuplicateKey(String),
    /// Brackets nest deeper than the parser goes.
    TooDeep,
}

impl SyntaxError {
    pub(super) fn new(input: &[char], at: usize, reason: Reason) -> SyntaxError {
        SyntaxError { input: input.iter().collect(), at, reason }
    }

    /// How many characters stand before the place of the error.
    #[must_use]
    pub fn position(&self) -> usize {
        self.at
    }

    /// The message with `margin` in front of the text that is shown.
    #[must_use]
    pub fn with_margin(&self, margin: &str) -> String {
        let location = self.location();
        match &self.reason {
            Reason::Expected { expected, received } => {
                format!("Expected: '{expected}', received: '{received}' for input:\n{margin}{location}")
            }
            Reason::DuplicateKey(key) => format!(
                "Second instance of key \"{key}\" encountered for input:\n{location}\n\
                 This is often because there is a preceding \",\" instead of a space."
            ),
            Reason::TooDeep => format!("Too many nested brackets for input:\n{margin}{location}"),
        }
    }

    /// The message without the text, which may be a secret.
    #[must_use]
    pub fn without_input(&self) -> String {
        let at = self.at + 1;
        match &self.reason {
            Reason::Expected { expected, .. } => {
                format!("Expected: '{expected}' at character {at} of the input")
            }
            Reason::DuplicateKey(_) => format!(
                "Second instance of a key encountered at character {at} of the input\n\
                 This is often because there is a preceding \",\" instead of a space."
            ),
            Reason::TooDeep => format!("Too many nested brackets at character {at} of the input"),
        }
    }

    /// The text up to the end of the line in question, a caret below the place, and the other lines.
    fn location(&self) -> String {
        let chars: Vec<char> = self.input.chars().collect();
        let at = self.at.min(chars.len());
        let column = match chars[..at].iter().rposition(|c| *c == '\n') {
            Some(line_end) => self.at - line_end - 1,
            None => self.at,
        };
        let line_end = chars[at..].iter().position(|c| *c == '\n').map_or(chars.len(), |i| at + i);
        let shown: String = chars[..line_end].iter().collect();
        let others: String = chars[line_end..].iter().collect();
        format!("{shown}\n{}^{others}", " ".repeat(column))
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.with_margin(""))
    }
}

impl std::error::Error for SyntaxError {}
