//! `awsJson1_0` and `awsJson1_1`: everything in a body of JSON, the operation in a header.

use super::json_body::{self, Times};
use super::reply;
use crate::shapes::schema::Operation;
use crate::shapes::schema::protocol::{
    Asked, Fault, Given, Parts, Protocol, Received, Refusal, Sink, Source,
};
use crate::shapes::schema::referred::Referred;
use crate::shapes::typed;
use crate::shapes::value::json;
use crate::shapes::value::{Map, Value};

/// The protocol of a service.
#[derive(Clone, Copy, Debug)]
pub struct AwsJson {
    /// What comes before the operation's name in `x-amz-target`.
    target_prefix: &'static str,
    /// `1.0` or `1.1`.
    version: &'static str,
    /// Errors have the codes of the `query` protocol, if they are asked for.
    query_compatible: bool,
}

impl AwsJson {
    /// The protocol of a service that has this prefix and version.
    #[must_use]
    pub const fn new(target_prefix: &'static str, version: &'static str) -> AwsJson {
        AwsJson { target_prefix, version, query_compatible: false }
    }

    /// Errors keep the codes that they had when the service spoke `query`.
    #[must_use]
    pub const fn query_compatible(mut self) -> AwsJson {
        self.query_compatible = true;
        self
    }

    fn body(self, operation: &'static Operation, input: Source<'_>) -> Result<Vec<u8>, Refusal> {
        match (input, operation.input_shape()) {
            (Source::Typed(request, new_token), _) => Ok(typed::request_to_wire(request, new_token)?),
            (Source::Values(map), Some(shape)) => {
                let members = json_body::members_to_wire(map, shape.members(), Times::Written)?;
                Ok(json_body::text(&Value::Map(members)))
            }
            (Source::Values(map), None) => Ok(json_body::text(&Value::Map(map.clone()))),
        }
    }
}

impl Protocol for AwsJson {
    fn encode(&self, operation: &'static Operation, input: Source<'_>) -> Result<Parts, Refusal> {
        let target = [self.target_prefix, ".", operation.name].concat();
        let content_type = ["application/x-amz-json-", self.version].concat();
        let mut headers = vec![("x-amz-target".into(), target), ("content-type".into(), content_type)];
        if self.query_compatible {
            headers.push(("x-amzn-query-mode".into(), "true".to_owned()));
        }
        Ok(Parts {
            method: operation.all_traits().method,
            path: operation.all_traits().path.to_owned(),
            query: String::new(),
            headers,
            body: self.body(operation, input)?,
        })
    }

    fn decode(
        &self,
        operation: &'static Operation,
        reply: Received<'_>,
        sink: Sink<'_>,
    ) -> Result<(), Refusal> {
        match (sink, operation.output_shape()) {
            (Sink::Typed(_), None) => Ok(()),
            (Sink::Typed(target), Some(_)) => Ok(typed::fill_reply(target, reply.body, reply.lasts)?),
            (Sink::Value(place), None) => {
                *place = Value::Map(Map::new());
                Ok(())
            }
            (Sink::Value(place), Some(shape)) => {
                *place = Value::Map(json_body::read_members(reply, shape)?);
                Ok(())
            }
        }
    }

    fn error(&self, _: &'static Operation, reply: Received<'_>) -> Result<Fault, Refusal> {
        reply::json_fault(reply)
    }

    fn asked(
        &self,
        operations: &'static [&'static Operation],
        request: Asked<'_>,
    ) -> Option<&'static Operation> {
        let name = request.header("x-amz-target")?.strip_prefix(self.target_prefix)?.strip_prefix('.')?;
        operations.iter().find(|operation| operation.name == name).copied()
    }

    fn input(&self, operation: &'static Operation, request: Asked<'_>) -> Result<Value, Refusal> {
        let value = json_body::asked(request.body)?;
        Ok(match operation.input_shape() {
            Some(shape) => json_body::input(value, Referred::new(shape, None)),
            None => value,
        })
    }

    fn give(&self, operation: &'static Operation, output: &Value) -> Result<Given, Refusal> {
        let body = match operation.output_shape() {
            Some(shape) => {
                json_body::text(&json_body::to_wire(output, Referred::new(shape, None), Times::Kept)?)
            }
            None => json_body::text(output),
        };
        let content_type = format!("application/x-amz-json-{}", self.version);
        Ok(Given { status: None, headers: vec![("Content-Type".to_owned(), content_type)], body })
    }

    /// Tests may want a text that is no JSON.
    fn give_text(&self, operation: &'static Operation, text: &str) -> Result<Given, Refusal> {
        let given = json::parse(text).ok().map(|value| self.give(operation, &value));
        let given = given.unwrap_or_else(|| self.give(operation, &Value::Null))?;
        Ok(Given { body: text.as_bytes().to_vec(), ..given })
    }

    fn refuse(&self, code: &str, message: &str) -> Given {
        let members = [("__type", Value::from(code)), ("message", Value::from(message))];
        let content_type = format!("application/x-amz-json-{}", self.version);
        Given {
            status: None,
            headers: vec![("Content-Type".to_owned(), content_type)],
            body: json_body::text(&Value::Map(members.into_iter().collect())),
        }
    }
}
