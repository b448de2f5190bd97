//! The built-in HTTP client: ureq over rustls with ring. Connections are kept and used again.

use std::io::{Read, Write};
use std::sync::{Arc, OnceLock};

use ureq::config::Config as Settings;
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::{Agent, AsSendBody, Proxy, SendBody, http};

use super::buffers::{MOST, OUTPUT};
use super::connector::Connections;
use super::wire::{MAX_HEAD, classify, outgoing};
use crate::client::blocking::forward::Forward;
use crate::client::bounded;
use crate::client::error::{Error, ErrorKind};
use crate::client::transport::{
    HttpRequest, HttpResponse, Limits, Link, MAX_REPLY, ProxyAddress, Transport, TransportError, broken,
    is_https, passed_on,
};
use crate::shapes::text::python;

/// So many connections are kept for later requests: as many as threads may send at a time in a run over many records.
const KEPT: usize = 64;

/// The built-in client. Nothing is opened before it is needed: a bundle of certificates where TLS is spoken, a
/// proxy's address where it carries a request.
#[derive(Debug)]
pub struct HttpTransport {
    link: Link,
    /// For `http://` and for `https://` addresses, direct and proxied.
    ways: [[OnceLock<Way>; 2]; 2],
}

/// How a request gets there.
#[derive(Debug)]
enum Way {
    Agent(Agent),
    Forward(Forward),
}

impl HttpTransport {
    /// A client with the settings that concern connections.
    ///
    /// # Errors
    /// If the name of a CA bundle is blank.
    pub fn new(link: &Link) -> Result<HttpTransport, Error> {
        link.trusted()?;
        Ok(HttpTransport { link: link.clone(), ways: Default::default() })
    }

    /// The way to an address. One that cannot be gone is tried again for the next request.
    fn way(&self, is_https: bool, proxy: Option<&str>) -> Result<&Way, TransportError> {
        let way = &self.ways[usize::from(is_https)][usize::from(proxy.is_some())];
        match way.get() {
            Some(way) => Ok(way),
            None => {
                let opened = self.open(is_https, proxy)?;
                Ok(way.get_or_init(|| opened))
            }
        }
    }

    fn open(&self, is_https: bool, proxy: Option<&str>) -> Result<Way, TransportError> {
        let proxy = proxy.map(ProxyAddress::parse).transpose()?;
        let proxy = match proxy {
            Some(proxy) if !is_https && !proxy.is_secure => {
                return Ok(Way::Forward(Forward::new(proxy)));
            }
            other => other,
        };
        let speaks_tls = is_https || proxy.is_some();
        let tls = if speaks_tls { tls(&self.link)? } else { TlsConfig::default() };
        let proxy = proxy.map(|proxy| Proxy::new(&proxy.url())).transpose();
        let proxy = proxy.map_err(|e| TransportError::new(ErrorKind::Proxy, e.to_string()))?;
        Ok(Way::Agent(self.agent(proxy, tls)))
    }

    fn agent(&self, proxy: Option<Proxy>, tls: TlsConfig) -> Agent {
        let settings = Settings::builder()
            .max_response_header_size(MAX_HEAD)
            .input_buffer_size(MOST)
            .output_buffer_size(OUTPUT)
            .http_status_as_error(false)
            .max_idle_connections(KEPT)
            .max_idle_connections_per_host(KEPT)
            .max_redirects(0)
            .proxy(proxy)
            .user_agent("")
            .accept("")
            .accept_encoding("")
            .timeout_connect(self.link.connect_timeout)
            .timeout_per_write(self.link.read_timeout)
            .timeout_recv_response(self.link.read_timeout)
            .timeout_recv_body(self.link.read_timeout)
            .tls_config(tls)
            .build();
        Agent::with_parts(settings, Connections::default(), DefaultResolver::default())
    }
}

fn tls(link: &Link) -> Result<TlsConfig, TransportError> {
    let builder = TlsConfig::builder().disable_verification(!link.verify_tls);
    let unusable = |reason: String| TransportError::new(ErrorKind::Tls, reason);
    let Some(path) = link.trusted().map_err(|error| unusable(error.to_string()))? else {
        return Ok(builder.root_certs(RootCerts::WebPki).build());
    };
    let pem = bounded::read(path, bounded::SETTINGS);
    let pem = pem.map_err(|error| unusable(python::os_error(&error, &path.display().to_string())))?;
    let mut certificates = Vec::new();
    for item in parse_pem(&pem) {
        let item = item.map_err(|error| unusable(format!("{}: {error}", path.display())))?;
        if let PemItem::Certificate(certificate) = item {
            certificates.push(certificate);
        }
    }
    if certificates.is_empty() {
        return Err(unusable(format!("no certificate found: '{}'", path.display())));
    }
    Ok(builder.root_certs(RootCerts::Specific(Arc::new(certificates))).build())
}

