//! Requests and replies as bytes: what a structure or a value looks like on the wire, and what a reply means.
//!
//! In go structures or values and HTTP replies, out come the parts of requests, values and errors. One file for each
//! protocol, all behind [`Protocol`](crate::shapes::schema::protocol::Protocol); the tables of a service name its own, so
//! that a program has the code of that one alone. Nothing is sent here.

mod aws_json;
mod form;
mod json_body;
mod moments;
mod query;
pub(crate) mod reply;
mod rest;
mod rest_json;
mod rest_xml;
mod rpc_v2_cbor;
mod scalars;
mod template;
mod xml_body;

/// Protocols, for the tables of services.
pub mod protocols {
    pub use super::aws_json::AwsJson;
    pub use super::query::{Ec2, Query};
    pub use super::rest_json::RestJson;
    pub use super::rest_xml::RestXml;
    pub use super::rpc_v2_cbor::RpcV2Cbor;
}

use crate::client::error::{Error, ErrorKind};
use crate::shapes::schema::protocol::{Received, Sink};
use crate::shapes::schema::reflect::Structure;
use crate::shapes::schema::{Operation, Service};
use crate::shapes::value::Value;

/// A reply of the service that is no error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status, below 300.
    pub status: u16,
    /// The service's id of the request.
    pub request_id: Option<String>,
    /// Headers as they came.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    fn received(&self) -> Received<'_> {
        Received { status: self.status, headers: &self.headers, body: &self.body }
    }

    /// The values of the reply, in the model's names and order.
    ///
    /// # Errors
    /// If the reply is not of the protocol's form.
    pub fn values(&self, service: &Service, operation: &'static Operation) -> Result<Value, Error> {
        let mut value = Value::Null;
        let decoded = service.protocol.decode(operation, self.received(), Sink::Value(&mut value));
        decoded.map_err(|e| Error::new(ErrorKind::Decode, e.to_string()).with_source(e))?;
        Ok(value)
    }
}

/// Reads a reply into a structure.
pub(crate) fn decode(
    service: &Service,
    operation: &'static Operation,
    reply: &Reply,
    target: &mut dyn Structure,
) -> Result<(), Error> {
    service.protocol.decode(operation, reply.received(), Sink::Typed(target)).map_err(|e| {
        let message = format!("the reply to {} cannot be read: {e}", operation.name);
        Error::new(ErrorKind::Decode, message).with_source(e)
    })
}
