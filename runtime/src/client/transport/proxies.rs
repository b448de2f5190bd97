//! Which proxy carries a request. In go the settings and an address, out comes a proxy's address.

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
