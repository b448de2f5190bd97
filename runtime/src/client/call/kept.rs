//! What calls of a client have in common, and what is found out once for all of them: the address of operations that
//! go where all go, and what the client calls itself. Nothing of a request is kept.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use super::address::Address;
use crate::client::config::Config;
use crate::client::error::Error;
use crate::client::retry::Shared;
use crate::client::signing::signer::Signer;
use crate::shapes::schema::{Operation, Service};
use crate::shapes::time::Timestamp;

/// State of a client with its settings.
pub(crate) struct Kept {
    shared: Arc<Mutex<Shared>>,
    pub(super) signer: Arc<Signer>,
    address: OnceLock<Arc<Address>>,
    agent: OnceLock<String>,
}

impl Kept {
    /// The state of a new client.
    pub(crate) fn new() -> Kept {
        let shared = Arc::new(Mutex::new(Shared::new(Timestamp::now())));
        Kept { shared, signer: Arc::default(), address: OnceLock::new(), agent: OnceLock::new() }
    }

    /// That of the same client with other settings.
    pub(crate) fn with_other_settings(&self) -> Kept {
        let (shared, signer) = (Arc::clone(&self.shared), Arc::clone(&self.signer));
        Kept { shared, signer, address: OnceLock::new(), agent: OnceLock::new() }
    }

    pub(super) fn shared(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The address of an operation. `find` is asked again only where it depends on the operation or its request.
    pub(super) fn address(
        &self,
        operation: &Operation,
        find: impl FnOnce() -> Result<Address, Error>,
    ) -> Result<Arc<Address>, Error> {
        if !operation.all_traits().endpoint_parameters.is_empty()
            || operation.all_traits().host_prefix.is_some()
        {
            return find().map(Arc::new);
        }
        if let Some(known) = self.address.get() {
            return Ok(Arc::clone(known));
        }
        let found = Arc::new(find()?);
        Ok(Arc::clone(self.address.get_or_init(|| found)))
    }

    /// What the client calls itself.
    pub(super) fn agent(&self, service: &Service, config: &Config) -> &str {
        self.agent.get_or_init(|| agent(service, config))
    }
}

fn agent(service: &Service, config: &Config) -> String {
    let mut out = format!(
        "{}-rust/{} ua/2.1 os/{} md/arch#{} lang/rust cfg/retry-mode#{}",
        service.endpoint_prefix,
        env!("CARGO_PKG_VERSION"),
        std::env::consts::OS,
        std::env::consts::ARCH,
        config.retry.mode.name(),
    );
    if let Some(name) = config.app_name.as_ref().filter(|n| !n.is_empty()) {
        let legal = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        let name: String = name.chars().map(|c| if legal(c) { c } else { '-' }).collect();
        out.push_str(" app/");
        out.push_str(&name);
    }
    out
}
