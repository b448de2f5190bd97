//! What the two clients share: everything but waiting.

use std::fmt;
use std::sync::{Arc, Mutex};

use crate::client::call::{Call, random};
use crate::client::config::Config;
use crate::client::error::Error;
use crate::client::retry::Shared;
use crate::client::signing::signer::Signer;
use crate::shapes::schema::protocol::Source;
use crate::shapes::schema::reflect::Structure;
use crate::shapes::schema::{Operation, Service};
use crate::shapes::time::Timestamp;

/// A service, the settings, and what all calls have in common.
pub(crate) struct Inner<T: ?Sized> {
    pub(crate) service: &'static Service,
    pub(crate) config: Config,
    pub(crate) transport: Arc<T>,
    pub(crate) shared: Mutex<Shared>,
    signer: Signer,
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
        Inner { service, config, transport, shared, signer: Signer::default() }
    }

    /// A call of an operation.
    pub(crate) fn start(
        &self,
        operation: &'static Operation,
        input: Source<'_>,
    ) -> Result<Call<'_>, Error> {
        Call::new(self.service, operation, &self.config, (&self.shared, &self.signer), input)
    }

    /// A call with a typed request.
    pub(crate) fn start_typed(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
    ) -> Result<Call<'_>, Error> {
        self.start(operation, Source::Typed(request, random::uuid))
    }
}
