//! Which proxy carries a request. In go the settings and an address, out comes a proxy's address.

use std::borrow::Cow;
use std::fmt;

use super::TransportError;
use crate::client::error::ErrorKind;

/// Proxies by the scheme of the address that is called.
#[derive(Clone, Default, PartialEq, Eq)]
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
        let (_, rest) = url.split_once("://")?;
        let proxy = if is_https(url) { &self.https } else { &self.http };
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

/// Addresses without their passwords.
impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |url: &Option<String>| url.as_deref().map(|url| without_secrets(&completed(url)));
        f.debug_struct("Proxies")
            .field("http", &shown(&self.http))
            .field("https", &shown(&self.https))
            .field("no_proxy", &self.no_proxy)
            .finish()
    }
}

/// A proxy's address, taken apart.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct ProxyAddress {
    /// Whether it is spoken to over TLS.
    pub(crate) is_secure: bool,
    /// User and password as they are written in the address, percent-encoded.
    pub(crate) user: Option<String>,
    /// Name and port.
    pub(crate) host: String,
}

impl fmt::Debug for ProxyAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProxyAddress")
            .field("is_secure", &self.is_secure)
            .field("host", &self.host)
            .finish_non_exhaustive()
    }
}

impl ProxyAddress {
    /// Reads an address, with the proxies that the AWS CLI takes: those that speak HTTP, over TLS or not. What
    /// names another scheme is, as there, the address of a host that cannot be.
    pub(crate) fn parse(url: &str) -> Result<ProxyAddress, TransportError> {
        let url = completed(url);
        let refused = |kind, reason: String| Err(TransportError::new(kind, reason));
        let odd = |reason: String| {
            let reason = format!("An HTTP Client raised an unhandled exception: {reason}");
            refused(ErrorKind::Unexpected, reason)
        };
        let (scheme, rest) = url.split_once(':').unwrap_or_default();
        let rest = rest.trim_start_matches('/');
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (user, host) = authority.rsplit_once('@').map_or((None, authority), |(u, h)| (Some(u), h));
        let has_port = host.rfind(':').is_some_and(|at| !host[at..].contains(']'));
        let (name, port) = host.rsplit_once(':').filter(|_| has_port).unwrap_or((host, ""));
        if rest.contains("://") {
            return refused(ErrorKind::Proxy, "the proxy's scheme is not known".to_owned());
        }
        let in_brackets = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
        let is_legal =
            |name: &str| !name.contains(|c: char| c.is_whitespace() || c.is_control() || "[]".contains(c));
        if name.is_empty() {
            return odd("No host specified.".to_owned());
        } else if !is_legal(in_brackets.unwrap_or(name)) {
            return refused(ErrorKind::Proxy, "the proxy's name is none".to_owned());
        }
        let is_secure = scheme == "https";
        let port = match port {
            "" => Some(if is_secure { 443 } else { 80 }),
            digits => digits.parse::<u16>().ok().filter(|_| digits.bytes().all(|b| b.is_ascii_digit())),
        };
        let Some(port) = port else { return odd(format!("Failed to parse: {}", without_secrets(&url))) };
        Ok(ProxyAddress { is_secure, user: user.map(str::to_owned), host: format!("{name}:{port}") })
    }

    /// The address for an HTTP library.
    pub(crate) fn url(&self) -> String {
        let scheme = if self.is_secure { "https" } else { "http" };
        match &self.user {
            Some(user) => format!("{scheme}://{user}@{}", self.host),
            None => format!("{scheme}://{}", self.host),
        }
    }
}

/// Whether an address is one of TLS, however its scheme is written.
pub(crate) fn is_https(url: &str) -> bool {
    url.split_once(':').is_some_and(|(scheme, _)| scheme.eq_ignore_ascii_case("https"))
}

/// An address with its scheme, as the AWS CLI completes it.
pub(crate) fn completed(url: &str) -> Cow<'_, str> {
    if url.starts_with("http:") || url.starts_with("https:") {
        Cow::Borrowed(url)
    } else if url.starts_with("//") {
        Cow::Owned(format!("http:{url}"))
    } else {
        Cow::Owned(format!("http://{url}"))
    }
}

/// An address with user and password hidden, fit to be shown. What a slash in a password makes a path of is hidden
/// as well.
pub(crate) fn without_secrets(url: &str) -> String {
    let start = url.find("//").map_or(0, |at| at + 2);
    match url[start..].rfind('@') {
        Some(at) => format!("{}***:***{}", &url[..start], &url[start + at..]),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_as_the_aws_cli_takes_them() {
        let parsed = |url: &str| ProxyAddress::parse(url).map(|a| a.url()).map_err(|e| (e.kind, e.reason));
        for (url, expected) in [
            ("http://p.example:3128", "http://p.example:3128"),
            ("https://p.example", "https://p.example:443"),
            ("p.example:1", "http://p.example:1"),
            ("//p.example", "http://p.example:80"),
            ("u:p%40@[::1]:8/path?x", "http://u:p%40@[::1]:8"),
            ("http://[::1]", "http://[::1]:80"),
            ("http://p.example:", "http://p.example:80"),
        ] {
            assert_eq!(parsed(url), Ok(expected.to_owned()), "{url}");
        }
        for url in [
            "socks5://p:1",
            "socks5h://p",
            "ftp://p",
            "HTTP://p:1",
            "file:///x",
            "http://a b:1",
            "http://u:p@[",
        ] {
            assert_eq!(parsed(url).map_err(|(kind, _)| kind), Err(ErrorKind::Proxy), "{url}");
        }
        let odd = |reason: &str| {
            Err((ErrorKind::Unexpected, format!("An HTTP Client raised an unhandled exception: {reason}")))
        };
        assert_eq!(parsed("http://"), odd("No host specified."));
        assert_eq!(parsed("http://u:p@h:99999"), odd("Failed to parse: http://***:***@h:99999"));
        assert_eq!(parsed("http://h:+80"), odd("Failed to parse: http://h:+80"));
        let secret = Proxies { http: Some("u:word@h".into()), ..Proxies::default() };
        let address = ProxyAddress::parse("http://u:word@h").unwrap();
        assert!(!format!("{secret:?}{address:?}").contains("word"));
    }

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
    fn tls_is_meant_in_any_case() {
        for (url, is_secure) in [
            ("https://a", true),
            ("HTTPS://a", true),
            ("hTTps:a", true),
            ("HTTP://a", false),
            ("httpss://a", false),
            ("https", false),
            ("", false),
        ] {
            assert_eq!(is_https(url), is_secure, "{url}");
        }
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
        assert_eq!(proxies.for_url("HTTPS://a.example"), Some("http://lower"));
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
