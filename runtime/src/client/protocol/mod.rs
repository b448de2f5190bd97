//! Requests and replies as bytes: what a structure or a value looks like on the wire, and what a reply means.
//!
//! In go structures and HTTP replies, out come bodies, structures and errors. Nothing is sent here.

pub(crate) mod patience;
pub(crate) mod reply;

use crate::client::call::random;
use crate::client::error::{Error, ErrorKind};
use crate::shapes::schema::Operation;
use crate::shapes::schema::reflect::{Field, Structure};
use crate::shapes::typed;
use patience::Patience;
use std::time::Duration;

/// A reply of the service that is no error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// HTTP status, below 300.
    pub status: u16,
    /// The service's id of the request.
    pub request_id: Option<String>,
    /// How many attempts were made.
    pub attempts: u32,
    /// The body.
    pub body: Vec<u8>,
}

/// A request as it is sent.
pub(crate) fn encode(operation: &Operation, request: &dyn Structure) -> Result<Vec<u8>, Error> {
    typed::request_to_wire(request, random::uuid).map(String::into_bytes).map_err(|e| {
        Error::new(ErrorKind::Encode, format!("the request of {} cannot be written: {e}", operation.name))
            .with_source(e)
    })
}

/// Reads a reply into a structure, within a time limit.
pub(crate) fn decode(
    operation: &Operation,
    reply: &Reply,
    limit: Option<Duration>,
    target: &mut dyn Structure,
) -> Result<(), Error> {
    let patience = Patience::new(limit);
    typed::fill_while(target, &reply.body, &|| patience.lasts()).map_err(|e| {
        if !patience.lasts() {
            return Patience::exhausted();
        }
        let message = format!("the reply to {} cannot be read: {e}", operation.name);
        Error::new(ErrorKind::Decode, message).with_source(e)
    })
}

/// A member of a request that is text.
pub(crate) fn text_member(request: &dyn Structure, name: &str) -> Option<String> {
    let index = request.shape().members().iter().position(|m| m.name == name)?;
    match request.member(index) {
        Some(Field::Text(text)) => Some(text.to_owned()),
        _ => None,
    }
}
