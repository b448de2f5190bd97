//! `rest-xml`: paths, queries and headers, and bodies of XML.

use super::{form, reply, rest, xml_body};
use crate::shapes::schema::protocol::{
    Asked, Fault, Given, Parts, Protocol, Received, Refusal, Sink, Source,
};
use crate::shapes::schema::referred::Referred;
use crate::shapes::schema::wire::Location;
use crate::shapes::schema::{Kind, Member, Operation, Shape};
use crate::shapes::value::xml::{self, Element};
use crate::shapes::value::{Map, Value};

/// The protocol of a service.
#[derive(Clone, Copy, Debug)]
pub struct RestXml;

impl Protocol for RestXml {
    fn encode(&self, operation: &'static Operation, input: Source<'_>) -> Result<Parts, Refusal> {
        let values = input.values();
        let rest::Placed { path, query, headers, body } = rest::place(operation, &values)?;
        let body = match operation.input_shape() {
            Some(shape) => self::body(shape, Referred::new(shape, operation.all_traits().wire), &body)?,
            None => Vec::new(),
        };
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
        let Ok(mut fault) = form::fault(operation, reply, "") else {
            return Ok(reply::by_status(reply.status));
        };
        if let Some(shape) = reply::shape_of(operation, &fault.code) {
            fault.members.extend(rest::outside(shape, reply)?);
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
        let mut values = rest::input(operation, request);
        let Some(shape) = operation.input_shape().filter(|_| !request.body.is_empty()) else {
            return Ok(Value::Map(values));
        };
        match rest::payload(shape) {
            Some(member) if rest::is_raw(member) => {
                drop(values.insert(member.name(), rest::read_raw(request.body, member)));
            }
            Some(member) => {
                let root = xml_body::parse(request.body)?;
                values.insert(member.name(), Value::Map(xml_body::members(&root, member.shape().members())?));
            }
            None => values.extend(xml_body::members(&xml_body::parse(request.body)?, shape.members())?),
        }
        Ok(Value::Map(values))
    }

    fn give(&self, operation: &'static Operation, output: &Value) -> Result<Given, Refusal> {
        let (Some(shape), Value::Map(map)) = (operation.output_shape(), output) else {
            return Ok(Given::default());
        };
        let (status, mut headers) = rest::given(shape, map)?;
        let in_body = map.iter().filter(|(key, _)| shape.member(key).is_none_or(in_body));
        let in_body: Map = in_body.map(|(key, value)| (key, value.clone())).collect();
        let body = body(shape, Referred::new(shape, None), &in_body)?;
        headers.push(("Content-Type".to_owned(), "application/xml".to_owned()));
        Ok(Given { status, headers, body })
    }

    fn refuse(&self, code: &str, message: &str) -> Given {
        form::refuse(code, message, false)
    }
}

fn in_body(member: Member) -> bool {
    Referred::of(member).location() == Location::Body
}

/// The body of a message: the member that is the body, or the others in an element of the whole's name.
fn body(shape: Shape, whole: Referred, values: &Map) -> Result<Vec<u8>, Refusal> {
    if let Some(member) = rest::payload(shape) {
        let value = values.get(member.name());
        return Ok(match value {
            _ if rest::is_raw(member) => rest::write_raw(value, member),
            Some(value) => {
                let at = Referred::of(member);
                let mut outer = Element::default();
                xml_body::elements(value, at, at.name().unwrap_or(member.shape().name()), &mut outer)?;
                outer.children.first().map(|root| xml::write(root).into_bytes()).unwrap_or_default()
            }
            None => Vec::new(),
        });
    }
    if values.is_empty() {
        return Ok(Vec::new());
    }
    let mut root = xml_body::named(whole, whole.name().unwrap_or(shape.name()));
    xml_body::structure(values, shape.members(), &mut root)?;
    Ok(xml::write(&root).into_bytes())
}

/// The members of a message.
fn members(shape: Shape, reply: Received<'_>) -> Result<Map, Refusal> {
    let mut values = rest::outside(shape, reply)?;
    let is_empty = reply.body.is_empty();
    match rest::payload(shape) {
        Some(member) if rest::is_raw(member) => {
            drop(values.insert(member.name(), rest::read_raw(reply.body, member)));
        }
        // No document is one in which nothing stands.
        Some(member) if is_empty && matches!(member.shape().kind(), Kind::Structure(_)) => {
            values.insert(member.name(), Value::Map(Map::new()));
        }
        _ if is_empty => {}
        Some(member) => {
            let root = xml_body::parse(reply.body)?;
            values.insert(member.name(), Value::Map(xml_body::members(&root, member.shape().members())?));
        }
        None => values.extend(xml_body::members(&xml_body::parse(reply.body)?, shape.members())?),
    }
    Ok(values)
}
