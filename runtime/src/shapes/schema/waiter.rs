//! What one waits for, as tables: which operation is asked again and again, and what its answers mean.

use std::fmt;

use super::Operation;

/// A state that one waits for.
#[derive(Debug)]
pub struct Waiter {
    /// The model's name, such as `TableExists`.
    pub name: &'static str,
    /// The operation that is asked.
    pub operation: &'static Operation,
    /// Seconds between an answer and the next question, unless one asks for another pace.
    pub delay: u32,
    /// After how many answers one gives up, unless one asks for another pace.
    pub max_attempts: u32,
    /// What answers mean; the first that fits counts.
    pub acceptors: &'static [Acceptor],
}

/// What an answer of some form means.
#[derive(Debug)]
pub struct Acceptor {
    /// The form.
    pub matcher: Matcher,
    /// What it means.
    pub verdict: Verdict,
}

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The state is reached.
    Success,
    /// It will never be.
    Failure,
    /// It may be later.
    Retry,
}

/// The form of an answer. Paths are JMESPath expressions over a reply that is no error.
#[derive(Debug)]
pub enum Matcher {
    /// What is at the path is this value.
    Path(&'static str, Expected),
    /// At the path is a list with items, and each is this value.
    PathAll(&'static str, Expected),
    /// At the path is a list, and one of its items is this value.
    PathAny(&'static str, Expected),
    /// The HTTP status.
    Status(u16),
    /// The service's error has this code.
    Error(&'static str),
    /// The service answers with an error of any code, or with none.
    Errors(bool),
}

/// The value that an answer is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Text.
    Text(&'static str),
    /// A number.
    Number(i64),
    /// A truth value.
    Flag(bool),
}

/// As Python writes it.
impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expected::Text(text) => f.write_str(text),
            Expected::Number(number) => number.fmt(f),
            Expected::Flag(true) => f.write_str("True"),
            Expected::Flag(false) => f.write_str("False"),
        }
    }
}

/// What was found, in the AWS CLI's words.
impl fmt::Display for Matcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Matcher::Path(path, value) => {
                write!(f, "For expression \"{path}\" we matched expected path: \"{value}\"")
            }
            Matcher::PathAll(path, value) => {
                write!(f, "For expression \"{path}\" all members matched expected path: \"{value}\"")
            }
            Matcher::PathAny(path, value) => {
                write!(f, "For expression \"{path}\" we matched expected path: \"{value}\" at least once")
            }
            Matcher::Status(status) => write!(f, "Matched expected HTTP status code: {status}"),
            Matcher::Error(code) => write!(f, "Matched expected service error code: {code}"),
            Matcher::Errors(any) => {
                write!(f, "Matched expected service error code: {}", Expected::Flag(*any))
            }
        }
    }
}
