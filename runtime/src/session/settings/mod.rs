//! What the environment and the files say: sessions, and the settings that take more than a look-up.

pub(crate) mod choices;
pub mod dialect;
pub mod ini;
pub(crate) mod session;

use crate::client::error::{Error, ErrorKind};
use crate::client::retry::{RetryConfig, RetryMode};
use crate::shapes::text::python;

pub use session::{Environment, Session};

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

/// How often and when calls are made again.
pub(crate) fn retry(session: &Session) -> Result<RetryConfig, Error> {
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
