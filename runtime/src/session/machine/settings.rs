//! Where a machine's endpoints are, as the environment and the profile say.

use std::fmt;
use std::time::Duration;

use zeroize::Zeroizing;

use crate::client::error::{Error, ErrorKind};
use crate::session::settings::Session;
use crate::shapes::text::{percent, python};

/// A container's endpoint, and the token that opens it.
pub(in crate::session) struct Container {
    pub(super) url: String,
    pub(super) token: Option<Token>,
}

/// A token for the `Authorization` header.
pub(super) enum Token {
    /// In this file, which may be replaced at any time.
    File(String),
    Text(Zeroizing<String>),
}

impl Container {
    /// What the variables say. An empty one counts.
    pub(in crate::session) fn of(session: &Session) -> Option<Container> {
        let relative = session.env("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
        let url = relative.map(|path| format!("http://169.254.170.2{path}"));
        let url = url.or_else(|| session.env("AWS_CONTAINER_CREDENTIALS_FULL_URI"))?;
        let url = percent::encode(&url);
        let file = session.env("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE").map(Token::File);
        let text =
            || session.env("AWS_CONTAINER_AUTHORIZATION_TOKEN").map(|t| Token::Text(Zeroizing::new(t)));
        Some(Container { url, token: file.or_else(text) })
    }
}

impl fmt::Debug for Container {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Container").field("url", &self.url).finish_non_exhaustive()
    }
}

/// The metadata service of an EC2 instance.
#[derive(Debug)]
pub(in crate::session) struct Instance {
    /// Without a slash at its end.
    pub(super) endpoint: String,
    /// For the connection and for each reply. Off an instance nobody answers, so it is short.
    pub(super) limit: Duration,
    pub(super) attempts: u32,
    /// Whether it is not asked where it gives no token.
    pub(super) needs_token: bool,
}

impl Instance {
    /// The service, unless it is not to be asked.
    ///
    /// # Errors
    /// If a setting has an impossible value, even where the service is not to be asked.
    pub(in crate::session) fn of(session: &Session) -> Result<Option<Instance>, Error> {
        let limit = number(session, "AWS_METADATA_SERVICE_TIMEOUT", "metadata_service_timeout")?;
        let attempts = number(session, "AWS_METADATA_SERVICE_NUM_ATTEMPTS", "metadata_service_num_attempts")?;
        let instance = Instance {
            endpoint: endpoint(session)?,
            limit: Duration::from_secs(limit.try_into().map_err(|_| negative(limit))?),
            attempts: attempts.max(0).try_into().unwrap_or(u32::MAX),
            needs_token: session.flag(&["AWS_EC2_METADATA_V1_DISABLED"], "ec2_metadata_v1_disabled")?,
        };
        let disabled = session.env("AWS_EC2_METADATA_DISABLED").unwrap_or_default();
        Ok((!disabled.eq_ignore_ascii_case("true")).then_some(instance))
    }
}

fn negative(limit: i64) -> Error {
    let message = format!("metadata_service_timeout: {limit} is not a number of seconds");
    Error::new(ErrorKind::Config, message)
}

fn number(session: &Session, variable: &str, key: &str) -> Result<i64, Error> {
    let Some(text) = session.setting(&[variable], key)? else { return Ok(1) };
    let number = python::integer(&text).and_then(|number| number.to_string().parse().ok());
    number.ok_or_else(|| Error::new(ErrorKind::Config, python::not_an_integer(&text)))
}