impl Transport for HttpTransport {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let (proxy, own) = (self.link.proxies.for_url(&request.url), self.link.limits());
        match self.way(is_https(&request.url), proxy)? {
            Way::Forward(forward) => forward.send(request, &request.limits.unwrap_or(own)),
            Way::Agent(agent) => {
                let limits = request.limits.filter(|limits| *limits != own);
                exchange(agent, request, limits).map_err(|error| classify(&error, proxy))
            }
        }
    }

    fn send_into(&self, request: &HttpRequest, sink: &mut dyn Write) -> Result<HttpResponse, TransportError> {
        let (proxy, own) = (self.link.proxies.for_url(&request.url), self.link.limits());
        let limits = request.limits.unwrap_or(own);
        let agent = match self.way(is_https(&request.url), proxy)? {
            Way::Forward(forward) => return passed_on(forward.send(request, &limits)?, sink),
            Way::Agent(agent) => agent,
        };
        let mut response =
            ask(agent, request, Some(limits), true).map_err(|error| classify(&error, proxy))?;
        if response.status().as_u16() >= 300 {
            return whole(response).map_err(|error| classify(&error, proxy));
        }
        let mut body = response.body_mut().as_reader();
        std::io::copy(&mut body, sink).map_err(|error| broken(&error))?;
        Ok(head(&response))
    }

    fn uploads(&self) -> bool {
        true
    }
}

/// One exchange; `limits` are those that differ from the agent's.
fn exchange(
    agent: &Agent,
    request: &HttpRequest,
    limits: Option<Limits>,
) -> Result<HttpResponse, ureq::Error> {
    whole(ask(agent, request, limits, false)?)
}

type Response = http::Response<ureq::Body>;

/// Sends a request. An empty body is none, which only its length tells.
fn ask(
    agent: &Agent,
    request: &HttpRequest,
    limits: Option<Limits>,
    streams: bool,
) -> Result<Response, ureq::Error> {
    if let Some(upload) = &request.upload {
        let mut reader = upload.open()?;
        let request = outgoing(request).header(http::header::CONTENT_LENGTH, upload.len());
        return run(agent, request.body(SendBody::from_reader(&mut reader))?, limits, streams);
    }
    let mut builder = outgoing(request);
    if request.body.is_empty() {
        if let Some(length) = request.told_length() {
            builder = builder.header("content-length", length);
        }
        return run(agent, builder.body(())?, limits, streams);
    }
    run(agent, builder.body(request.body.as_slice())?, limits, streams)
}

/// A body that streams takes as long as it takes.
fn run(
    agent: &Agent,
    request: http::Request<impl AsSendBody>,
    limits: Option<Limits>,
    streams: bool,
) -> Result<Response, ureq::Error> {
    let Some(limits) = limits else { return agent.run(request) };
    let request = agent
        .configure_request(request)
        .timeout_connect(limits.connect)
        .timeout_per_write(limits.read)
        .timeout_recv_response(limits.read)
        .timeout_recv_body(limits.read.filter(|_| !streams))
        .timeout_per_call(limits.attempt)
        .build();
    agent.run(request)
}

/// A reply without its body.
fn head(response: &Response) -> HttpResponse {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = response.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value)));
    HttpResponse { status: response.status().as_u16(), headers: headers.collect(), body: Vec::new() }
}

/// Room is made at once for bodies that say that they are no longer than this.
const TRUSTED: u64 = 1 << 20;

/// A reply with its body.
fn whole(mut response: Response) -> Result<HttpResponse, ureq::Error> {
    let told = response.body().content_length().unwrap_or_default().min(TRUSTED);
    let mut body = Vec::with_capacity(told as usize);
    response.body_mut().with_config().limit(MAX_REPLY as u64).reader().read_to_end(&mut body)?;
    Ok(HttpResponse { body, ..head(&response) })
}
