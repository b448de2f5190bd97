//! Credentials of a container: one request to the endpoint that its environment names.

use std::net::IpAddr;
use std::time::Duration;

use zeroize::Zeroizing;

use super::settings::{Container, Token};
use super::{carrier, credentials};
use crate::client::call;
use crate::client::config::Config;
use crate::client::either::{Carrier, Way};
use crate::client::error::{Error, ErrorKind};
use crate::client::signing::keys::Credentials;
use crate::client::transport::{HttpRequest, Proxies};
use crate::shapes::text::{os, python};
use crate::shapes::value::{Value, json};

/// For the connection and for each wait, as the AWS CLI has it.
const LIMIT: Duration = Duration::from_secs(2);
const ATTEMPTS: u32 = 3;
const PAUSE: Duration = Duration::from_secs(1);

/// Where a token may be sent without TLS, loopback addresses aside.
const HOSTS: [&str; 4] = ["169.254.170.2", "169.254.170.23", "fd00:ec2::23", "localhost"];

impl Container {
    /// Asks the endpoint, three times if need be.
    pub(in crate::session) async fn credentials(
        &self,
        way: Way,
        config: &Config,
    ) -> Result<Credentials, Error> {
        self.check_host()?;
        self.ask(&carrier(way, config, LIMIT)?, PAUSE).await
    }

    fn check_host(&self) -> Result<(), Error> {
        let url: http::Uri = self.url.parse().map_err(|error| {
            Error::new(ErrorKind::Config, format!("Invalid endpoint: {}", self.url)).with_source(error)
        })?;
        let host = url.host().unwrap_or_default().trim_matches(['[', ']']).to_ascii_lowercase();
        let is_loopback = || host.parse().is_ok_and(|address: IpAddr| address.is_loopback());
        if url.scheme_str() == Some("https") || is_loopback() || HOSTS.contains(&&*host) {
            return Ok(());
        }
        let message = format!(
            "Unsupported host '{host}'.  Can only retrieve metadata from a loopback address or one of these hosts: {}",
            HOSTS.join(", ")
        );
        Err(Error::new(ErrorKind::Config, message))
    }

    async fn ask(&self, carrier: &Carrier, pause: Duration) -> Result<Credentials, Error> {
        let mut request = HttpRequest::new("GET", self.url.clone());
        request.set_header("Accept", "application/json");
        if let Some(token) = self.authorization()? {
            request.set_header("Authorization", token);
        }
        for _ in 1..ATTEMPTS {
            match exchange(carrier, &request).await {
                Ok(document) => return read(&document),
                Err(_) => carrier.pause(pause).await?,
            }
        }
        read(&exchange(carrier, &request).await?)
    }

    fn authorization(&self) -> Result<Option<String>, Error> {
        let failed = |message: String| Error::new(ErrorKind::Credentials, message);
        let token = match &self.token {
            None => return Ok(None),
            Some(Token::Text(text)) => text.clone(),
            Some(Token::File(path)) => {
                let text =
                    crate::client::bounded::read_to_string(os::unescape(path), crate::client::bounded::TOKEN);
                Zeroizing::new(text.map_err(|error| failed(python::os_error(&error, path)))?)
            }
        };
        match token.contains(['\r', '\n']) {
            true => Err(failed("Auth token value is not a legal header value".to_owned())),
            false => Ok(Some(token.to_string())),
        }
    }
}

async fn exchange(carrier: &Carrier, request: &HttpRequest) -> Result<Value, Error> {
    let reply = carrier.send(request).await.map_err(|error| {
        let error = call::failed(error, &request.url, &Proxies::default());
        let reason = format!("Received error when attempting to retrieve container metadata: {error}");
        failed(&reason).with_source(error)
    })?;
    let text = String::from_utf8_lossy(&reply.body);
    if reply.status != 200 {
        let status = reply.status;
        return Err(failed(&format!("Received non 200 response {status} from container metadata: {text}")));
    }
    json::parse(&text).map_err(|error| {
        failed("Unable to parse JSON returned from container metadata services").with_source(error)
    })
}

/// A document without credentials is not asked for again: it would say the same.
fn read(document: &Value) -> Result<Credentials, Error> {
    credentials(document).map_err(|member| failed(&format!("the document has no usable {member}")))
}

fn failed(reason: &str) -> Error {
    let message =
        format!("Error when retrieving credentials from container-role: Error retrieving metadata: {reason}");
    Error::new(ErrorKind::Credentials, message)
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::client::transport::{HttpResponse, Transport, TransportError};

    fn container(url: &str) -> Container {
        Container { url: url.to_owned(), token: Some(Token::Text(Zeroizing::new("secret".to_owned()))) }
    }

    #[test]
    fn tokens_are_sent_to_few_hosts() {
        let is_allowed = |url: &str| container(url).check_host().is_ok();
        for url in
            ["http://169.254.170.2/x", "http://LOCALHOST:1/x", "http://127.9.9.9/x", "http://[::1]:80/x"]
        {
            assert!(is_allowed(url), "{url}");
        }
        assert!(is_allowed("http://[fd00:ec2::23]/v1") && is_allowed("https://anywhere.example/x"));
        for url in ["http://169.254.169.254/x", "http://localhost.example/x", "http://[fd00::1]/x", "/x", ""]
        {
            assert!(!is_allowed(url), "{url}");
        }
        assert!(!format!("{:?}", container("http://localhost/")).contains("secret"));
    }

    /// Gives these replies, one after the other.
    struct Replies(Mutex<Vec<(u16, &'static str)>>);

    impl Transport for Replies {
        fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
            assert_eq!(request.headers[1], ("Authorization".into(), "secret".to_owned()));
            let (status, body) = self.0.lock().unwrap().remove(0);
            Ok(HttpResponse { status, body: body.into(), ..HttpResponse::default() })
        }
    }

    #[test]
    fn three_attempts() {
        let good =
            r#"{"AccessKeyId":"a","SecretAccessKey":"s","Token":"t","Expiration":"2099-01-01T00:00:00Z"}"#;
        let half = r#"{"AccessKeyId":"a","SecretAccessKey":"s","Token":"t"}"#;
        let metadata = "Error when retrieving credentials from container-role: Error retrieving metadata: ";
        for (replies, left, message) in [
            (vec![(200, good), (200, good)], 1, None),
            (vec![(500, ""), (200, "x"), (200, good)], 0, None),
            (
                vec![(500, ""), (500, ""), (503, "busy")],
                0,
                Some("Received non 200 response 503 from container metadata: busy"),
            ),
            (vec![(200, "x"); 3], 0, Some("Unable to parse JSON returned from container metadata services")),
            (vec![(200, half); 3], 2, Some("the document has no usable Expiration")),
        ] {
            let replies = Arc::new(Replies(Mutex::new(replies)));
            let carrier = Carrier::Waiting(Arc::clone(&replies) as _);
            let found = Way::Waiting.finish(container("http://localhost/").ask(&carrier, Duration::ZERO));
            let error = found.err().map(|error| error.to_string());
            let unasked = replies.0.lock().unwrap().len();
            assert_eq!((error, unasked), (message.map(|m| format!("{metadata}{m}")), left));
        }
    }
}
