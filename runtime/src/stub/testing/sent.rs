//! Requests that a test looks at.

use std::fmt;

use crate::client::transport::HttpRequest;
use crate::shapes::schema::Operation;
use crate::shapes::schema::reflect::Structure;
use crate::shapes::value::Value;
use crate::shapes::value::json;
use crate::shapes::walks::fields;
use crate::stub::service;

/// A request that a client sent. `Debug` shows operation and input, without secrets.
#[derive(Clone)]
pub struct SentRequest {
    pub(super) operation: &'static Operation,
    pub(super) request: HttpRequest,
    /// The values of the input, as far as they could be read.
    pub(super) input: Value,
}

impl SentRequest {
    /// The operation's name.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.operation.name
    }

    /// The input, typed.
    ///
    /// # Panics
    ///
    /// If `T` is not the operation's request.
    #[must_use]
    pub fn input<T: Structure>(&self) -> T {
        let (shape, name) = (T::empty().shape(), self.operation.name);
        if self.operation.input_shape() != Some(shape) {
            let right = self.operation.input_shape().map_or("nothing", |input| input.name());
            panic!("The input of {name} is {right}, not {}", shape.name());
        }
        let mut input = T::empty();
        match fields::fill(&mut input, self.input.clone()) {
            Ok(()) => input,
            Err(error) => panic!("The input of {name} cannot be read: {error}"),
        }
    }

    /// The input in the model's names.
    #[must_use]
    pub fn value(&self) -> Value {
        self.input.clone()
    }

    /// The input with asterisks in place of secrets.
    pub(super) fn masked(&self) -> Value {
        service::masked(self.operation, &self.value())
    }

    /// Whether it was signed.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.header("authorization").is_some()
    }

    /// A header, by its name in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.request.header(name)
    }

    /// The request as it went to the transport.
    #[must_use]
    pub fn http(&self) -> &HttpRequest {
        &self.request
    }
}

impl fmt::Debug for SentRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let input = json::to_string(&self.masked(), json::Layout::Wire);
        write!(f, "{} {input}", self.operation.name)
    }
}
