//! The client that blocks: a loop over [`crate::core`] and a [`Transport`].

use std::fmt;
use std::sync::{Arc, Mutex};

use crate::config::{Config, Environment, Session};
use crate::core::{Call, Reply, Step};
use crate::dialect;
use crate::error::{Error, ErrorKind};
use crate::reflect::{Field, Structure};
use crate::retry::Shared;
use crate::schema::{Operation, Service};
use crate::time::Timestamp;
use crate::transport::{HttpRequest, HttpTransport, Transport};
use crate::{random, typed};

/// A client of any service. Cheap to clone; clones share connections, credentials, the retry quota and the
/// rate limit.
#[derive(Clone)]
pub struct Client(Arc<Inner>);

struct Inner {
    service: &'static Service,
    config: Config,
    transport: Arc<dyn Transport>,
    shared: Mutex<Shared>,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service", &self.0.service.service_id)
            .field("config", &self.0.config)
            .finish_non_exhaustive()
    }
}

/// The address that calls of an operation go to, before there is a client for them.
#[cfg(feature = "cli")]
pub(crate) fn address(
    service: &'static Service,
    operation: &'static Operation,
    config: &Config,
    member: &dyn Fn(&str) -> Option<String>,
) -> Result<String, Error> {
    let shared = Mutex::new(Shared::new(config.retry.mode, Timestamp::now()));
    Ok(Call::new(service, operation, config, &shared, Vec::new(), member)?.url())
}

impl Client {
    /// A client with these settings.
    ///
    /// # Errors
    /// If the CA bundle or a proxy's address cannot be used.
    pub fn new(service: &'static Service, config: Config) -> Result<Client, Error> {
        let transport = match &config.transport {
            Some(transport) => Arc::clone(transport),
            None => Arc::new(HttpTransport::new(&config)?),
        };
        let shared = Mutex::new(Shared::new(config.retry.mode, Timestamp::now()));
        Ok(Client(Arc::new(Inner { service, config, transport, shared })))
    }

    /// A client with the settings and credentials of the environment and of the AWS configuration
    /// files. That there are no credentials is an error of the first signed call.
    ///
    /// # Errors
    /// If a file does not parse, the profile does not exist or a setting is wrong.
    pub fn from_env(service: &'static Service) -> Result<Client, Error> {
        let session = Session::new(Environment::process(), &dialect::V2, None);
        let config = Config::from_session(&session, service.service_id)?;
        let config = match config.clone().with_session_credentials(&session) {
            Err(error) if error.kind() == ErrorKind::NoCredentials => config,
            result => result?,
        };
        Client::new(service, config)
    }

    /// The service.
    #[must_use]
    pub fn service(&self) -> &'static Service {
        self.0.service
    }

    /// The settings.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.0.config
    }

    /// Calls an operation with a typed request.
    ///
    /// # Errors
    /// As [`Client::send`]; and if the request or the reply has no JSON form.
    pub fn call<R: Structure>(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
    ) -> Result<R, Error> {
        let mut reply = R::empty();
        self.call_into(operation, request, &mut reply)?;
        Ok(reply)
    }

    /// The part of [`Client::call`] that is the same for every type, compiled once.
    fn call_into(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
        target: &mut dyn Structure,
    ) -> Result<(), Error> {
        let reply = self.exchange(operation, request)?;
        typed::fill(target, &reply.body).map_err(|e| {
            let message = format!("the reply to {} cannot be read: {e}", operation.name);
            Error::new(ErrorKind::Decode, message).with_source(e)
        })
    }

    /// Calls an operation whose reply has no content.
    ///
    /// # Errors
    /// As [`Client::send`].
    pub fn call_without_reply(
        &self,
        operation: &'static Operation,
        request: &dyn Structure,
    ) -> Result<(), Error> {
        self.exchange(operation, request).map(drop)
    }

    fn exchange(&self, operation: &'static Operation, request: &dyn Structure) -> Result<Reply, Error> {
        let body = typed::to_wire(request).map_err(|e| {
            Error::new(ErrorKind::Encode, format!("the request of {} cannot be written: {e}", operation.name))
                .with_source(e)
        })?;
        let members = request.shape().members();
        let member = |name: &str| {
            let index = members.iter().position(|m| m.name == name)?;
            match request.member(index) {
                Some(Field::Text(text)) => Some(text.to_owned()),
                _ => None,
            }
        };
        self.send(operation, body.into_bytes(), &member)
    }

    /// Sends a body and returns the reply; makes as many attempts as the settings allow. `member`
    /// gives the text of a request's member, for operations whose address depends on it.
    ///
    /// # Errors
    /// If there is no region, no endpoint, no credentials or no reply, and if the service answers
    /// with an error.
    pub fn send(
        &self,
        operation: &'static Operation,
        body: Vec<u8>,
        member: &dyn Fn(&str) -> Option<String>,
    ) -> Result<Reply, Error> {
        let Inner { service, config, transport, shared } = &*self.0;
        let mut call = Call::new(service, operation, config, shared, body, member)?;
        loop {
            while let Some(pause) = call.turn(Timestamp::now()) {
                std::thread::sleep(pause);
            }
            let request = self.next_request(&mut call)?;
            let result = transport.send(&request);
            match call.outcome(result, Timestamp::now(), random::unit())? {
                Step::Done(reply) => return Ok(reply),
                Step::Wait(pause) => std::thread::sleep(pause),
            }
        }
    }

    /// The request that [`Client::send`] would send first. Without credentials it is not signed.
    ///
    /// # Errors
    /// If there is no region or no endpoint.
    pub fn prepare(
        &self,
        operation: &'static Operation,
        body: Vec<u8>,
        member: &dyn Fn(&str) -> Option<String>,
    ) -> Result<HttpRequest, Error> {
        let Inner { service, config, shared, .. } = &*self.0;
        let mut call = Call::new(service, operation, config, shared, body, member)?;
        let credentials = match &config.credentials {
            Some(provider) if call.is_signed() => Some(provider.credentials()?),
            _ => None,
        };
        Ok(call.request(credentials.as_ref(), Timestamp::now()))
    }

    fn next_request(&self, call: &mut Call<'_>) -> Result<HttpRequest, Error> {
        if !call.is_signed() {
            return Ok(call.request(None, Timestamp::now()));
        }
        let provider = self.0.config.credentials.as_ref().ok_or_else(crate::credentials::none)?;
        let credentials = provider.credentials()?;
        Ok(call.request(Some(&credentials), Timestamp::now()))
    }
}
