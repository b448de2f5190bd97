//! A client's settings, filled from the environment and the files.

use super::settings::{Environment, Session, choices, dialect, endpoint_url, retry};
use super::sources;
use crate::client::checksum::Checksums;
use crate::client::config::Config;
use crate::client::error::{Error, ErrorKind};
use crate::client::transport::Proxies;
use crate::shapes::text::os;

/// From how many bytes on bodies are compressed, if they are.
fn least_compressed(session: &Session) -> Result<Option<usize>, Error> {
    if session.flag(&["AWS_DISABLE_REQUEST_COMPRESSION"], "disable_request_compression")? {
        return Ok(None);
    }
    let (variable, key) = ("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "request_min_compression_size_bytes");
    let Some(text) = session.setting(&[variable], key)? else {
        return Ok(Config::default().least_compressed);
    };
    let least = text.trim().parse().ok().filter(|least| *least <= 1 << 20);
    let wrong =
        || Error::new(ErrorKind::Config, format!("{key} must be a number from 0 to {}, not {text}", 1 << 20));
    least.map(Some).ok_or_else(wrong)
}

/// Which messages have checksums.
fn checksums(session: &Session) -> Result<Checksums, Error> {
    let wherever = |variable: &str, key: &str| {
        let value = session.setting(&[variable], key)?;
        Ok::<_, Error>(!value.is_some_and(|value| value.eq_ignore_ascii_case("when_required")))
    };
    Ok(Checksums {
        requests: wherever("AWS_REQUEST_CHECKSUM_CALCULATION", "request_checksum_calculation")?,
        replies: wherever("AWS_RESPONSE_CHECKSUM_VALIDATION", "response_checksum_validation")?,
        algorithm: session.dialect().checksum,
    })
}

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
            account_id: session.setting(&["AWS_ACCOUNT_ID"], "aws_account_id")?,
            account_id_endpoint_mode: session
                .setting(&["AWS_ACCOUNT_ID_ENDPOINT_MODE"], "account_id_endpoint_mode")?,
            least_compressed: least_compressed(session)?,
            checksums: checksums(session)?,
            app_name: session.setting(&["AWS_SDK_UA_APP_ID"], "sdk_ua_app_id")?,
            ..Config::default()
        })
    }

    /// The settings and credentials of the environment and of the AWS configuration files. That there
    /// are no credentials is an error of the first signed call. Where they have to be fetched, that is
    /// done with the settings of the client that is made of these.
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
        Config::from_session(&session, service_id)?.with_available_credentials(&session)
    }

    /// Finds the session's credentials, if there are some.
    ///
    /// # Errors
    /// If half of a key is configured.
    pub fn with_available_credentials(mut self, session: &Session) -> Result<Config, Error> {
        self.credentials = match sources::resolve(session, &self) {
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
        self.credentials = Some(sources::resolve(session, &self)?);
        Ok(self)
    }
}
