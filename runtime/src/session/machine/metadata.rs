//! The metadata service of EC2: documents behind a token that a first request gets.

use super::carrier;
use super::settings::Instance;
use crate::client::config::Config;
use crate::client::either::{Carrier, Way};
use crate::client::error::{Error, ErrorKind};
use crate::client::transport::{HttpRequest, TransportError};
use crate::shapes::schema::protocol::Headers;

/// Seconds for which a token is asked.
const TOKEN_LIFETIME: &str = "21600";

/// Why there is no answer that serves, for people. Nothing that the service keeps secret is in it.
pub(super) type Reason = String;

/// The service, as far as it has answered.
pub(super) struct Metadata<'a> {
    instance: &'a Instance,
    carrier: Carrier,
    /// `None` is version 1 of the service.
    token: Option<String>,
}

impl<'a> Metadata<'a> {
    /// Asks for a token. Whether nobody is there or requests are refused, is a reason.
    ///
    /// # Errors
    /// If there is no token and the settings want one, or it is none that can be sent, or no time is given.
    pub(super) async fn open(
        instance: &'a Instance,
        way: Way,
        config: &Config,
    ) -> Result<Result<Metadata<'a>, Reason>, Error> {
        if instance.limit.is_zero() {
            return Err(Error::new(
                ErrorKind::Config,
                "metadata_service_timeout: 0 seconds are no time to wait",
            ));
        }
        let carrier = carrier(way, config, instance.limit)?;
        let headers = vec![("x-aws-ec2-metadata-token-ttl-seconds".into(), TOKEN_LIFETIME.to_owned())];
        let request = request("PUT", instance, "api/token", headers);
        let (mut token, mut absent) = (None, None);
        for _ in 0..instance.attempts {
            match carrier.send(&request).await {
                Ok(reply) if reply.status == 200 => {
                    token = Some(sendable(String::from_utf8_lossy(&reply.body).into_owned())?);
                    break;
                }
                Ok(reply) if reply.status == 400 => return Ok(Err(status(reply.status))),
                // Tokens are unknown there, or forbidden.
                Ok(reply) if matches!(reply.status, 403..=405) => break,
                Ok(_) => absent = None,
                // The reply to this request is lost where it has too many hops to go; others arrive.
                Err(error) if error.kind == ErrorKind::ReadTimeout => break,
                Err(error) => {
                    let is_absent = matches!(error.kind, ErrorKind::Connect | ErrorKind::ConnectTimeout);
                    absent = is_absent.then(|| unanswered(&error));
                }
            }
        }
        if token.is_none() && instance.needs_token {
            let message = "Error retrieving metadata: Unable to retrieve token for use in IMDSv2 call and IMDSv1 has \
                           been disabled";
            return Err(Error::new(ErrorKind::Credentials, message));
        }
        Ok(absent.map_or(Ok(Metadata { instance, carrier, token }), Err))
    }

    /// What is read of a document that is not empty.
    pub(super) async fn get<T>(&self, path: &str, read: impl Fn(String) -> Option<T>) -> Result<T, Reason> {
        let token = self.token.clone().map(|token| ("x-aws-ec2-metadata-token".into(), token));
        let request = request("GET", self.instance, path, token.into_iter().collect());
        let mut reason = "not asked".to_owned();
        for _ in 0..self.instance.attempts {
            reason = match self.carrier.send(&request).await {
                Err(error) => unanswered(&error),
                Ok(reply) if reply.status != 200 => status(reply.status),
                Ok(reply) if reply.body.is_empty() => "an empty document".to_owned(),
                Ok(reply) => match read(String::from_utf8_lossy(&reply.body).into_owned()) {
                    Some(found) => return Ok(found),
                    None => "a document that cannot be read".to_owned(),
                },
            };
        }
        Err(reason)
    }
}

/// A token with a line feed would be the end of its header.
fn sendable(token: String) -> Result<String, Error> {
    match token.contains(['\r', '\n']) {
        true => {
            let message = "Error retrieving metadata: the token is no value of a header";
            Err(Error::new(ErrorKind::Credentials, message))
        }
        false => Ok(token),
    }
}

fn status(status: u16) -> Reason {
    format!("HTTP {status}")
}

fn unanswered(error: &TransportError) -> Reason {
    let reason = match error.kind {
        ErrorKind::Connect => "no connection",
        ErrorKind::ConnectTimeout => "no connection in time",
        ErrorKind::ReadTimeout => "no reply in time",
        _ => "no reply that can be read",
    };
    reason.to_owned()
}

fn request(method: &'static str, instance: &Instance, path: &str, headers: Headers) -> HttpRequest {
    HttpRequest { headers, ..HttpRequest::new(method, format!("{}/latest/{path}", instance.endpoint)) }
}
