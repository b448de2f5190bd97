//! Settings of a client: a plain struct, and how it is filled from the environment and the files.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::client::retry::RetryConfig;
use crate::client::signing::keys::ProvideCredentials;
use crate::client::transport::{Link, Proxies, Transport};

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
    /// Time limit for a connection; `None` waits for ever.
    pub connect_timeout: Option<Duration>,
    /// Time limit for a reply to begin and, once it has begun, to end; `None` waits for ever.
    pub read_timeout: Option<Duration>,
    /// Whether certificates are checked.
    pub verify_tls: bool,
    /// A file of certificates (PEM) to trust in place of the built-in ones.
    pub ca_bundle: Option<PathBuf>,
    /// Proxies.
    pub proxies: Proxies,
    /// A name for the calling program, in the user agent.
    pub app_name: Option<String>,
    /// What carries requests, in place of the built-in HTTP client.
    pub transport: Option<Arc<dyn Transport>>,
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
            connect_timeout: Some(Duration::from_secs(60)),
            read_timeout: Some(Duration::from_secs(60)),
            verify_tls: true,
            ca_bundle: None,
            proxies: Proxies::default(),
            app_name: None,
            transport: None,
        }
    }
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("region", &self.region)
            .field("endpoint_url", &self.endpoint_url)
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
}
