//! Requests and replies as bytes: what a structure or a value looks like on the wire, and what a reply means.
//!
//! In go structures or values and HTTP replies, out come the parts of requests, values and errors. One file for each
//! protocol, all behind [`Protocol`](crate::shapes::schema::protocol::Protocol); the tables of a service name its own, so
//! that a program has the code of that one alone. Nothing is sent here.

mod aws_json;
mod form;
mod json_body;
mod moments;
pub(crate) mod patience;
mod query;
pub(crate) mod reply;
mod rest;
mod rest_json;
mod rest_xml;
#[cfg(feature = "cbor")]
mod rpc_v2_cbor;
mod scalars;
mod template;
#[cfg(test)]
mod tests;
mod unions;
mod xml_body;

/// Protocols, for the tables of services.
pub mod protocols {
    pub use super::aws_json::AwsJson;
    pub use super::query::{Ec2, Query};
    pub use super::rest_json::RestJson;
    pub use super::rest_xml::RestXml;
    #[cfg(feature = "cbor")]
    pub use super::rpc_v2_cbor::RpcV2Cbor;
}

use crate::client::error::{Error, ErrorKind};
use std::time::Duration;

use crate::shapes::schema::protocol::{Received, Sink};
use crate::shapes::schema::reflect::Structure;
use crate::shapes::schema::{Operation, Service};
use crate::shapes::value::Value;
use patience::Patience;

/// A reply of the service that is no error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status, below 300.
    pub status: u16,
    /// The service's id of the request.
    pub request_id: Option<String>,
    /// Headers as they came.
    pub headers: Vec<(String, String)>,
    /// How many attempts were made.
    pub attempts: u32,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    fn received<'a>(&'a self, lasts: &'a dyn Fn() -> bool) -> Received<'a> {
        Received { status: self.status, headers: &self.headers, body: &self.body, lasts }
    }

    /// The values of the reply, in the model's names and order, read within a time limit.
    ///
    /// # Errors
    /// If the reply is not of the protocol's form, or reading it takes longer.
    pub fn values(
        &self,
        service: &Service,
        operation: &'static Operation,
        limit: Option<Duration>,
    ) -> Result<Value, Error> {
        let (patience, mut value) = (Patience::new(limit), Value::Null);
        let lasts = || patience.lasts();
        let received = self.received(&lasts);
        service.protocol.decode(operation, received, Sink::Value(&mut value)).map_err(|e| match patience
            .lasts()
        {
            true => Error::new(ErrorKind::Decode, e.to_string()).with_source(e),
            false => Patience::exhausted(),
        })?;
        Ok(value)
    }
}

/// Reads a reply into a structure, within a time limit.
pub(crate) fn decode(
    service: &Service,
    operation: &'static Operation,
    reply: &Reply,
    limit: Option<Duration>,
    target: &mut dyn Structure,
) -> Result<(), Error> {
    let patience = Patience::new(limit);
    let lasts = || patience.lasts();
    let received = reply.received(&lasts);
    service.protocol.decode(operation, received, Sink::Typed(target)).map_err(|e| {
        if !patience.lasts() {
            return Patience::exhausted();
        }
        let message = format!("the reply to {} cannot be read: {e}", operation.name);
        Error::new(ErrorKind::Decode, message).with_source(e)
    })
}
