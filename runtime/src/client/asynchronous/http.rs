//! The built-in HTTP client of the async client: reqwest over rustls with ring.

use std::error::Error as StdError;
use std::pin::Pin;
use std::sync::Arc;

use reqwest::{Certificate, NoProxy, Proxy, redirect};

use crate::client::error::{Error, ErrorKind};
use crate::client::transport::{
    HttpRequest, HttpResponse, Link, MAX_REPLY, Proxies, Transport, TransportError, too_long, without_secrets,
};

/// An exchange that is under way.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<HttpResponse, TransportError>> + Send + 'a>>;

/// A [`Transport`] that does not block.
pub trait AsyncTransport: Send + Sync {
    /// One exchange. Fails if there is no complete reply.
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a>;
}

/// Stand-ins that answer from memory serve both clients.
impl AsyncTransport for Arc<dyn Transport> {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a> {
        Box::pin(async move { Transport::send(&**self, request) })
    }
}

/// The built-in client, or one of your own.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A client with the settings that concern connections.
    ///
    /// # Errors
    /// If the CA bundle cannot be read or a proxy's address is none.
    pub fn new(link: &Link) -> Result<ReqwestTransport, Error> {
        let mut builder = reqwest::Client::builder()
            .redirect(redirect::Policy::none())
            .danger_accept_invalid_certs(!link.verify_tls)
            .no_proxy();
        if let Some(limit) = link.connect_timeout {
            builder = builder.connect_timeout(limit);
        }
        if let Some(limit) = link.read_timeout {
            builder = builder.read_timeout(limit);
        }
        for proxy in proxies(&link.proxies)? {
            builder = builder.proxy(proxy);
        }
        if let Some(path) = link.trusted()? {
            let unusable = |reason: String, source: Box<dyn StdError + Send + Sync>| {
                let message = format!("the CA bundle {} {reason}", path.display());
                Error::new(ErrorKind::Tls, message).with_source(source)
            };
            let pem = std::fs::read(path).map_err(|e| unusable(format!("cannot be read: {e}"), e.into()))?;
            let certificates = Certificate::from_pem_bundle(&pem);
            let certificates = certificates.map_err(|e| unusable(format!("is no PEM: {e}"), e.into()))?;
            builder = builder.tls_built_in_root_certs(false);
            for certificate in certificates {
                builder = builder.add_root_certificate(certificate);
            }
        }
        let client = builder.build();
        let failed = |e: reqwest::Error| Error::new(ErrorKind::Config, reason(&e)).with_source(e);
        client.map(ReqwestTransport).map_err(failed)
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    /// Sends through a client of your own; its settings of proxies, certificates and timeouts hold. It
    /// should follow no redirects.
    fn from(client: reqwest::Client) -> ReqwestTransport {
        ReqwestTransport(client)
    }
}

fn proxies(proxies: &Proxies) -> Result<Vec<Proxy>, Error> {
    let direct = NoProxy::from_string(&proxies.no_proxy.join(","));
    let make = |make: fn(&str) -> reqwest::Result<Proxy>, url: &Option<String>| {
        let url = url.as_deref()?;
        let unusable = |e: reqwest::Error| {
            let message = format!("Failed to connect to proxy URL: \"{}\"", without_secrets(url));
            Error::new(ErrorKind::Proxy, message).with_source(e)
        };
        Some(make(url).map(|proxy| proxy.no_proxy(direct.clone())).map_err(unusable))
    };
    let both = [make(|url| Proxy::http(url), &proxies.http), make(|url| Proxy::https(url), &proxies.https)];
    both.into_iter().flatten().collect()
}

impl AsyncTransport for ReqwestTransport {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a> {
        Box::pin(self.exchange(request))
    }
}

impl ReqwestTransport {
    async fn exchange(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let method = reqwest::Method::from_bytes(request.method.as_bytes());
        let method = method.map_err(|e| TransportError::new(ErrorKind::Encode, e.to_string()))?;
        let mut outgoing = self.0.request(method, &request.url);
        for (name, value) in &request.headers {
            outgoing = outgoing.header(&**name, value);
        }
        let mut response = outgoing.body(request.body.clone()).send().await.map_err(|e| failure(&e))?;
        let status = response.status().as_u16();
        let headers = response.headers().iter();
        let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
        let headers = headers.map(|(name, value)| (name.to_string(), text(value.as_bytes()))).collect();
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|e| failure(&e))? {
            if body.len() + chunk.len() > MAX_REPLY {
                return Err(too_long());
            }
            body.extend_from_slice(&chunk);
        }
        Ok(HttpResponse { status, headers, body })
    }
}

fn failure(error: &reqwest::Error) -> TransportError {
    let reason = reason(error);
    let kind = match () {
        () if error.is_timeout() && error.is_connect() => ErrorKind::ConnectTimeout,
        () if error.is_timeout() => ErrorKind::ReadTimeout,
        () if reason.contains("certificate") || reason.contains("handshake") => ErrorKind::Tls,
        () if reason.contains("tunnel") || reason.contains("proxy") => ErrorKind::Proxy,
        () if error.is_connect() => ErrorKind::Connect,
        () if error.is_builder() => ErrorKind::Endpoint,
        () => ErrorKind::ConnectionClosed,
    };
    TransportError::new(kind, reason)
}

/// The innermost reason, which names what happened.
fn reason(error: &reqwest::Error) -> String {
    let mut source: &dyn StdError = error;
    let mut words = source.to_string();
    while let Some(inner) = source.source() {
        source = inner;
        words = format!("{words}: {source}");
    }
    words
}
