//! The built-in HTTP client of the async client: reqwest over rustls with ring.

use std::error::Error as StdError;
use std::pin::pin;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use reqwest::{Certificate, Proxy, Url, redirect};

use super::clock;
use super::uploading::{Progress, Uploading};
use crate::client::bounded;
use crate::client::error::{Error, ErrorKind};
use crate::client::transport::{
    AsyncTransport, HttpRequest, HttpResponse, Limits, Link, MAX_REPLY, ProxyAddress, Sending,
    TransportError, is_https, too_long,
};
use crate::shapes::text::python;

/// The built-in client, or one of your own. Nothing of the built-in one is opened before it is needed: a bundle
/// of certificates where TLS is spoken, a proxy's address where it carries a request.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    clients: Clients,
    /// The address of the last request, which most often is that of the next.
    last: Mutex<Option<Url>>,
}

#[derive(Debug)]
enum Clients {
    Given(reqwest::Client),
    /// For `http://` and for `https://` addresses, direct and proxied.
    Own {
        link: Link,
        opened: [[OnceLock<reqwest::Client>; 2]; 2],
    },
}

impl ReqwestTransport {
    /// A client with the settings that concern connections.
    ///
    /// # Errors
    /// If the name of a CA bundle is blank.
    pub fn new(link: &Link) -> Result<ReqwestTransport, Error> {
        link.trusted()?;
        Ok(ReqwestTransport::of(Clients::Own { link: link.clone(), opened: Default::default() }))
    }

    fn of(clients: Clients) -> ReqwestTransport {
        ReqwestTransport(Arc::new(Shared { clients, last: Mutex::default() }))
    }

    /// The limits of requests that bring none.
    fn limits(&self) -> Limits {
        match &self.0.clients {
            Clients::Given(_) => Limits::default(),
            Clients::Own { link, .. } => link.limits(),
        }
    }

    /// The client for an address. One that cannot be made is tried again for the next request.
    fn client(&self, url: &str) -> Result<&reqwest::Client, TransportError> {
        let (link, opened) = match &self.0.clients {
            Clients::Given(client) => return Ok(client),
            Clients::Own { link, opened } => (link, opened),
        };
        let (is_https, proxy) = (is_https(url), link.proxies.for_url(url));
        let client = &opened[usize::from(is_https)][usize::from(proxy.is_some())];
        match client.get() {
            Some(client) => Ok(client),
            None => {
                let made = open(link, is_https, proxy)?;
                Ok(client.get_or_init(|| made))
            }
        }
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    /// Sends through a client of your own; its settings of proxies, certificates and timeouts hold, the latter
    /// beside those of the requests. It should follow no redirects.
    fn from(client: reqwest::Client) -> ReqwestTransport {
        ReqwestTransport::of(Clients::Given(client))
    }
}

fn open(link: &Link, is_https: bool, proxy: Option<&str>) -> Result<reqwest::Client, TransportError> {
    let mut builder = reqwest::Client::builder()
        .redirect(redirect::Policy::none())
        .danger_accept_invalid_certs(!link.verify_tls)
        .no_proxy();
    if let Some(limit) = link.connect_timeout {
        builder = builder.connect_timeout(limit);
    }
    let proxy = proxy.map(ProxyAddress::parse).transpose()?;
    let speaks_tls = is_https || proxy.as_ref().is_some_and(|proxy| proxy.is_secure);
    if let Some(proxy) = proxy {
        let proxy = Proxy::all(proxy.url());
        builder = builder.proxy(proxy.map_err(|e| TransportError::new(ErrorKind::Proxy, reason(&e)))?);
    }
    if speaks_tls {
        let certificates = trusted(link)?;
        builder = builder.tls_built_in_root_certs(certificates.is_none());
        for certificate in certificates.into_iter().flatten() {
            builder = builder.add_root_certificate(certificate);
        }
    }
    builder.build().map_err(|e| TransportError::new(ErrorKind::Unexpected, reason(&e)))
}

/// The certificates to trust in place of the built-in ones.
fn trusted(link: &Link) -> Result<Option<Vec<Certificate>>, TransportError> {
    let unusable = |reason: String| TransportError::new(ErrorKind::Tls, reason);
    let Some(path) = link.trusted().map_err(|error| unusable(error.to_string()))? else { return Ok(None) };
    let pem = bounded::read(path, bounded::SETTINGS);
    let pem = pem.map_err(|error| unusable(python::os_error(&error, &path.display().to_string())))?;
    let certificates = Certificate::from_pem_bundle(&pem);
    let certificates = certificates.map_err(|error| unusable(format!("{}: {error}", path.display())))?;
    match certificates.is_empty() {
        true => Err(unusable(format!("no certificate found: '{}'", path.display()))),
        false => Ok(Some(certificates)),
    }
}

impl AsyncTransport for ReqwestTransport {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a> {
        Box::pin(self.exchange(request))
    }

