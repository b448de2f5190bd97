//! The metadata service of EC2: documents behind a token that a first request gets.

use super::carrier;
use super::settings::Instance;
use crate::client::config::Config;
use crate::client::either::{Carrier, Way};
use crate::client::error::{Error, ErrorKind};
use crate::client::transport::HttpRequest;
use crate::shapes::schema::protocol::Headers;

/// Seconds for which a token is asked.
const TOKEN_LIFETIME: &str = "21600";

/// The service, as far as it has answered.
pub(super) struct Metadata<'a> {
    instance: &'a Instance,
    carrier: Carrier,
    /// `None` is version 1 of the service.
    token: Option<String>,
}

impl<'a> Metadata<'a> {
    /// Asks for a token. `None` if nobody is there or requests are refused.
    ///
    /// # Errors
    /// If there is no token and the settings want one.
    pub(super) async fn open(
        instance: &'a Instance,
        way: Way,
        config: &Config,
    ) -> Result<Option<Metadata<'a>>, Error> {
        let carrier = carrier(way, config, instance.limit)?;
        let headers = vec![("x-aws-ec2-metadata-token-ttl-seconds".into(), TOKEN_LIFETIME.to_owned())];
        let request = request("PUT", instance, "api/token", headers);
        let (mut token, mut is_there) = (None, true);
        for _ in 0..instance.attempts {
            match carrier.send(&request).await {
                Ok(reply) if reply.status == 200 => {
                    token = Some(String::from_utf8_lossy(&reply.body).into_owned());
                    break;
                }
                Ok(reply) if reply.status == 400 => return Ok(None),
                // Tokens are unknown there, or forbidden.
                Ok(reply) if matches!(reply.status, 403..=405) => break,
                Ok(_) => is_there = true,
                // The reply to this request is lost where it has too many hops to go; others arrive.
                Err(error) if error.kind == ErrorKind::ReadTimeout => break,
                Err(error) => {
                    is_there = !matches!(error.kind, ErrorKind::Connect | ErrorKind::ConnectTimeout)
                }
            }
        }
        if token.is_none() && instance.needs_token {
            let message = "Error retrieving metadata: Unable to retrieve token for use in IMDSv2 call and IMDSv1 has \
                           been disabled";
            return Err(Error::new(ErrorKind::Credentials, message));
        }
        Ok(is_there.then_some(Metadata { instance, carrier, token }))
    }

    /// A document that is not empty and passes the test.
    pub(super) async fn get(&self, path: &str, test: impl Fn(&str) -> bool) -> Option<String> {
        let token = self.token.clone().map(|token| ("x-aws-ec2-metadata-token".into(), token));
        let request = request("GET", self.instance, path, token.into_iter().collect());
        for _ in 0..self.instance.attempts {
            let reply = self.carrier.send(&request).await.ok().filter(|reply| reply.status == 200);
            let text = reply.map(|reply| String::from_utf8_lossy(&reply.body).into_owned());
            let found = text.filter(|text| !text.is_empty() && test(text));
            if found.is_some() {
                return found;
            }
        }
        None
    }
}

fn request(method: &'static str, instance: &Instance, path: &str, headers: Headers) -> HttpRequest {
    HttpRequest { headers, ..HttpRequest::new(method, format!("{}/latest/{path}", instance.endpoint)) }
}
