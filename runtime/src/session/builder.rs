//! A client's settings, one after the other.

use std::fmt;
use std::marker::PhantomData;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::client::config::Config;
use crate::client::error::Error;
use crate::client::hooks::{Attempt, Context};
use crate::client::retry::RetryConfig;
use crate::client::signing::keys::ProvideCredentials;
use crate::client::transport::{HttpRequest, IntoTransport};
use crate::shapes::schema::Service;

/// What a [`Builder`] builds: a client of one service.
pub trait Build: Sized {
    /// What carries its requests: `dyn Transport` or `dyn AsyncTransport`.
    type Transport: ?Sized;

    /// The service.
    const SERVICE: &'static Service;

    /// Has requests carried by `transport`.
    fn carry(config: &mut Config, transport: Arc<Self::Transport>);

    /// A client with these settings.
    ///
    /// # Errors
    /// If the settings do not make a client, such as a CA bundle that cannot be read.
    fn build(config: Config) -> Result<Self, Error>;
}

/// Settings of a client, from nothing or from the environment. Nothing panics: what is missing is an
/// error of the call that needs it.
#[must_use]
pub struct Builder<C> {
    config: Config,
    client: PhantomData<fn() -> C>,
}

impl<C> fmt::Debug for Builder<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Builder").field(&self.config).finish()
    }
}

impl<C: Build> Default for Builder<C> {
    fn default() -> Self {
        Builder { config: Config::default(), client: PhantomData }
    }
}

impl<C: Build> Builder<C> {
    /// Takes over the settings and credentials of the environment and of the AWS configuration files.
    /// What was set before is lost; what is set afterwards wins, also where credentials are fetched.
    ///
    /// # Errors
    /// If a file does not parse, the profile does not exist or a setting is wrong.
    pub fn load_env(self) -> Result<Self, Error> {
        Ok(Builder { config: Config::from_env(C::SERVICE.service_id)?, ..self })
    }

    /// As [`load_env`](Builder::load_env), for a profile of the files.
    ///
    /// # Errors
    /// As there.
    pub fn load_profile(self, profile: &str) -> Result<Self, Error> {
        Ok(Builder { config: Config::from_profile(C::SERVICE.service_id, profile)?, ..self })
    }

    /// The AWS region, such as `eu-central-1`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.config.region = Some(region.into());
        self
    }

    /// Where requests go, in place of the service's own address.
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.config.endpoint_url = Some(url.into());
        self
    }

    /// Where credentials come from: [`Credentials`](crate::Credentials), or a provider of your own.
    pub fn credentials(mut self, provider: impl ProvideCredentials + 'static) -> Self {
        self.config.credentials = Some(Arc::new(provider));
        self
    }

    /// How often and when calls are made again.
    pub fn retry(mut self, retry: RetryConfig) -> Self {
        self.config.retry = retry;
        self
    }

    /// Time limit for a whole call: all attempts, the pauses between them, fetching credentials. `None` waits for
    /// ever, which is the default. Fetching that has begun goes on behind the limit, and serves the next call.
    pub fn operation_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.config.operation_timeout = limit.into();
        self
    }

    /// Time limit for an attempt, from the connection to the last byte of the reply. `None` waits for ever, which
    /// is the default.
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.config.attempt_timeout = limit.into();
        self
    }

    /// Time limit for a connection; `None` waits for ever. Default: 60 seconds.
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.config.connect_timeout = limit.into();
        self
    }

    /// Time limit for a reply to begin, and again for it to end once it has begun, however slowly its bytes come;
    /// `None` waits for ever. Default: 60 seconds.
    pub fn read_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.config.read_timeout = limit.into();
        self
    }

    /// A file of certificates (PEM) to trust in place of the built-in ones.
    pub fn ca_bundle(mut self, path: impl Into<PathBuf>) -> Self {
        self.config.ca_bundle = Some(path.into());
        self
    }

    /// A name for your program, in the user agent.
    pub fn app_name(mut self, name: impl Into<String>) -> Self {
        self.config.app_name = Some(name.into());
        self
    }

    /// What carries requests, in place of the built-in HTTP client: a [`Transport`](crate::transport::Transport) for
    /// the client that blocks, an [`AsyncTransport`](crate::transport::AsyncTransport) for the other.
    pub fn transport(mut self, transport: impl IntoTransport<C::Transport>) -> Self {
        C::carry(&mut self.config, transport.into_transport());
        self
    }

    /// A function that is called with each request before it is signed:
    /// `builder.before_signing(|request, context| request.set_header("x-caller", context.operation))`.
    pub fn before_signing(
        mut self,
        hook: impl Fn(&mut HttpRequest, &Context<'_>) + Send + Sync + 'static,
    ) -> Self {
        self.config.hooks.before_signing(hook);
        self
    }

    /// A function that is called after each attempt, for measurements and logs.
    pub fn after_attempt(
        mut self,
        hook: impl Fn(&Attempt<'_>, &Context<'_>) + Send + Sync + 'static,
    ) -> Self {
        self.config.hooks.after_attempt(hook);
        self
    }

    /// Any other setting: `builder.configure(|config| config.use_fips = true)`.
    pub fn configure(mut self, set: impl FnOnce(&mut Config)) -> Self {
        set(&mut self.config);
        self
    }

    /// The client.
    ///
    /// # Errors
    /// If the settings do not make a client, such as a CA bundle that cannot be read.
    pub fn build(self) -> Result<C, Error> {
        C::build(self.config)
    }
}
