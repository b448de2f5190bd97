//! The built-in HTTP client: ureq over rustls with ring. Connections are kept and used again.

use std::io::{ErrorKind as Io, Write};
use std::sync::Arc;
use std::time::Duration;

use ureq::config::Config as Settings;
use ureq::http;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, AsSendBody, Proxy, Timeout};

use crate::client::blocking::forward::Forward;
use crate::client::error::{Error, ErrorKind};
use crate::client::transport::{
    HttpRequest, HttpResponse, Link, MAX_REPLY, Proxies, Transport, TransportError, broken, too_long, without_secrets,
};

/// The longest head of a reply. A connection's input buffer has to hold it, and is cleared for each connection.
const MAX_HEAD: usize = 32 * 1024;

/// Most bytes of a request that are handed to the system at once; cleared for each connection, too.
const OUTPUT_BUFFER: usize = 16 * 1024;

/// The built-in client.
#[derive(Debug)]
pub struct HttpTransport {
    direct: Agent,
    http_proxied: Option<Agent>,
    https_proxied: Option<Agent>,
    forward: Option<Forward>,
    proxies: Proxies,
}

/// What every connection has in common.
#[derive(Clone, Debug)]
struct Common {
    connect_timeout: Option<Duration>,
    read_timeout: Option<Duration>,
    tls: TlsConfig,
}

impl HttpTransport {
    /// A client with the settings that concern connections.
    ///
    /// # Errors
    /// If the CA bundle cannot be read or a proxy's address is none.
    pub fn new(link: &Link) -> Result<HttpTransport, Error> {
        let settings = Common {
            connect_timeout: link.connect_timeout,
            read_timeout: link.read_timeout,
            tls: tls(link)?,
        };
        let proxies = link.proxies.clone();
        let proxied = |url: &Option<String>| url.as_ref().map(|url| settings.proxied(url)).transpose();
        Ok(HttpTransport {
            direct: settings.agent(None),
            http_proxied: proxied(&proxies.http)?,
            https_proxied: proxied(&proxies.https)?,
            forward: proxies
                .http
                .as_deref()
                .and_then(|url| Forward::new(url, link.connect_timeout, link.read_timeout)),
            proxies,
        })
    }
}

impl Common {
    fn proxied(&self, url: &str) -> Result<Agent, Error> {
        let proxy = Proxy::new(url).map_err(|e| {
            let message = format!("Failed to connect to proxy URL: \"{}\"", without_secrets(url));
            Error::new(ErrorKind::Proxy, message).with_source(e)
        })?;
        Ok(self.agent(Some(proxy)))
    }

    fn agent(&self, proxy: Option<Proxy>) -> Agent {
        Settings::builder()
            .max_response_header_size(MAX_HEAD)
            .input_buffer_size(MAX_HEAD + 1024)
            .output_buffer_size(OUTPUT_BUFFER)
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(proxy)
            .user_agent("")
            .accept("")
            .accept_encoding("")
            .timeout_connect(self.connect_timeout)
            .timeout_per_write(self.read_timeout)
            .timeout_recv_response(self.read_timeout)
            .timeout_recv_body(self.read_timeout)
            .tls_config(self.tls.clone())
            .build()
            .into()
    }
}

fn tls(link: &Link) -> Result<TlsConfig, Error> {
    let builder = TlsConfig::builder().disable_verification(!link.verify_tls);
    let Some(path) = link.trusted()? else {
        return Ok(builder.root_certs(RootCerts::WebPki).build());
    };
    let invalid = |source: Box<dyn std::error::Error + Send + Sync>| {
        let message =
            format!("Could not find a suitable TLS CA certificate bundle, invalid path: {}", path.display());
        Error::new(ErrorKind::Tls, message).with_source(source)
    };
    let pem = std::fs::read(path).map_err(|e| invalid(e.into()))?;
    let mut certificates = Vec::new();
    for item in parse_pem(&pem) {
        if let PemItem::Certificate(certificate) = item.map_err(|e| invalid(e.into()))? {
            certificates.push(certificate);
        }
    }
    Ok(builder.root_certs(RootCerts::Specific(Arc::new(certificates))).build())
}

impl Transport for HttpTransport {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let (agent, proxy) = match self.carrier(request) {
            Carrier::Forward(forward) => return forward.send(request),
            Carrier::Agent(agent, proxy) => (agent, proxy),
        };
        exchange(agent, request).map_err(|error| classify(&error, proxy))
    }

    fn send_into(&self, request: &HttpRequest, sink: &mut dyn Write) -> Result<HttpResponse, TransportError> {
        let (agent, proxy) = match self.carrier(request) {
            Carrier::Forward(forward) => return forward.send_into(request, sink),
            Carrier::Agent(agent, proxy) => (agent, proxy),
        };
        let mut response = ask(agent, request, true).map_err(|error| classify(&error, proxy))?;
        if response.status().as_u16() >= 300 {
            return whole(response).map_err(|error| classify(&error, proxy));
        }
        let mut body = response.body_mut().as_reader();
        std::io::copy(&mut body, sink).map_err(|error| broken(&error))?;
        Ok(head(&response))
    }
}

