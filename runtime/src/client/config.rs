//! Settings of a client: a plain struct, and how it is filled from the environment and the files.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::client::checksum::Checksums;
use crate::client::hooks::Hooks;
use crate::client::retry::RetryConfig;
use crate::client::signing::keys::ProvideCredentials;
use crate::client::transport::{AsyncTransport, Limits, Link, Proxies, Transport, shorter, without_secrets};

/// How a client reaches its service. Every field can be set by hand; [`Config::from_session`] reads
/// the environment and the AWS configuration files.
#[derive(Clone)]
pub struct Config {
    /// The AWS region; needed even with an own endpoint, since signatures name it.
    pub region: Option<String>,
    /// Where credentials come from. Operations that are not signed do without.
    pub credentials: Option<Arc<dyn ProvideCredentials>>,
    /// Whether requests are signed at all.
    pub sign: bool,
    /// Where requests go, in place of the service's own address.
    pub endpoint_url: Option<String>,
    /// Whether FIPS-validated endpoints are wanted.
    pub use_fips: bool,
    /// Whether endpoints that answer on IPv4 and IPv6 are wanted.
    pub use_dual_stack: bool,
    /// How often and when calls are made again.
    pub retry: RetryConfig,
    /// Time limit for a whole call: all attempts, the pauses between them, fetching credentials. `None` waits
    /// for ever. Fetching that has begun goes on behind the limit, and serves the next call.
    pub operation_timeout: Option<Duration>,
    /// Time limit for an attempt, from the connection to the last byte of the reply; `None` waits for ever. An
    /// attempt that was too slow is made again as one whose connection broke.
    pub attempt_timeout: Option<Duration>,
    /// Time limit for a connection; `None` waits for ever.
    pub connect_timeout: Option<Duration>,
    /// Time limit for a reply to begin, and again for it to end once it has begun, however slowly its bytes
    /// come; `None` waits for ever.
    pub read_timeout: Option<Duration>,
    /// Whether certificates are checked.
    pub verify_tls: bool,
    /// A file of certificates (PEM) to trust in place of the built-in ones.
    pub ca_bundle: Option<PathBuf>,
    /// Proxies.
    pub proxies: Proxies,
    /// The account that the credentials belong to, for services whose addresses depend on it.
    pub account_id: Option<String>,
    /// Whether addresses depend on it: `preferred`, which is what nothing means too, `disabled`, or `required`.
    pub account_id_endpoint_mode: Option<String>,
    /// Bodies of so many bytes are compressed for operations that take them so; with `None` no body is.
    pub least_compressed: Option<usize>,
    /// Which messages have checksums.
    pub checksums: Checksums,
    /// A name for the calling program, in the user agent.
    pub app_name: Option<String>,
    /// What carries requests, in place of the built-in HTTP client. The async client calls it on threads that
    /// may block, unless it has an `async_transport`.
    pub transport: Option<Arc<dyn Transport>>,
    /// What carries the requests of the async client.
    pub async_transport: Option<Arc<dyn AsyncTransport>>,
    /// What sees requests before they are signed, and attempts after they were made.
    pub hooks: Hooks,
}

impl Default for Config {
    /// No region, no credentials, sixty seconds for each wait.
    fn default() -> Config {
        Config {
            region: None,
            credentials: None,
            sign: true,
            endpoint_url: None,
            use_fips: false,
            use_dual_stack: false,
            retry: RetryConfig::default(),
            operation_timeout: None,
            attempt_timeout: None,
            connect_timeout: Some(Duration::from_secs(60)),
            read_timeout: Some(Duration::from_secs(60)),
            verify_tls: true,
            ca_bundle: None,
            proxies: Proxies::default(),
            account_id: None,
            account_id_endpoint_mode: None,
            least_compressed: Some(10_240),
            checksums: Checksums::default(),
            app_name: None,
            transport: None,
            async_transport: None,
            hooks: Hooks::default(),
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("region", &self.region)
            .field("endpoint_url", &self.endpoint_url.as_deref().map(without_secrets))
            .field("sign", &self.sign)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}

impl Config {
    /// The settings that concern connections.
    pub fn link(&self) -> Link {
        Link {
            connect_timeout: self.connect_timeout,
            read_timeout: self.read_timeout,
            verify_tls: self.verify_tls,
            ca_bundle: self.ca_bundle.clone(),
            proxies: self.proxies.clone(),
        }
    }

    /// The limits of an attempt.
    pub(crate) fn limits(&self) -> Limits {
        Limits { connect: self.connect_timeout, read: self.read_timeout, attempt: self.attempt_timeout }
    }

    /// How long the content of a reply may be read: no longer than the reply itself may be waited for, by any of the limits.
    pub(crate) fn patience(&self) -> Option<Duration> {
        shorter(self.read_timeout, shorter(self.attempt_timeout, self.operation_timeout))
    }

    /// Whether requests of other services are made the same way with these settings and with those.
    pub(crate) fn is_reached_as(&self, other: &Config) -> bool {
        let made = |config: &Config| {
            let Config { use_fips, use_dual_stack, retry, attempt_timeout, read_timeout, .. } = *config;
            (use_fips, use_dual_stack, retry, attempt_timeout, read_timeout)
        };
        made(self) == made(other)
            && (&self.region, &self.app_name) == (&other.region, &other.app_name)
            && self.link() == other.link()
            && self.is_carried_as(other)
    }

    /// Whether the same transport carries what is sent with these settings and with those. Limits on reading
    /// go along with each request.
    pub(crate) fn is_carried_as(&self, other: &Config) -> bool {
        let same_link =
            || Link { read_timeout: None, ..self.link() } == Link { read_timeout: None, ..other.link() };
        same(self.transport.as_ref(), other.transport.as_ref())
            && same(self.async_transport.as_ref(), other.async_transport.as_ref())
            && (self.transport.is_some() || self.async_transport.is_some() || same_link())
    }
}

fn same<T: ?Sized>(one: Option<&Arc<T>>, other: Option<&Arc<T>>) -> bool {
    match (one, other) {
        (None, None) => true,
        (Some(one), Some(other)) => Arc::ptr_eq(one, other),
        _ => false,
    }
}
