//! The contract of protocols: what a call looks like as a message, and what a message means.
//!
//! A protocol reads and writes [`Value`]s by the tables. Typed structures are shown to it as values and filled from
//! them by one walk ([`crate::shapes::walks::fields`]), unless it has a shorter way of its own. Nothing is sent here.

use std::borrow::Cow;
use std::error::Error;
use std::fmt::Debug;

use super::Operation;
use super::reflect::{Field, Structure};
use crate::shapes::value::{Map, Value, json};
use crate::shapes::walks::fields;

/// Why something cannot be written or read.
pub type Refusal = Box<dyn Error + Send + Sync>;

/// Headers in the order in which they are sent.
pub type Headers = Vec<(Cow<'static, str>, String)>;

/// Where the values of a request come from.
#[derive(Clone, Copy)]
pub enum Source<'a> {
    /// A structure, and what makes a value for idempotency tokens that are not set.
    Typed(&'a dyn Structure, fn() -> String),
    /// Values that nobody has typed, tokens included.
    Values(&'a Map),
}

/// Where the values of a reply go.
pub enum Sink<'a> {
    /// A structure that is empty.
    Typed(&'a mut dyn Structure),
    /// A value, to be replaced.
    Value(&'a mut Value),
}

/// The parts of a request that a protocol decides. A path or a query of the service's address comes before these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// HTTP method.
    pub method: &'static str,
    /// Path, percent-encoded, beginning with a slash.
    pub path: String,
    /// Query without `?`, percent-encoded.
    pub query: String,
    /// The protocol's headers.
    pub headers: Headers,
    /// The body.
    pub body: Vec<u8>,
}

/// A reply as it came.
#[derive(Clone, Copy)]
pub struct Received<'a> {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: &'a [(String, String)],
    /// The body.
    pub body: &'a [u8],
    /// Whether there is time to read on; asked every now and then.
    pub lasts: &'a dyn Fn() -> bool,
}

/// A request as a server gets it.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// HTTP method.
    pub method: &'a str,
    /// Path, percent-encoded.
    pub path: &'a str,
    /// Query without `?`.
    pub query: &'a str,
    /// Headers.
    pub headers: &'a [(String, String)],
    /// The body.
    pub body: &'a [u8],
}

/// A reply as a server gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// HTTP status, if the operation has one of its own.
    pub status: Option<u16>,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// An error that a service answers with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fault {
    /// Its code.
    pub code: String,
    /// The service's words.
    pub message: String,
    /// The service's id of the request, if the body has it.
    pub request_id: Option<String>,
    /// Its members.
    pub members: Map,
}

/// A protocol, with what it needs to know of its service.
pub trait Protocol: Debug + Sync {
    /// A request of an operation.
    ///
    /// # Errors
    /// If a value has no form on the wire.
    fn encode(&self, operation: &'static Operation, input: Source<'_>) -> Result<Parts, Refusal>;

    /// The values of a reply that is no error, members in the order of the model.
    ///
    /// # Errors
    /// If the reply is not of the protocol's form.
    fn decode(
        &self,
        operation: &'static Operation,
        reply: Received<'_>,
        sink: Sink<'_>,
    ) -> Result<(), Refusal>;

    /// The error that a reply holds.
    ///
    /// # Errors
    /// If the reply is not of the protocol's form.
    fn error(&self, operation: &'static Operation, reply: Received<'_>) -> Result<Fault, Refusal>;

    /// The operation that a request asks for, and its values; what a server does.
    fn asked(
        &self,
        operations: &'static [&'static Operation],
        request: Asked<'_>,
    ) -> Option<&'static Operation>;

    /// The values of a request, in the form that the operation's shape has.
    ///
    /// # Errors
    /// If the request is not of the protocol's form.
    fn input(&self, operation: &'static Operation, request: Asked<'_>) -> Result<Value, Refusal>;

    /// A reply that has these values.
    ///
    /// # Errors
    /// If a value has no form on the wire.
    fn give(&self, operation: &'static Operation, output: &Value) -> Result<Given, Refusal>;

    /// A reply that somebody wrote as JSON in the model's names.
    ///
    /// # Errors
    /// If it is no JSON, or a value has no form on the wire.
    fn give_text(&self, operation: &'static Operation, text: &str) -> Result<Given, Refusal> {
        self.give(operation, &json::parse(text)?)
    }

    /// A reply that is an error of this code.
    fn refuse(&self, code: &str, message: &str) -> Given;
}

impl<'a> Source<'a> {
    /// The values, tokens included.
    #[must_use]
    pub fn values(self) -> Cow<'a, Map> {
        match self {
            Source::Typed(structure, new_token) => Cow::Owned(fields::values(structure, Some(new_token))),
            Source::Values(map) => Cow::Borrowed(map),
        }
    }

    /// A member that is text.
    #[must_use]
    pub fn text(self, name: &str) -> Option<String> {
        match self {
            Source::Values(map) => map.get(name)?.as_str().map(str::to_owned),
            Source::Typed(structure, _) => {
                let index = structure.shape().members().position(name)?;
                match structure.member(index)? {
                    Field::Text(text) => Some(text.to_owned()),
                    _ => None,
                }
            }
        }
    }
}

impl Sink<'_> {
    /// Takes the values of a reply.
    ///
    /// # Errors
    /// If a value is not what the structure has in its place.
    pub fn take(self, values: Value) -> Result<(), Refusal> {
        match self {
            Sink::Value(place) => *place = values,
            Sink::Typed(structure) => fields::fill(structure, values)?,
        }
        Ok(())
    }
}

impl<'a> Received<'a> {
    /// The first header of that name, in any case.
    #[must_use]
    pub fn header(self, name: &str) -> Option<&'a str> {
        header(self.headers, name)
    }
}

impl<'a> Asked<'a> {
    /// The first header of that name, in any case.
    #[must_use]
    pub fn header(self, name: &str) -> Option<&'a str> {
        header(self.headers, name)
    }
}

fn header<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}
