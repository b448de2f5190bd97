//! A client's settings, filled from the environment and the files.

pub(crate) mod choices;
pub mod dialect;
pub(crate) mod ini;
pub(crate) mod session;

use crate::client::config::Config;
use crate::client::error::{Error, ErrorKind};
use crate::client::retry::{RetryConfig, RetryMode};
use crate::client::transport::Proxies;
use crate::session::sources::{self, Fetcher};
use crate::shapes::text::{os, python};

pub use session::{Environment, Session};

impl Config {
    /// The settings of a session: environment first, then the profile's keys. `service_id` is the
    /// model's, for settings of one service. A missing region or missing credentials are no error
    /// here but at the first call.
    ///
    /// # Errors
    /// If a file does not parse, the profile does not exist, or a setting has an impossible value.
    pub fn from_session(session: &Session, service_id: &str) -> Result<Config, Error> {
        session.check_profile()?;
        choices::check(session)?;
        let region = session.setting(session.dialect().region_variables, "region")?;
        let ca_bundle = session.setting(&["AWS_CA_BUNDLE"], "ca_bundle")?;
        let ca_bundle = ca_bundle.or_else(|| session.env("REQUESTS_CA_BUNDLE"));
        Ok(Config {
            region,
            credentials: None,
            endpoint_url: endpoint_url(session, service_id)?,
            use_fips: session.flag(&["AWS_USE_FIPS_ENDPOINT"], "use_fips_endpoint")?,
            use_dual_stack: session.flag(&["AWS_USE_DUALSTACK_ENDPOINT"], "use_dualstack_endpoint")?,
            retry: retry(session)?,
            ca_bundle: ca_bundle.map(|path| os::unescape(&path).into()),
            proxies: Proxies::from_env(|name| session.env(name)),
            app_name: session.setting(&["AWS_SDK_UA_APP_ID"], "sdk_ua_app_id")?,
            ..Config::default()
        })
    }

    /// The settings and credentials of the environment and of the AWS configuration files. That there
    /// are no credentials is an error of the first signed call.
    ///
    /// # Errors
    /// As [`Config::from_session`].
    pub fn from_env(service_id: &str) -> Result<Config, Error> {
        Config::of_process(service_id, None)
    }

    /// As [`Config::from_env`], for a profile of the files.
    ///
    /// # Errors
    /// As [`Config::from_session`].
    pub fn from_profile(service_id: &str, profile: &str) -> Result<Config, Error> {
        Config::of_process(service_id, Some(profile))
    }

    fn of_process(service_id: &str, profile: Option<&str>) -> Result<Config, Error> {
        let session = Session::new(Environment::process(), &dialect::V2, profile);
        Config::from_session(&session, service_id)?
            .with_available_credentials(&session, Fetcher::OF_THIS_BUILD)
    }

    /// Finds the session's credentials, if there are some.
    pub fn with_available_credentials(
        mut self,
        session: &Session,
        fetcher: Fetcher,
    ) -> Result<Config, Error> {
        self.credentials = match sources::resolve(session, &self, fetcher) {
            Err(error) if error.kind() == ErrorKind::NoCredentials => None,
            result => Some(result?),
        };
        Ok(self)
    }

    /// Finds the session's credentials.
    ///
    /// # Errors
    /// If there are none, or half of a key is configured.
    pub fn with_session_credentials(mut self, session: &Session) -> Result<Config, Error> {
        self.credentials = Some(sources::resolve(session, &self, Fetcher::OF_THIS_BUILD)?);
        Ok(self)
    }
}

/// The configured address of a service: the service's own variable, the general one, the `services` section,
/// the profile.
pub(crate) fn endpoint_url(session: &Session, service_id: &str) -> Result<Option<String>, Error> {
    if session.flag(&["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"], "ignore_configured_endpoint_urls")? {
        return Ok(None);
    }
    let service = service_id.replace([' ', '-'], "_");
    let variable = format!("AWS_ENDPOINT_URL_{}", service.to_uppercase());
    let from_env =
        [variable.as_str(), "AWS_ENDPOINT_URL"].iter().find_map(|n| session.env(n).filter(|v| !v.is_empty()));
    if from_env.is_some() {
        return Ok(from_env);
    }
    let of_service = session.service_value(&service.to_lowercase(), "endpoint_url")?;
    match of_service.filter(|url| !url.is_empty()) {
        Some(url) => Ok(Some(url)),
        None => Ok(session.value("endpoint_url")?.filter(|url| !url.is_empty())),
    }
}

fn retry(session: &Session) -> Result<RetryConfig, Error> {
    let dialect = session.dialect();
    let mode = match session.setting(&["AWS_RETRY_MODE"], "retry_mode")? {
        None if uses_defaults_mode(session)? => RetryMode::Standard,
        None => dialect.retry_mode,
        Some(name) => RetryMode::named(&name)
            .filter(|mode| dialect.retry_modes.contains(mode))
            .ok_or_else(|| bad_mode(session, &name))?,
    };
    let max_attempts = match session.setting(&["AWS_MAX_ATTEMPTS"], "max_attempts")? {
        None => mode.default_max_attempts(),
        Some(text) => attempts(session, &text)?,
    };
    Ok(RetryConfig { mode, max_attempts })
}

/// Whether a mode of defaults is chosen; all of them retry by the standard rules.
fn uses_defaults_mode(session: &Session) -> Result<bool, Error> {
    let mode = match session.dialect().version_1_settings {
        true => session.setting(&["AWS_DEFAULTS_MODE"], "defaults_mode")?,
        false => None,
    };
    Ok(mode.is_some_and(|mode| !mode.eq_ignore_ascii_case("legacy")))
}

fn bad_mode(session: &Session, name: &str) -> Error {
    let message = format!(
        "Invalid value provided to \"mode\": \"{name}\" must be one of: {}",
        session.dialect().retry_mode_list
    );
    Error::new(ErrorKind::Config, message)
}

fn attempts(session: &Session, text: &str) -> Result<u32, Error> {
    let number = python::integer(text)
        .ok_or_else(|| Error::new(ErrorKind::Config, python::not_an_integer(text)))?
        .to_string();
    number.parse().ok().filter(|n: &u32| *n > 0).ok_or_else(|| {
        let one = session.dialect().one;
        let message = format!(
            "Value provided to \"max_attempts\": {number} must be an integer greater than or equal to {one}."
        );
        Error::new(ErrorKind::Config, message)
    })
}
