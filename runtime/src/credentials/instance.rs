//! The metadata service of the machine: where it is, and how long it is waited for.

use std::time::Duration;

use crate::config::Session;
use crate::error::{Error, ErrorKind};
use crate::python;

/// How the metadata service is asked.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Instance {
    pub(super) endpoint: String,
    /// For the connection and for each reply. Off a machine of EC2 nobody answers, so it is short.
    pub(super) timeout: Duration,
    pub(super) attempts: u32,
}

impl Instance {
    /// The service, unless it is not to be asked.
    pub(super) fn of(session: &Session) -> Result<Option<Instance>, Error> {
        let disabled = session.env("AWS_EC2_METADATA_DISABLED").unwrap_or_default();
        if disabled.eq_ignore_ascii_case("true") {
            return Ok(None);
        }
        let number = |variable: &str, key: &str| {
            let text = session.setting(&[variable], key)?;
            text.map_or(Ok(1), |text| {
                text.trim()
                    .parse::<u32>()
                    .map_err(|_| Error::new(ErrorKind::Config, python::not_an_integer(&text)))
            })
        };
        let timeout = number("AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout")?;
        let attempts = number("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "metadata_service_num_attempts")?;
        let endpoint =
            session.setting(&["AWS_EC2_METADATA_SERVICE_ENDPOINT"], "ec2_metadata_service_endpoint")?;
        let endpoint = match endpoint.filter(|url| !url.is_empty()) {
            Some(url) => url,
            None => default_endpoint(session)?.to_owned(),
        };
        Ok(Some(Instance {
            endpoint,
            timeout: Duration::from_secs(timeout.into()),
            attempts: attempts.max(1),
        }))
    }
}

fn default_endpoint(session: &Session) -> Result<&'static str, Error> {
    let variables = ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"];
    let mode = session.setting(&variables, "ec2_metadata_service_endpoint_mode")?;
    Ok(match mode.is_some_and(|mode| mode.eq_ignore_ascii_case("ipv6")) {
        true => "http://[fd00:ec2::254]",
        false => "http://169.254.169.254",
    })
}
