//! `rpc-v2-cbor`: the operation in the path, everything else in a body of CBOR.

mod body;

use minicbor::data::IanaTag;
use minicbor::encode::Error;

use super::reply::{self, code, query_code};
use super::{json_body, moments, scalars};
use crate::shapes::schema::protocol::{
    Asked, Fault, Given, Parts, Protocol, Received, Refusal, Sink, Source,
};
use crate::shapes::schema::referred::Referred;
use crate::shapes::schema::{Kind, Members, Operation, Shape, TimestampFormat};
use crate::shapes::value::{Map, Number, Value};

const TYPE: &str = "application/cbor";

/// The protocol of a service.
#[derive(Clone, Copy, Debug)]
pub struct RpcV2Cbor {
    /// The service's name in paths.
    service: &'static str,
    /// Errors have the codes of the `query` protocol, if they are asked for.
    query_compatible: bool,
}

impl RpcV2Cbor {
    /// The protocol of a service of this name.
    #[must_use]
    pub const fn new(service: &'static str) -> RpcV2Cbor {
        RpcV2Cbor { service, query_compatible: false }
    }

    /// Errors keep the codes that they had when the service spoke `query`.
    #[must_use]
    pub const fn query_compatible(mut self) -> RpcV2Cbor {
        self.query_compatible = true;
        self
    }
}

impl Protocol for RpcV2Cbor {
    fn encode(&self, operation: &'static Operation, input: Source<'_>) -> Result<Parts, Refusal> {
        let body = operation.input_shape().map(|shape| body(&input.values(), shape)).transpose()?;
        let mut headers = vec![("smithy-protocol".into(), "rpc-v2-cbor".to_owned())];
        if self.query_compatible {
            headers.push(("x-amzn-query-mode".into(), "true".to_owned()));
        }
        headers.push(("accept".into(), TYPE.to_owned()));
        headers.extend(body.as_ref().map(|_| ("content-type".into(), TYPE.to_owned())));
        Ok(Parts {
            method: "POST",
            path: format!("/service/{}/operation/{}", self.service, operation.name),
            query: String::new(),
            headers,
            body: body.unwrap_or_default(),
        })
    }

    fn decode(
        &self,
        operation: &'static Operation,
        reply: Received<'_>,
        sink: Sink<'_>,
    ) -> Result<(), Refusal> {
        let values = match operation.output_shape() {
            Some(shape) => json_body::members_from_wire(parse(reply.body)?, shape.members())?,
            None => Map::new(),
        };
        sink.take(Value::Map(values))
    }

    fn error(&self, operation: &'static Operation, reply: Received<'_>) -> Result<Fault, Refusal> {
        let mut members = parse(reply.body)?;
        let text = |key: &str| members.get(key).and_then(Value::as_str);
        let message = text("message").or_else(|| text("Message")).unwrap_or_default().to_owned();
        let of_query = reply.header("x-amzn-query-error").and_then(query_code);
        let own = text("__type").map(|t| code(t).to_owned());
        let own = own.unwrap_or_else(|| reply.status.to_string());
        if let Some(shape) = reply::shape_of(operation, &own) {
            let known = json_body::members_from_wire(members.clone(), shape.members());
            members.extend(known.unwrap_or_default());
        }
        Ok(Fault { code: of_query.map_or(own, str::to_owned), message, request_id: None, members })
    }

    fn asked(
        &self,
        operations: &'static [&'static Operation],
        request: Asked<'_>,
    ) -> Option<&'static Operation> {
        let (_, name) = request.path.rsplit_once("/operation/")?;
        operations.iter().find(|operation| operation.name == name).copied()
    }

    fn input(&self, operation: &'static Operation, request: Asked<'_>) -> Result<Value, Refusal> {
        let value = Value::Map(parse(request.body)?);
        Ok(match operation.input_shape() {
            Some(shape) => json_body::input(value, Referred::new(shape, None)),
            None => value,
        })
    }

    fn give(&self, operation: &'static Operation, output: &Value) -> Result<Given, Refusal> {
        let body = match (operation.output_shape(), output) {
            (Some(shape), Value::Map(map)) => body(map, shape)?,
            _ => Vec::new(),
        };
        Ok(given(body))
    }

    fn refuse(&self, code: &str, message: &str) -> Given {
        let mut out = Writer::new(Vec::new());
        let written = out.map(2).and_then(|out| out.str("__type")?.str(code)?.str("message")?.str(message));
        given(written.map(|out| out.writer().clone()).unwrap_or_default())
    }
}

