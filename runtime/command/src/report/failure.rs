//! Why a command ended without doing what it was asked for.

use std::fmt;

use rt::dialect::Dialect;
use rt::value::{Map, Value};

/// An error of the command line: what kind it is decides the exit status and the envelope of the
/// message. See [`crate::report`] for how it is shown.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Failure {
    pub(crate) kind: Kind,
    pub(crate) message: String,
    /// What was probably meant, for the rules of [`crate::hints`].
    pub(crate) hint: Option<String>,
    /// The members of a service's error, for structured formats.
    pub(crate) details: Option<Map>,
}

/// What went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Words that the parsers cannot make sense of; shown with the usage.
    Usage,
    /// Options that no parser knows; shown with the usage.
    UnknownOption,
    /// A value that cannot be read or that the model does not allow.
    Parameter,
    /// Configuration is missing or wrong; the word is the error's code.
    Configuration(&'static str),
    /// A configuration file does not parse.
    ConfigFile,
    /// The service answered with an error.
    Service,
    /// Standard output cannot take more. What is read by a pipe that was closed needs no words.
    Output,
    /// A sign-in has expired, or was never made.
    SignedOut,
    /// Not all records of a run went well; the exit status says how many.
    Records(u8),
    /// Another program did the work, said what there is to say, and ended with this status.
    Ended(u8),
    /// Anything else.
    General,
}

/// What Python exits with when standard output cannot be written.
const OUTPUT_EXIT_CODE: u8 = 120;

impl Kind {
    /// The error's code in structured messages, if it has one.
    pub(crate) fn code(self) -> Option<&'static str> {
        match self {
            Kind::Usage | Kind::Parameter => Some("ParamValidation"),
            Kind::Configuration(code) => Some(code),
            _ => None,
        }
    }

    /// The exit status in a dialect.
    pub(crate) fn exit_code(self, dialect: &Dialect) -> u8 {
        let exit = &dialect.exit;
        match self {
            Kind::Usage => exit.usage,
            Kind::UnknownOption => exit.unknown_option,
            Kind::Parameter => exit.parameter,
            Kind::Configuration(_) => exit.configuration,
            Kind::ConfigFile => exit.config_file,
            Kind::Service => exit.service,
            Kind::Output => OUTPUT_EXIT_CODE,
            Kind::Records(status) | Kind::Ended(status) => status,
            Kind::SignedOut | Kind::General => exit.general,
        }
    }
}

impl Failure {
    /// An error of the given kind.
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Failure {
        Failure { kind, message: message.into(), hint: None, details: None }
    }

    /// An error without a code.
    pub(crate) fn general(message: impl Into<String>) -> Failure {
        Failure::new(Kind::General, message)
    }

    /// Another program ended with a status.
    pub(crate) fn ended(status: u8) -> Failure {
        Failure::new(Kind::Ended(status), "")
    }

    /// The value of `argument` cannot be read.
    pub(crate) fn parsing(argument: &str, reason: impl fmt::Display) -> Failure {
        Failure::new(Kind::Parameter, format!("Error parsing parameter '{argument}': {reason}"))
    }

    /// Adds a hint.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = Some(hint.into());
        self
    }

    /// What structured formats show: code and message, or the service's own members.
    pub(crate) fn structure(&self) -> Option<Map> {
        let code = || self.kind.code().map(Value::from);
        let local = || Some([("Code", code()?), ("Message", Value::from(self.message.as_str()))]);
        self.details.clone().or_else(|| Some(local()?.into_iter().collect()))
    }
}
