//! Credentials that have to be fetched: a [`Source`] in, credentials out.
//!
//! The AWS SDK's own providers and clients do it, over this crate's transport: one TLS stack, one set of
//! proxies. They are async, so that a small runtime runs on a thread of its own for as long as the fetching
//! takes; whoever has static keys never gets here. `aws-config` finds the folder of signed-in sessions by the
//! process's own variables, so these do not follow a session with variables of its own.

mod attempts;
mod cache;
mod connector;
mod failure;
mod mfa;
mod roles;
mod sign_in;
mod sign_on;

use std::path::PathBuf;
use std::pin::Pin;

use aws_config::Region;
use aws_config::provider_config::ProviderConfig;

use crate::client::config::Config;
use crate::client::error::Error;
use crate::client::retry::RetryConfig;
use crate::client::signing::keys::Credentials;
use crate::session::in_runtime;
use crate::session::settings::{Session, endpoint_url};
use crate::session::sources::source::Source;
use crate::shapes::text::os;
use cache::Cache;
use connector::Connector;
use mfa::MfaCodes;

/// A provider that asks its source each time; to be wrapped in [`Cached`](crate::client::signing::keys::Cached).
pub(super) struct Fetched {
    source: Source,
    remote: Remote,
}

/// How the services that hand out credentials are reached.
struct Remote {
    region: Option<Region>,
    use_fips: bool,
    use_dual_stack: bool,
    retry: RetryConfig,
    sts_url: Option<String>,
    sso_url: Option<String>,
    sso_oidc_url: Option<String>,
    config: Config,
    connector: Connector,
    cache: Cache,
    sso_tokens: PathBuf,
    sign_ins: PathBuf,
    codes: MfaCodes,
    /// Whether another web identity token makes another name in the cache.
    names_tokens: bool,
}

impl Fetched {
    pub(super) fn new(source: Source, session: &Session, config: &Config) -> Result<Fetched, Error> {
        let folder = session.expand("~/.aws");
        let remote = Remote {
            region: config.region.clone().map(Region::new),
            use_fips: config.use_fips,
            use_dual_stack: config.use_dual_stack,
            retry: config.retry,
            sts_url: endpoint_url(session, "STS")?,
            sso_url: endpoint_url(session, "SSO")?,
            sso_oidc_url: endpoint_url(session, "SSO OIDC")?,
            connector: Connector::new(config),
            config: config.clone(),
            cache: Cache::new(folder.join("cli").join("cache")),
            sign_ins: session
                .env("AWS_LOGIN_CACHE_DIRECTORY")
                .map_or_else(|| folder.join("login").join("cache"), |path| os::unescape(&path).into()),
            sso_tokens: folder.join("sso").join("cache"),
            codes: MfaCodes::default(),
            names_tokens: session.dialect().web_identity_tokens_in_cache_names,
        };
        Ok(Fetched { source, remote })
    }

    /// Fetches; waits for it.
    pub(super) fn credentials(&self) -> Result<Credentials, Error> {
        in_runtime::wait_for(|| self.remote.fetch(&self.source))
    }
}

type Fetching<'a> = Pin<Box<dyn Future<Output = Result<Credentials, Error>> + 'a>>;

impl Remote {
    /// Boxed, since a role's source may be another role.
    fn fetch<'a>(&'a self, source: &'a Source) -> Fetching<'a> {
        Box::pin(async move {
            match source {
                Source::Keys(credentials) => Ok(credentials.clone()),
                Source::Process(process) => process.run(),
                Source::Role(role) => self.assume(role).await,
                Source::WebIdentity(identity) => self.assume_with_token(identity).await,
                Source::SignOn(sign_on) => self.sign_on(sign_on).await,
                Source::Login(session) => self.sign_in(session).await,
                Source::Container(container) => container.credentials(&self.config),
                Source::Instance(instance) => instance.credentials(&self.config),
            }
        })
    }

    fn provider_config(&self, connector: &Connector) -> ProviderConfig {
        ProviderConfig::without_region().with_region(self.region.clone()).with_http_client(connector.clone())
    }
}