fn given(body: Vec<u8>) -> Given {
    let headers = [("Content-Type", TYPE), ("smithy-protocol", "rpc-v2-cbor")];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    Given { status: None, headers, body }
}

/// The members of a body.
fn parse(body: &[u8]) -> Result<Map, Refusal> {
    if body.is_empty() {
        return Ok(Map::new());
    }
    match body::read(body) {
        Ok(Value::Map(map)) => Ok(map),
        Ok(_) => Err("The service's reply is CBOR, but not a map".into()),
        Err(reason) => Err(format!("The service's reply is no CBOR: {reason}").into()),
    }
}

/// Bytes in the making; writing to them does not fail.
type Writer = minicbor::Encoder<Vec<u8>>;

fn body(map: &Map, shape: Shape) -> Result<Vec<u8>, Refusal> {
    let mut out = Writer::new(Vec::new());
    structure(&mut out, map, shape.members())?;
    Ok(out.into_writer())
}

fn structure(out: &mut Writer, map: &Map, members: Members) -> Result<(), Refusal> {
    let set: Vec<_> = map.iter().filter(|(_, value)| **value != Value::Null).collect();
    out.map(set.len() as u64).map_err(failed)?;
    for (key, value) in set {
        let at = members.named(key).map(Referred::of);
        out.str(at.and_then(Referred::name).unwrap_or(key)).map_err(failed)?;
        match at {
            Some(at) => self::value(out, value, at)?,
            None => untyped(out, value)?,
        }
    }
    Ok(())
}

fn value(out: &mut Writer, value: &Value, at: Referred) -> Result<(), Refusal> {
    match (at.shape.kind(), value) {
        (Kind::Structure(members) | Kind::Union(members), Value::Map(map)) => structure(out, map, members),
        (Kind::List(_), Value::List(items)) => {
            out.array(items.len() as u64).map_err(failed)?;
            items.iter().try_for_each(|item| self::value(out, item, at.item().unwrap_or(at)))
        }
        (Kind::Map { .. }, Value::Map(map)) => {
            out.map(map.len() as u64).map_err(failed)?;
            map.iter().try_for_each(|(key, value)| {
                out.str(key).map_err(failed)?;
                self::value(out, value, at.item().unwrap_or(at))
            })
        }
        (Kind::Blob, Value::String(_)) => out.bytes(&scalars::bytes(value)).map(drop).map_err(failed),
        (Kind::Timestamp(_), value) if *value != Value::Null => {
            let moment = moments::written(value, TimestampFormat::UnixTimestamp)?;
            if !matches!(moment, Value::String(_)) {
                out.tag(IanaTag::Timestamp).map_err(failed)?;
            }
            untyped(out, &moment)
        }
        (Kind::Float, Value::Number(number)) if number.as_f64().is_finite() => {
            out.f32(number.as_f64() as f32).map(drop).map_err(failed)
        }
        (Kind::Double, Value::Number(number)) if number.as_f64().is_finite() => {
            out.f64(number.as_f64()).map(drop).map_err(failed)
        }
        _ => untyped(out, value),
    }
}

/// A value as it is.
fn untyped(out: &mut Writer, value: &Value) -> Result<(), Refusal> {
    let written = match value {
        Value::Null => out.null(),
        Value::Bool(b) => out.bool(*b),
        Value::Number(Number::Int(n)) => out.i64(*n),
        Value::Number(number) if number.as_f64().is_finite() => out.f64(number.as_f64()),
        // What is not finite has a form of two bytes.
        Value::Number(number) => {
            let half = match number.as_f64() {
                f64::INFINITY => [0xf9, 0x7c, 0],
                f64::NEG_INFINITY => [0xf9, 0xfc, 0],
                _ => [0xf9, 0x7e, 0],
            };
            out.writer_mut().extend(half);
            Ok(out)
        }
        Value::String(text) => out.str(text),
        Value::Bytes(bytes) => out.bytes(bytes),
        Value::List(items) => {
            out.array(items.len() as u64).map_err(failed)?;
            return items.iter().try_for_each(|item| untyped(out, item));
        }
        Value::Map(map) => {
            out.map(map.len() as u64).map_err(failed)?;
            return map.iter().try_for_each(|(key, value)| {
                out.str(key).map_err(failed)?;
                untyped(out, value)
            });
        }
    };
    written.map(drop).map_err(failed)
}

fn failed(error: Error<std::convert::Infallible>) -> Refusal {
    error.to_string().into()
}
