//! Credentials that have to be fetched: a [`Source`] in, credentials out.
//!
//! In goes a source and the settings of the client that the credentials are for; out comes a provider that remembers what it
//! was given. A client with other settings gets another one, that reaches the services by these. The services are called through the emitted clients of [`super::services`], by the transport
//! and with the retries of those settings, but without their hooks. Whoever waits is served on their own thread, whoever
//! awaits keeps theirs: what blocks (a process, a person who is asked for a code) goes elsewhere.

mod cache;
mod files;
mod key;
mod mfa;
mod point;
mod proof;
mod roles;
mod sign_in;
mod sign_on;
mod token;

use std::any::Any;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use crate::client::config::Config;
use crate::client::either::{Carrier, Way};
use crate::client::error::{Error, ErrorKind};
use crate::client::signing::keys::{Cached, Credentials, ProvideCredentials, Providing};
use crate::session::settings::{Session, endpoint_url};
use crate::session::sources::source::Source;
use crate::session::told;
use crate::shapes::schema::reflect::Structure;
use crate::shapes::walks::fields;
use crate::shapes::walks::validate::validate;
use cache::Cache;
use mfa::MfaCodes;

/// A provider that asks its source each time.
struct Fetched {
    source: Arc<Source>,
    remote: Remote,
    /// The same for clients with other settings, which share them.
    others: Mutex<Vec<(Config, Weak<dyn ProvideCredentials>)>>,
}

/// How the services that hand out credentials are reached, and where this machine keeps what they gave.
#[derive(Clone)]
struct Remote {
    config: Config,
    profile: String,
    urls: Urls,
    cache: Cache,
    sso_tokens: PathBuf,
    sign_ins: PathBuf,
    codes: Arc<MfaCodes>,
    /// Whether requests are held against the model before they are sent.
    validates: bool,
    /// Whether another web identity token makes another name in the cache.
    names_tokens: bool,
    /// Whether regions that are older than STS's own addresses there use the address of all.
    shares_sts: bool,
}

/// Addresses in the place of the services' own.
#[derive(Clone)]
struct Urls {
    sts: Option<String>,
    sso: Option<String>,
    sso_oidc: Option<String>,
    sign_in: Option<String>,
}

/// A provider of what the source gives, which is remembered.
pub(super) fn provider(
    source: Source,
    session: &Session,
    config: &Config,
) -> Result<Arc<dyn ProvideCredentials>, Error> {
    Ok(remembered(Arc::new(source), Remote::new(session, config)?))
}

fn remembered(source: Arc<Source>, remote: Remote) -> Arc<dyn ProvideCredentials> {
    let ahead = source.renewed_ahead();
    let fetched: Arc<dyn ProvideCredentials> = Arc::new(Fetched { source, remote, others: Mutex::default() });
    match ahead {
        None => Arc::new(Cached::new(fetched)),
        Some(ahead) => Arc::new(Cached::renewed_ahead(fetched, ahead)),
    }
}

impl Remote {
    fn new(session: &Session, config: &Config) -> Result<Remote, Error> {
        let folder = session.expand("~/.aws");
        Ok(Remote {
            config: for_requests(config),
            profile: session.profile().to_owned(),
            urls: Urls {
                sts: endpoint_url(session, "STS")?,
                sso: endpoint_url(session, "SSO")?,
                sso_oidc: endpoint_url(session, "SSO OIDC")?,
                sign_in: endpoint_url(session, "Signin")?,
            },
            cache: Cache::new(folder.join("cli").join("cache")),
            sign_ins: session
                .env("AWS_LOGIN_CACHE_DIRECTORY")
                .map_or_else(|| folder.join("login").join("cache"), |path| session.expand(&path)),
            sso_tokens: folder.join("sso").join("cache"),
            codes: Arc::new(MfaCodes::new(session.is_attended())),
            validates: session
                .value("parameter_validation")?
                .is_none_or(|text| text.trim().eq_ignore_ascii_case("true")),
            names_tokens: session.dialect().web_identity_tokens_in_cache_names,
            shares_sts: session.dialect().version_1_settings
                && session.setting(&["AWS_STS_REGIONAL_ENDPOINTS"], "sts_regional_endpoints")?.as_deref()
                    == Some("legacy"),
        })
    }
}

/// What requests for credentials take of a client's settings.
fn for_requests(config: &Config) -> Config {
    let hooks = config.hooks.for_fetching();
    Config { credentials: None, operation_timeout: None, hooks, ..config.clone() }
}

impl ProvideCredentials for Fetched {
    fn provide(&self) -> Providing<'_> {
        self.remote.fetch(&self.source, Way::of_those_who_await(&self.remote.config))
    }

    fn credentials(&self) -> Result<Credentials, Error> {
        let way = Way::of_those_who_wait(&self.remote.config);
        way.finish(self.remote.fetch(&self.source, way))
    }

    fn reached_by(&self, settings: &dyn Any) -> Option<Arc<dyn ProvideCredentials>> {
        let config = settings.downcast_ref::<Config>()?;
        if self.remote.config.is_reached_as(config) {
            return None;
        }
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        others.retain(|(_, other)| other.strong_count() > 0);
        let known = others.iter().find(|(settings, _)| settings.is_reached_as(config));
        if let Some(known) = known.and_then(|(_, other)| other.upgrade()) {
            return Some(known);
        }
        let config = for_requests(config);
        let remote = Remote { config: config.clone(), ..self.remote.clone() };
        let other = remembered(Arc::clone(&self.source), remote);
        others.push((config, Arc::downgrade(&other)));
        Some(other)
    }
}

type Fetching<'a> = Pin<Box<dyn Future<Output = Result<Credentials, Error>> + Send + 'a>>;

impl Remote {
    /// Boxed, since a role's source may be another role.
    fn fetch<'a>(&'a self, source: &'a Source, way: Way) -> Fetching<'a> {
        Box::pin(async move {
            told::asked(&self.config, source.name());
            let answer = match source {
                Source::Keys(credentials, _) => Ok(credentials.clone()),
                Source::Process(process) => {
                    let process = process.clone();
                    way.aside(move || process.run()).await
                }
                Source::Role(role) => self.assume(role, way).await,
                Source::WebIdentity(identity) => self.assume_with_token(identity, way).await,
                Source::SignOn(sign_on) => self.sign_on(sign_on, way).await,
                Source::Login(session) => self.sign_in(session, way).await,
                Source::Container(container) => container.credentials(way, &self.config).await,
                Source::Instance(instance) => instance.credentials(way, &self.config).await,
            };
            told::answered(&self.config, source.name(), &answer);
            answer
        })
    }

    /// Whether the service can accept the request, as far as the model says.
    fn check(&self, request: &dyn Structure) -> Result<(), Error> {
        if !self.validates {
            return Ok(());
        }
        let report = validate(&fields::values(request, None).into(), request.shape());
        report.map_err(|report| Error::new(ErrorKind::Encode, report.to_string()).with_source(report))
    }

    /// The settings of a client of one of the services, and what carries its requests.
    fn client(
        &self,
        way: Way,
        region: Option<&str>,
        url: Option<&String>,
        credentials: Option<Credentials>,
    ) -> Result<(Config, Carrier), Error> {
        let carrier = Carrier::open(way, &self.config, &self.config.link())?;
        let config = Config {
            region: region.map(str::to_owned),
            endpoint_url: url.cloned(),
            credentials: credentials.map(|credentials| Arc::new(credentials) as _),
            sign: true,
            ..self.config.clone()
        };
        Ok((config, carrier))
    }
}
