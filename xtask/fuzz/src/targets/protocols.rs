//! Bodies, headers and paths of the protocols. Values that were read from a reply are given as one and read again.

use awsmodel_runtime::protocol::{AwsJson, Query, RestJson, RestXml, RpcV2Cbor};
use awsmodel_runtime::schema::protocol::{Asked, Protocol, Received, Sink};
use awsmodel_runtime::{Operation, Value};

use super::shown;
use crate::tables::{PLACE, PUT};

pub(super) const XML: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "<Text>",
    "</Text>",
    "<Texts><member>",
    "</member></Texts>",
    "<entry><key>",
    "</key><value>",
    "&amp;",
    "&#0;",
    "&#x41;",
    "<![CDATA[",
    "]]>",
    "<!--",
    "-->",
    "<?xml version=\"1.0\"?>",
    "<!DOCTYPE a [",
    " xmlns=\"a\"",
    "<Error><Code>",
    "&",
    "=",
    "%41",
    "%",
    "+",
    "Action=PutThing",
    "Names.member.1=",
];

pub(super) const REST: &[&str] = &[
    "/",
    "?",
    "&",
    "=",
    "%2F",
    "%",
    "%zz",
    "q=",
    "since=",
    "X-Time: ",
    "X-G-a: ",
    "\n",
    ": ",
    "{",
    "}",
    "\"",
    "null",
    "..",
    "X-Amzn-Errortype: Gone:http",
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "1e9",
    "true",
    "[",
    "]",
];

pub(super) fn rest_xml(data: &[u8]) -> bool {
    tried(&RestXml, &PUT, data)
}

pub(super) fn query(data: &[u8]) -> bool {
    tried(&Query::new("2020-01-01"), &PUT, data)
}

pub(super) fn rest_json(data: &[u8]) -> bool {
    tried(&RestJson, &PLACE, data) | tried(&AwsJson::new("Things", "1.1"), &PUT, data)
}

pub(super) fn cbor(data: &[u8]) -> bool {
    tried(&RpcV2Cbor::new("Things"), &PUT, data)
}

/// The path and the headers in lines, an empty line, the body. Where there is no such line, all is body.
fn tried(protocol: &dyn Protocol, operation: &'static Operation, data: &[u8]) -> bool {
    let place = data.windows(2).position(|pair| pair == b"\n\n");
    let (head, body) = place.map_or((&[][..], data), |at| (&data[..at], &data[at + 2..]));
    let head = String::from_utf8_lossy(head);
    let (first, headers) = head.split_once('\n').unwrap_or((&head, ""));
    let (path, query) = first.split_once('?').unwrap_or((first, ""));
    let headers = headers.lines().filter_map(|line| line.split_once(": "));
    let headers: Vec<_> = headers.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let asked = Asked { method: operation_method(operation), path, query, headers: &headers, body };
    protocol.asked(crate::tables::SERVICE.operations, asked);
    let input = protocol.input(operation, asked);
    let reply = Received { status: 200, headers: &headers, body, lasts: &|| true };
    if let Err(error) = protocol.error(operation, Received { status: 400, ..reply }) {
        assert!(!error.to_string().is_empty());
    }
    let output = read(protocol, operation, reply);
    // Times that are text are written in the one form that a service writes.
    let second = output.as_ref().and_then(|output| again(protocol, operation, output));
    if let Some(second) = second {
        let third = again(protocol, operation, &second);
        assert_eq!(third.as_ref().map(shown), Some(shown(&second)));
    }
    output.is_some() || input.is_ok()
}

fn operation_method(operation: &Operation) -> &'static str {
    if std::ptr::eq(operation, &raw const PLACE) { "PUT" } else { "POST" }
}

fn read(protocol: &dyn Protocol, operation: &'static Operation, reply: Received<'_>) -> Option<Value> {
    let mut value = Value::Null;
    protocol.decode(operation, reply, Sink::Value(&mut value)).ok().map(|()| value)
}

/// What is read from a reply that has these values; none if they have no form on the wire.
fn again(protocol: &dyn Protocol, operation: &'static Operation, output: &Value) -> Option<Value> {
    let given = protocol.give(operation, output).ok()?;
    let status = given.status.unwrap_or(200);
    let reply = Received { status, headers: &given.headers, body: &given.body, lasts: &|| true };
    let body = String::from_utf8_lossy(&given.body);
    let read = read(protocol, operation, reply);
    Some(read.unwrap_or_else(|| panic!("{} was given as {body}, which is not read", shown(output))))
}