/// What carries a request.
enum Carrier<'a> {
    Forward(&'a Forward),
    Agent(&'a Agent, Option<&'a str>),
}

impl HttpTransport {
    fn carrier(&self, request: &HttpRequest) -> Carrier<'_> {
        let proxy = self.proxies.for_url(&request.url);
        let is_https = request.url.starts_with("https:");
        if let Some(forward) = self.forward.as_ref().filter(|_| proxy.is_some() && !is_https) {
            return Carrier::Forward(forward);
        }
        let proxied = if is_https { &self.https_proxied } else { &self.http_proxied };
        Carrier::Agent(proxied.as_ref().filter(|_| proxy.is_some()).unwrap_or(&self.direct), proxy)
    }
}

fn exchange(agent: &Agent, request: &HttpRequest) -> Result<HttpResponse, ureq::Error> {
    whole(ask(agent, request, false)?)
}

type Response = http::Response<ureq::Body>;

/// Sends a request. A body that streams takes as long as it takes; methods that are for reading go without an empty one.
fn ask(agent: &Agent, request: &HttpRequest, streams: bool) -> Result<Response, ureq::Error> {
    let mut builder = http::Request::builder().method(request.method).uri(&request.url);
    for (name, value) in &request.headers {
        builder = builder.header(&**name, value);
    }
    let is_bare = request.body.is_empty() && matches!(request.method, "GET" | "HEAD" | "DELETE");
    match is_bare {
        true => run(agent, builder.body(())?, streams),
        false => run(agent, builder.body(request.body.as_slice())?, streams),
    }
}

fn run(agent: &Agent, request: http::Request<impl AsSendBody>, streams: bool) -> Result<Response, ureq::Error> {
    match streams {
        true => agent.run(agent.configure_request(request).timeout_recv_body(None).build()),
        false => agent.run(request),
    }
}

/// A reply without its body.
fn head(response: &Response) -> HttpResponse {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = response.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value)));
    HttpResponse { status: response.status().as_u16(), headers: headers.collect(), body: Vec::new() }
}

/// A reply with its body.
fn whole(mut response: Response) -> Result<HttpResponse, ureq::Error> {
    let body = response.body_mut().with_config().limit(MAX_REPLY as u64).read_to_vec()?;
    Ok(HttpResponse { body, ..head(&response) })
}

fn classify(error: &ureq::Error, proxy: Option<&str>) -> TransportError {
    let kind = match error {
        ureq::Error::BodyExceedsLimit(_) => return too_long(),
        ureq::Error::LargeResponseHeader(..) => ErrorKind::Decode,
        ureq::Error::Timeout(Timeout::Connect | Timeout::Resolve) => ErrorKind::ConnectTimeout,
        ureq::Error::Timeout(_) => ErrorKind::ReadTimeout,
        ureq::Error::ConnectProxyFailed(_) | ureq::Error::InvalidProxyUrl => ErrorKind::Proxy,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed if proxy.is_some() => ErrorKind::Proxy,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => ErrorKind::Connect,
        ureq::Error::BadUri(_) => ErrorKind::Endpoint,
        // A value that no header may have. It stays unsaid, since it may be a secret.
        ureq::Error::Http(_) => {
            let reason = format!("An HTTP Client raised an unhandled exception: {error}");
            return TransportError::new(ErrorKind::Unexpected, reason);
        }
        ureq::Error::Tls(_) | ureq::Error::Pem(_) | ureq::Error::Rustls(_) => ErrorKind::Tls,
        ureq::Error::Io(io) => classify_io(io, proxy),
        _ => ErrorKind::ConnectionClosed,
    };
    TransportError::new(kind, error.to_string())
}

fn classify_io(error: &std::io::Error, proxy: Option<&str>) -> ErrorKind {
    let inner = error.get_ref().map(ToString::to_string).unwrap_or_default();
    match error.kind() {
        Io::ConnectionRefused | Io::HostUnreachable | Io::NetworkUnreachable | Io::AddrNotAvailable => {
            match proxy {
                Some(_) => ErrorKind::Proxy,
                None => ErrorKind::Connect,
            }
        }
        Io::TimedOut | Io::WouldBlock => ErrorKind::ReadTimeout,
        // A proxy that says yes and then goes on to talk is no tunnel.
        Io::InvalidData if proxy.is_some() && inner.contains("corrupt message") => {
            ErrorKind::ConnectionClosed
        }
        // Certificates that are not trusted, alerts, bytes that are no TLS: nothing that passes.
        Io::InvalidData => ErrorKind::Tls,
        _ if inner.contains("failed to lookup address") => ErrorKind::Connect,
        _ => ErrorKind::ConnectionClosed,
    }
}
