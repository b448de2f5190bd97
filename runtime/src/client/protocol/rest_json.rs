//! `rest-json`: paths, queries and headers, and bodies of JSON.

use super::json_body::{self, Times};
use super::{reply, rest};
use crate::shapes::schema::protocol::{
    Asked, Fault, Given, Parts, Protocol, Received, Refusal, Sink, Source,
};
use crate::shapes::schema::referred::Referred;
use crate::shapes::schema::wire::Location;
use crate::shapes::schema::{Kind, Member, Operation, Shape};
use crate::shapes::value::{Map, Value};

use super::reply::code;

/// The protocol of a service.
#[derive(Clone, Copy, Debug)]
pub struct RestJson;

impl Protocol for RestJson {
    fn encode(&self, operation: &'static Operation, input: Source<'_>) -> Result<Parts, Refusal> {
        let values = input.values();
        let rest::Placed { path, query, mut headers, body } = rest::place(operation, &values)?;
        let (body, is_json) = match operation.input_shape() {
            Some(shape) => self::body(shape, &body)?,
            None => (Vec::new(), false),
        };
        let is_typed = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type"));
        if is_json && !body.is_empty() && !is_typed {
            headers.push(("content-type".into(), "application/json".to_owned()));
        }
        Ok(Parts { method: operation.all_traits().method, path, query, headers, body })
    }

    fn decode(
        &self,
        operation: &'static Operation,
        reply: Received<'_>,
        sink: Sink<'_>,
    ) -> Result<(), Refusal> {
        let values = match operation.output_shape() {
            Some(shape) => members(shape, reply)?,
            None => Map::new(),
        };
        sink.take(Value::Map(values))
    }

    fn error(&self, operation: &'static Operation, reply: Received<'_>) -> Result<Fault, Refusal> {
        let mut fault = reply::json_fault(reply)?;
        let of_body = ["code", "Code"].iter().find_map(|key| fault.members.get(key)?.as_str());
        if let Some(said) = reply.header("x-amzn-errortype").or(of_body) {
            fault.code = code(said).to_owned();
        }
        if let Some(shape) = reply::shape_of(operation, &fault.code) {
            fault.members.extend(members(shape, reply).unwrap_or_default());
        }
        Ok(fault)
    }

    fn asked(
        &self,
        operations: &'static [&'static Operation],
        request: Asked<'_>,
    ) -> Option<&'static Operation> {
        rest::asked(operations, request)
    }

    fn input(&self, operation: &'static Operation, request: Asked<'_>) -> Result<Value, Refusal> {
        let Some(shape) = operation.input_shape() else { return Ok(Value::Map(Map::new())) };
        let mut values = rest::input(operation, request);
        match rest::payload(shape) {
            Some(member) if rest::is_raw(member) => {
                if !request.body.is_empty() {
                    values.insert(member.name(), rest::read_raw(request.body, member));
                }
            }
            Some(member) => {
                if !request.body.is_empty() {
                    let value = json_body::asked(request.body)?;
                    values.insert(member.name(), json_body::input(value, Referred::of(member)));
                }
            }
            None => match json_body::input(json_body::asked(request.body)?, Referred::new(shape, None)) {
                Value::Map(map) => values.extend(map),
                other => return Ok(other),
            },
        }
        Ok(Value::Map(values))
    }

    fn give(&self, operation: &'static Operation, output: &Value) -> Result<Given, Refusal> {
        let (Some(shape), Value::Map(map)) = (operation.output_shape(), output) else {
            return Ok(Given { body: json_body::text(output), ..Given::default() });
        };
        let (status, mut headers) = rest::given(shape, map)?;
        let in_body = map.iter().filter(|(key, _)| shape.member(key).is_none_or(in_body));
        let in_body: Map = in_body.map(|(key, value)| (key, value.clone())).collect();
        let (body, is_json) = body(shape, &in_body)?;
        if is_json {
            headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
        }
        Ok(Given { status, headers, body })
    }

    fn refuse(&self, code: &str, message: &str) -> Given {
        let headers = [("Content-Type", "application/json"), ("x-amzn-ErrorType", code)];
        let members: Map = [("message", Value::from(message))].into_iter().collect();
        Given {
            status: None,
            headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
            body: json_body::text(&Value::Map(members)),
        }
    }
}

fn in_body(member: Member) -> bool {
    Referred::of(member).location() == Location::Body
}

/// The body of a message, and whether it is JSON.
fn body(shape: Shape, values: &Map) -> Result<(Vec<u8>, bool), Refusal> {
    if let Some(member) = rest::payload(shape) {
        let value = values.get(member.name());
        return Ok(match value {
            _ if rest::is_raw(member) => (rest::write_raw(value, member), false),
            Some(value) => {
                let wire = json_body::to_wire(value, Referred::of(member), Times::Written)?;
                (json_body::text(&wire), true)
            }
            None => (b"{}".to_vec(), true),
        });
    }
    if values.is_empty() && !shape.members().iter().any(in_body) {
        return Ok((Vec::new(), true));
    }
    let wire = json_body::members_to_wire(values, shape.members(), Times::Written)?;
    Ok((json_body::text(&Value::Map(wire)), true))
}

/// The members of a message.
fn members(shape: Shape, reply: Received<'_>) -> Result<Map, Refusal> {
    let mut values = rest::outside(shape, reply)?;
    match rest::payload(shape) {
        Some(member) if rest::is_raw(member) => {
            let is_there = !reply.body.is_empty() || matches!(member.shape().kind(), Kind::Blob);
            if is_there {
                values.insert(member.name(), rest::read_raw(reply.body, member));
            }
        }
        // No document is one in which nothing stands.
        Some(member) if reply.body.is_empty() && matches!(member.shape().kind(), Kind::Structure(_)) => {
            values.insert(member.name(), Value::Map(Map::new()));
        }
        Some(_) if reply.body.is_empty() => {}
        Some(member) => {
            values.insert(member.name(), json_body::read(reply, Referred::of(member))?);
        }
        None => values.extend(json_body::read_members(reply, shape)?),
    }
    Ok(values)
}
