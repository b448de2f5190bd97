//! What carries requests: one trait of one method, and the built-in HTTP client behind it.

#[cfg(feature = "blocking")]
mod forward;
#[cfg(feature = "blocking")]
mod http;
#[cfg(feature = "blocking")]
mod message;
#[cfg(feature = "async")]
mod reqwest;

use std::fmt;
#[cfg(feature = "async")]
use std::{future::Future, pin::Pin, sync::Arc};

use crate::error::ErrorKind;

#[cfg(feature = "async")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "blocking")]
pub use http::HttpTransport;

/// Replies longer than this are refused, so that a broken server cannot exhaust memory.
#[cfg(any(feature = "async", feature = "blocking"))]
const MAX_REPLY: usize = 64 * 1024 * 1024;

/// The error about a reply over [`MAX_REPLY`]. Asking again would bring as much.
#[cfg(any(feature = "async", feature = "blocking"))]
fn too_long() -> TransportError {
    let reason = format!("the reply is longer than {} MiB", MAX_REPLY >> 20);
    TransportError::new(ErrorKind::Decode, reason)
}

/// A request that is ready to be sent: signed, with every header but `Host` and `Content-Length`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpRequest {
    /// HTTP method.
    pub method: &'static str,
    /// Absolute URL.
    pub url: String,
    /// Headers in the order in which they are sent.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// A reply, read to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HttpResponse {
    /// HTTP status.
    pub status: u16,
    /// Headers as they came.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// The first header of that name, in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Sends a request and reads the reply. An HTTP status that means an error is a reply like any other.
pub trait Transport: Send + Sync {
    /// One exchange.
    ///
    /// # Errors
    /// If there is no complete reply.
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError>;
}

/// An exchange that is under way.
#[cfg(feature = "async")]
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<HttpResponse, TransportError>> + Send + 'a>>;

/// A [`Transport`] that does not block.
#[cfg(feature = "async")]
pub trait AsyncTransport: Send + Sync {
    /// One exchange. Fails if there is no complete reply.
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a>;
}

/// Stand-ins that answer from memory serve both clients.
#[cfg(feature = "async")]
impl AsyncTransport for Arc<dyn Transport> {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a> {
        Box::pin(async move { Transport::send(&**self, request) })
    }
}

/// Why there is no complete reply.
#[derive(Debug)]
pub struct TransportError {
    /// One of the kinds from [`ErrorKind::Connect`] to [`ErrorKind::Proxy`], which may be worth another
    /// attempt; or [`ErrorKind::Decode`], if there is a reply but not one to be read.
    pub kind: ErrorKind,
    /// The reason in the words of whoever found it.
    pub reason: String,
}

impl TransportError {
    /// An error of a kind.
    #[must_use]
    pub fn new(kind: ErrorKind, reason: impl Into<String>) -> TransportError {
        TransportError { kind, reason: reason.into() }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for TransportError {}

/// Proxies by the scheme of the address that is called.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proxies {
    /// For `http://` addresses.
    pub http: Option<String>,
    /// For `https://` addresses.
    pub https: Option<String>,
    /// Hosts that are called directly: names, `.domain` tails, or `*`.
    pub no_proxy: Vec<String>,
}

impl Proxies {
    /// Reads `http_proxy`, `https_proxy` and `no_proxy`; lower case beats upper case. `all_proxy` is none of
    /// the AWS CLI's. In a CGI script `HTTP_PROXY` is a header of the request and not to be believed.
    #[must_use]
    pub fn from_env(get: impl Fn(&str) -> Option<String>) -> Proxies {
        let cgi = get("REQUEST_METHOD").is_some();
        let upper = |name: &str| get(&name.to_uppercase()).filter(|_| !(cgi && name == "http_proxy"));
        let find = |name: &str| get(name).or_else(|| upper(name)).filter(|v| !v.is_empty());
        let no_proxy = find("no_proxy").unwrap_or_default();
        Proxies {
            http: find("http_proxy"),
            https: find("https_proxy"),
            no_proxy: no_proxy.split(',').map(|h| h.trim().to_owned()).filter(|h| !h.is_empty()).collect(),
        }
    }

    /// The proxy for a URL, if one is to be used.
    #[must_use]
    pub fn for_url(&self, url: &str) -> Option<&str> {
        let (scheme, rest) = url.split_once("://")?;
        let proxy = if scheme == "https" { &self.https } else { &self.http };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let port = |tail: &str| tail.bytes().all(|b| b.is_ascii_digit());
        let host =
            authority.rsplit_once(':').filter(|(_, tail)| port(tail)).map_or(authority, |(host, _)| host);
        let direct = self.no_proxy.iter().any(|entry| {
            let name = entry.trim_start_matches('.').to_lowercase();
            let (host, whole) = (host.to_lowercase(), authority.to_lowercase());
            entry == "*" || host == name || whole == name || host.ends_with(&format!(".{name}"))
        });
        proxy.as_deref().filter(|_| !direct)
    }
}

/// An address with user and password hidden, fit to be shown.
#[cfg(any(feature = "async", feature = "blocking"))]
pub(crate) fn without_secrets(url: &str) -> String {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url[start..].find('/').map_or(url.len(), |at| start + at);
    match url[start..end].rfind('@') {
        Some(at) => format!("{}***:***{}", &url[..start], &url[start + at..]),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_that_do_not_count() {
        let set = |names: &'static [&str]| {
            Proxies::from_env(|name| names.contains(&name).then(|| format!("http://{name}")))
        };
        assert_eq!(set(&["all_proxy", "ALL_PROXY"]), Proxies::default());
        assert_eq!(set(&["HTTP_PROXY", "REQUEST_METHOD"]), Proxies::default());
        assert!(set(&["http_proxy", "REQUEST_METHOD"]).http.is_some());
        assert!(set(&["HTTPS_PROXY", "REQUEST_METHOD"]).https.is_some());
        let empty = |name: &str| Some(if name == "http_proxy" { "" } else { "http://x" }.to_owned());
        assert_eq!(Proxies::from_env(empty).http, None);
    }

    #[test]
    fn proxies_follow_the_environment() {
        let env = |name: &str| match name {
            "HTTP_PROXY" => Some("http://upper".to_owned()),
            "https_proxy" => Some("http://lower".to_owned()),
            "NO_PROXY" => Some("localhost, .internal ,10.0.0.1".to_owned()),
            _ => None,
        };
        let proxies = Proxies::from_env(env);
        assert_eq!(proxies.for_url("http://a.example/x"), Some("http://upper"));
        assert_eq!(proxies.for_url("https://a.example"), Some("http://lower"));
        for direct in
            ["http://localhost:80/", "https://x.internal", "http://internal", "http://10.0.0.1:8080"]
        {
            assert_eq!(proxies.for_url(direct), None, "{direct}");
        }
        let bare = Proxies { no_proxy: vec!["[::1]".into()], ..proxies.clone() };
        assert_eq!((bare.for_url("http://[::1]/"), bare.for_url("http://[::1]:80/")), (None, None));
        let all = Proxies { no_proxy: vec!["*".into()], ..proxies };
        assert_eq!(all.for_url("https://a.example"), None);
    }
}
