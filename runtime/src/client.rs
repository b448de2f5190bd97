//! What the two clients share: everything but waiting.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use crate::config::Config;
use crate::core::{Call, Patience, Reply};
use crate::error::{Error, ErrorKind};
use crate::reflect::{Field, Structure};
use crate::retry::Shared;
use crate::schema::{Operation, Service};
use crate::time::Timestamp;
use crate::typed;

/// A service, the settings, and what all calls have in common.
pub(crate) struct Inner<T: ?Sized> {
    pub(crate) service: &'static Service,
    pub(crate) config: Config,
    pub(crate) transport: Arc<T>,
    pub(crate) shared: Mutex<Shared>,
}

/// As the client that it belongs to.
impl<T: ?Sized> fmt::Debug for Inner<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service", &self.service.service_id)
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

impl<T: ?Sized> Inner<T> {
    pub(crate) fn new(service: &'static Service, config: Config, transport: Arc<T>) -> Inner<T> {
        let shared = Mutex::new(Shared::new(config.retry.mode, Timestamp::now()));
        Inner { service, config, transport, shared }
    }

    /// A call of an operation. `member` gives the text of a request's member, for operations whose
    /// address depends on it.
    pub(crate) fn start(
        &self,
        operation: &'static Operation,
        body: Vec<u8>,
        member: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Call<'_>, Error> {
        Call::new(self.service, operation, &self.config, &self.shared, body, member)
    }

    /// A call with a typed request.
    pub(crate) fn start_typed(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
    ) -> Result<Call<'_>, Error> {
        let body = encode(operation, request)?;
        self.start(operation, body, &|name| text_member(request, name))
    }
}

/// A request as it is sent.
pub(crate) fn encode(operation: &Operation, request: &dyn Structure) -> Result<Vec<u8>, Error> {
    typed::request_to_wire(request).map(String::into_bytes).map_err(|e| {
        Error::new(ErrorKind::Encode, format!("the request of {} cannot be written: {e}", operation.name))
            .with_source(e)
    })
}

/// Reads a reply into a structure.
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