    fn uploads(&self) -> bool {
        true
    }
}

impl ReqwestTransport {
    async fn exchange(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Err(TransportError::new(ErrorKind::Unsupported, clock::no_runtime().to_string()));
        }
        let mut outgoing = self.addressed(request)?;
        for (name, value) in &request.headers {
            outgoing = outgoing.header(&**name, value);
        }
        if let Some(length) = request.told_length() {
            outgoing = outgoing.header("content-length", length);
        }
        let limit = request.limits.unwrap_or_else(|| self.limits()).read;
        let uploading = request.upload.as_ref().map(Uploading::new);
        let progress = uploading.as_ref().map(Uploading::progress);
        let body = match uploading {
            Some(uploading) => reqwest::Body::wrap(uploading),
            None => request.body.clone().into(),
        };
        let response = begun(limit, outgoing.body(body).send(), progress).await?.map_err(|e| failure(&e))?;
        in_time(limit, read(response), "end").await?
    }

    /// A request that has its address, and room for headers: these, and what the client adds.
    fn addressed(&self, request: &HttpRequest) -> Result<reqwest::RequestBuilder, TransportError> {
        let method = reqwest::Method::from_bytes(request.method.as_bytes());
        let method = method.map_err(|e| TransportError::new(ErrorKind::Encode, e.to_string()))?;
        let client = self.client(&request.url)?;
        let mut last = self.0.last.lock().unwrap_or_else(PoisonError::into_inner);
        let known = last.as_ref().filter(|url| url.as_str() == request.url).cloned();
        let mut outgoing = match known {
            Some(url) => reqwest::Request::new(method, url),
            None => {
                let parsed = client.request(method, &request.url).build().map_err(|e| failure(&e))?;
                *last = Some(parsed.url().clone());
                parsed
            }
        };
        outgoing.headers_mut().reserve(request.headers.len() + 4);
        Ok(reqwest::RequestBuilder::from_parts(client.clone(), outgoing))
    }
}

/// Reads a reply to its end.
async fn read(mut response: reqwest::Response) -> Result<HttpResponse, TransportError> {
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

/// The head of a reply, if it comes within the limit. As long as the request's body is taken, the time for it has not begun.
async fn begun<T>(
    limit: Option<Duration>,
    sending: impl Future<Output = T>,
    progress: Option<Progress>,
) -> Result<T, TransportError> {
    let mut sending = pin!(sending);
    let mut seen = progress.as_ref().map(Progress::sent);
    loop {
        let result = in_time(limit, sending.as_mut(), "begin").await;
        let now = progress.as_ref().map(Progress::sent);
        if result.is_ok() || now == seen {
            return result;
        }
        seen = now;
    }
}

/// What the future gives, if it does so within the limit.
async fn in_time<T>(
    limit: Option<Duration>,
    future: impl Future<Output = T>,
    what: &str,
) -> Result<T, TransportError> {
    let Some(limit) = limit else { return Ok(future.await) };
    let late = || TransportError::new(ErrorKind::ReadTimeout, format!("the reply did not {what} in time"));
    clock::within(limit, future).await.ok_or_else(late)
}

fn failure(error: &reqwest::Error) -> TransportError {
    // A header that cannot be sent, in the words of the client that blocks. Its value stays unsaid, since it may be a secret.
    let wrong = error.source().and_then(|source| source.downcast_ref::<http::Error>());
    if let Some(wrong) = wrong.filter(|wrong| !wrong.is::<http::uri::InvalidUri>()) {
        let reason = format!("An HTTP Client raised an unhandled exception: http: {wrong}");
        return TransportError::new(ErrorKind::Unexpected, reason);
    }
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
