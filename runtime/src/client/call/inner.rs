//! What the two clients share: everything but waiting.

use std::fmt;
use std::sync::Arc;

use crate::client::call::discovery::Discovered;
use crate::client::call::kept::Kept;
use crate::client::call::{Call, random};
use crate::client::config::Config;
use crate::client::error::{Error, ErrorKind};
use crate::client::signing::keys::Cached;
use crate::client::transport::Upload;
use crate::shapes::schema::protocol::Source;
use crate::shapes::schema::reflect::Structure;
use crate::shapes::schema::{Operation, Service};

/// A service, the settings, and what all calls have in common.
pub(crate) struct Inner<T: ?Sized> {
    pub(crate) service: &'static Service,
    pub(crate) config: Arc<Config>,
    pub(crate) transport: Arc<T>,
    /// Where the service wants to be asked.
    pub(crate) discovered: Discovered,
    kept: Arc<Kept>,
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
        let (config, kept) = (Arc::new(cached(reaching(config))), Arc::new(Kept::new()));
        Inner { service, config, transport, discovered: Discovered::default(), kept }
    }

    /// The same with other settings. `connect` makes a transport where theirs are not those of this one.
    pub(crate) fn with(
        &self,
        set: impl FnOnce(&mut Config),
        connect: impl FnOnce(&Config) -> Arc<T>,
    ) -> Inner<T> {
        let mut config = Config::clone(&self.config);
        set(&mut config);
        let transport =
            if self.config.is_carried_as(&config) { Arc::clone(&self.transport) } else { connect(&config) };
        let (config, kept) = (Arc::new(cached(config)), Arc::new(self.kept.with_other_settings()));
        Inner { service: self.service, config, transport, discovered: Discovered::default(), kept }
    }

    /// A call of an operation.
    pub(crate) fn start(&self, operation: &'static Operation, input: Source<'_>) -> Result<Call, Error> {
        self.start_with(operation, input, None)
    }

    /// The same, with a body that is read while it is sent.
    pub(crate) fn start_with(
        &self,
        operation: &'static Operation,
        input: Source<'_>,
        upload: Option<&Upload>,
    ) -> Result<Call, Error> {
        if upload.is_some() && operation.upload().is_none() {
            let message = format!("the request of {} has no member that is its body", operation.name);
            return Err(Error::new(ErrorKind::Encode, message));
        }
        Call::new(self.service, operation, &self.config, &self.kept, input, upload)
    }

    /// A call with a typed request.
    pub(crate) fn start_typed(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
    ) -> Result<Call, Error> {
        self.start(operation, Source::Typed(request, random::uuid))
    }

    /// The same, with a body that is read while it is sent.
    pub(crate) fn start_typed_with(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
        upload: &Upload,
    ) -> Result<Call, Error> {
        self.start_with(operation, Source::Typed(request, random::uuid), Some(upload))
    }
}

/// The settings, with credentials that are fetched by these, whatever they were when their source was found.
fn reaching(mut config: Config) -> Config {
    if let Some(other) = config.credentials.as_ref().and_then(|provider| provider.reached_by(&config)) {
        config.credentials = Some(other);
    }
    config
}

/// The settings, with credentials that are not asked for before each attempt.
fn cached(mut config: Config) -> Config {
    config.credentials = config.credentials.map(|provider| match provider.is_cached() {
        true => provider,
        false => Arc::new(Cached::new(provider)),
    });
    config
}