fn endpoint(session: &Session) -> Result<String, Error> {
    let default = match uses_ipv6(session)? {
        true => "http://[fd00:ec2::254]",
        false => "http://169.254.169.254",
    };
    let given = session.setting(&["AWS_EC2_METADATA_SERVICE_ENDPOINT"], "ec2_metadata_service_endpoint")?;
    let Some(given) = given.filter(|url| !url.is_empty()) else { return Ok(default.to_owned()) };
    let host = given.split_once("://").map_or("", |(_, rest)| rest).split('/').next().unwrap_or_default();
    if host.is_empty() || host.contains(|c: char| c.is_whitespace() || c.is_control()) {
        let message = format!("Invalid endpoint EC2 Instance Metadata endpoint: {given}");
        return Err(Error::new(ErrorKind::Config, message));
    }
    Ok(given.trim_end_matches('/').to_owned())
}

fn uses_ipv6(session: &Session) -> Result<bool, Error> {
    let variables = ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"];
    let Some(mode) = session.setting(&variables, "ec2_metadata_service_endpoint_mode")? else {
        return session.flag(&["AWS_IMDS_USE_IPV6"], "imds_use_ipv6");
    };
    match mode.to_lowercase().as_str() {
        "ipv6" => Ok(true),
        "ipv4" => Ok(false),
        _ => {
            let message = format!(
                "Invalid EC2 Instance Metadata endpoint mode: {mode} Valid endpoint modes (case-insensitive): \
                 ('ipv4', 'ipv6')."
            );
            Err(Error::new(ErrorKind::Config, message))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::settings::Environment;
    use crate::session::settings::dialect::V2;

    fn instance(variables: &[(&str, &str)]) -> Result<Option<Instance>, Error> {
        let session = Session::new(Environment::of(variables.iter().copied()), &V2, None);
        Instance::of(&session)
    }

    #[test]
    fn endpoints() {
        let (address, mode) = ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE");
        for (variables, endpoint) in [
            (&[][..], "http://169.254.169.254"),
            (&[(mode, "IPv6")], "http://[fd00:ec2::254]"),
            (&[("AWS_IMDS_USE_IPV6", "true")], "http://[fd00:ec2::254]"),
            (&[("AWS_IMDS_USE_IPV6", "true"), (mode, "ipv4")], "http://169.254.169.254"),
            (&[(address, "http://localhost:1/"), (mode, "ipv6")], "http://localhost:1"),
            (&[(address, "")], "http://169.254.169.254"),
        ] {
            assert_eq!(instance(variables).unwrap().unwrap().endpoint, endpoint);
        }
    }

    #[test]
    fn impossible_values_are_errors_even_where_nobody_is_asked() {
        for (name, value, message) in [
            ("AWS_METADATA_SERVICE_TIMEOUT", "1.5", "invalid literal for int() with base 10: '1.5'"),
            ("AWS_METADATA_SERVICE_NUM_ATTEMPTS", "x", "invalid literal for int() with base 10: 'x'"),
            (
                "AWS_EC2_METADATA_SERVICE_ENDPOINT",
                "localhost",
                "Invalid endpoint EC2 Instance Metadata endpoint: localhost",
            ),
            (
                "AWS_EC2_METADATA_SERVICE_ENDPOINT",
                "http://local host:1/",
                "Invalid endpoint EC2 Instance Metadata endpoint: http://local host:1/",
            ),
            (
                "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE",
                "both",
                "Invalid EC2 Instance Metadata endpoint mode: both Valid endpoint modes (case-insensitive): \
                 ('ipv4', 'ipv6').",
            ),
        ] {
            let error = instance(&[("AWS_EC2_METADATA_DISABLED", "true"), (name, value)]).unwrap_err();
            assert_eq!(error.to_string(), message);
        }
        assert!(instance(&[("AWS_EC2_METADATA_DISABLED", "True")]).unwrap().is_none());
        for (attempts, expected) in [("-1", 0), ("0", 0), (" 1_0 ", 10)] {
            let found = instance(&[("AWS_METADATA_SERVICE_NUM_ATTEMPTS", attempts)]).unwrap().unwrap();
            assert_eq!(found.attempts, expected);
        }
        assert!(instance(&[("AWS_METADATA_SERVICE_TIMEOUT", "-1")]).is_err());
    }
}
