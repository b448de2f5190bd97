//! `query`: parameters of a form out, XML in. And `ec2`, which is nearly the same.

use super::form::{self, Dialect};
use crate::shapes::schema::Operation;
use crate::shapes::schema::protocol::{
    Asked, Fault, Given, Parts, Protocol, Received, Refusal, Sink, Source,
};
use crate::shapes::value::Value;

/// The protocol of a service that speaks `query`.
#[derive(Clone, Copy, Debug)]
pub struct Query(&'static str);

/// The protocol of a service that speaks `ec2`.
#[derive(Clone, Copy, Debug)]
pub struct Ec2(&'static str);

macro_rules! form_protocol {
    ($name:ident, $dialect:expr, $is_ec2:literal) => {
        impl $name {
            /// The protocol of a service with this API version.
            #[must_use]
            pub const fn new(version: &'static str) -> $name {
                $name(version)
            }
        }

        impl Protocol for $name {
            fn encode(&self, operation: &'static Operation, input: Source<'_>) -> Result<Parts, Refusal> {
                $dialect.encode(self.0, operation, input)
            }

            fn decode(
                &self,
                operation: &'static Operation,
                reply: Received<'_>,
                sink: Sink<'_>,
            ) -> Result<(), Refusal> {
                sink.take(form::decode(operation, reply)?)
            }

            fn error(&self, operation: &'static Operation, reply: Received<'_>) -> Result<Fault, Refusal> {
                form::fault(operation, reply, form::UNKNOWN)
            }

            fn asked(
                &self,
                operations: &'static [&'static Operation],
                request: Asked<'_>,
            ) -> Option<&'static Operation> {
                form::asked(operations, request)
            }

            fn input(&self, operation: &'static Operation, request: Asked<'_>) -> Result<Value, Refusal> {
                Ok($dialect.input(operation, request))
            }

            fn give(&self, operation: &'static Operation, output: &Value) -> Result<Given, Refusal> {
                form::give(operation, output, $is_ec2)
            }

            fn refuse(&self, code: &str, message: &str) -> Given {
                form::refuse(code, message, $is_ec2)
            }
        }
    };
}

form_protocol!(Query, Dialect::Query, false);
form_protocol!(Ec2, Dialect::Ec2, true);
