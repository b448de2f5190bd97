//! Who may ask a stand-in that listens on a port: programs of this machine, and the web pages that it was told of.
//!
//! In: the head of a request. Out: a refusal, and the headers that let a page read the reply. A browser brings
//! requests of any page in the world to a port of this machine, and a name of that page's own can be made to lead
//! here. So only names of this machine are answered to, and a page has to be allowed by its origin.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::Incoming;
use crate::client::transport::HttpResponse;
use crate::shapes::value::json::{self, Layout};
use crate::shapes::value::{Map, Value};

/// What was allowed beyond this machine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guests {
    /// Origins of web pages, such as `http://localhost:5173`; `*` stands for all.
    pub origins: Vec<String>,
    /// Names by which this machine is called elsewhere, such as `host.docker.internal`.
    pub hosts: Vec<String>,
}

impl Guests {
    /// Why a request is not answered, if it is not.
    pub(super) fn refusal(&self, request: &Incoming) -> Option<HttpResponse> {
        let target =
            request.path.split_once("://").map(|(_, rest)| rest.split('/').next().unwrap_or_default());
        let mut hosts = request.all("host");
        let is_one = hosts.len() == 1;
        hosts.extend(target);
        if let Some(host) = hosts.iter().find(|host| !self.knows(host)) {
            let message = format!(
                "This stand-in answers to names of this machine (localhost, 127.0.0.1, [::1]) and to those of \
                 --allow-host, not to \"{host}\""
            );
            return Some(refused(403, &message));
        }
        if !is_one {
            return Some(refused(400, "A request names one host"));
        }
        let origin = request
            .all("origin")
            .into_iter()
            .find(|origin| !self.allows(origin) && !is_own(origin, hosts[0]))?;
        let message = format!("Pages of the origin \"{origin}\" were not let in: --allow-origin {origin}");
        Some(refused(403, &message))
    }

    fn knows(&self, host: &str) -> bool {
        let name = without_port(host).trim_end_matches('.').to_ascii_lowercase();
        let is_local = name == "localhost"
            || name.ends_with(".localhost")
            || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
            || name
                .strip_prefix('[')
                .and_then(|name| name.strip_suffix(']'))
                .and_then(|name| name.parse::<Ipv6Addr>().ok())
                .is_some_and(|address| address.is_loopback());
        is_local || self.hosts.iter().any(|known| known.eq_ignore_ascii_case(&name))
    }

    fn allows(&self, origin: &str) -> bool {
        self.origins.iter().any(|known| known == "*" || known.eq_ignore_ascii_case(origin))
    }

    /// The headers without which a browser keeps a reply from the page.
    pub(super) fn headers(&self, request: &Incoming) -> Vec<(String, String)> {
        let Some(origin) = request.header("origin").filter(|origin| self.allows(origin)) else {
            return Vec::new();
        };
        let own = [
            ("Access-Control-Allow-Origin", origin),
            ("Access-Control-Expose-Headers", "x-amzn-ErrorType, x-amzn-RequestId, Date"),
            ("Vary", "Origin"),
        ];
        own.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }
}

/// What `OPTIONS` is answered with; browsers ask so before they send what a form cannot.
pub(super) fn options(request: &Incoming) -> HttpResponse {
    const METHODS: &str = "GET, POST, PUT, DELETE, OPTIONS";
    let mut headers = vec![("Allow".to_owned(), METHODS.to_owned())];
    if request.header("origin").is_some() {
        let wanted = request.header("access-control-request-headers").unwrap_or("*");
        for (name, value) in [("Methods", METHODS), ("Headers", wanted)] {
            headers.push((format!("Access-Control-Allow-{name}"), value.to_owned()));
        }
        headers.push(("Access-Control-Max-Age".to_owned(), "600".to_owned()));
        if request.header("access-control-request-private-network").is_some() {
            headers.push(("Access-Control-Allow-Private-Network".to_owned(), "true".to_owned()));
        }
    }
    HttpResponse { status: 204, headers, body: Vec::new() }
}

/// A reply that says in words what is wrong.
pub(super) fn refused(status: u16, message: &str) -> HttpResponse {
    let body: Map = [("message", Value::from(message))].into_iter().collect();
    let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
    HttpResponse { status, headers, body: json::to_string(&Value::Map(body), Layout::Wire).into_bytes() }
}

/// Whether a page came from this very place.
fn is_own(origin: &str, host: &str) -> bool {
    origin.strip_prefix("http://").is_some_and(|origin| origin.eq_ignore_ascii_case(host))
}

fn without_port(host: &str) -> &str {
    let host = host.trim();
    match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => host,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(guests: &Guests, headers: &[(&str, &str)]) -> Option<u16> {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let request = Incoming { path: "/".into(), headers: headers.collect(), ..Incoming::default() };
        guests.refusal(&request).map(|reply| reply.status)
    }

    #[test]
    fn names_of_this_machine() {
        let nobody = Guests::default();
        let guests = Guests { hosts: vec!["host.docker.internal".into()], ..Guests::default() };
        for host in [
            "localhost",
            "LOCALHOST:80",
            "127.0.0.1:4566",
            "127.1.2.3",
            "[::1]:1",
            "[::1]",
            "x.localhost:1",
            "localhost.",
        ] {
            assert_eq!(status(&nobody, &[("Host", host)]), None, "{host}");
        }
        for host in [
            "",
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.nip.io",
            "10.0.0.1",
            "[::2]",
            "::1",
            "0.0.0.0",
            "host.docker.internal:1",
            "127.0.0.1@evil.example",
            "2130706433",
            "[::ffff:127.0.0.1]",
        ] {
            assert_eq!(status(&nobody, &[("Host", host)]), Some(403), "{host}");
        }
        assert_eq!(status(&guests, &[("Host", "host.docker.internal:1")]), None);
        assert_eq!(status(&nobody, &[]), Some(400));
        assert_eq!(status(&nobody, &[("Host", "localhost"), ("host", "localhost")]), Some(400));
        let path = "http://evil.example/".to_owned();
        let headers = vec![("Host".to_owned(), "localhost".to_owned())];
        assert!(nobody.refusal(&Incoming { path, headers, ..Incoming::default() }).is_some());
    }

    #[test]
    fn pages_that_were_let_in() {
        let guests = |origins: &[&str]| Guests {
            origins: origins.iter().map(|origin| (*origin).to_owned()).collect(),
            ..Guests::default()
        };
        let from =
            |guests: &Guests, origin: &str| status(guests, &[("Host", "localhost:1"), ("Origin", origin)]);
        let page = "http://localhost:5173";
        assert_eq!(from(&guests(&[page]), page), None);
        assert_eq!(from(&guests(&["*"]), "null"), None);
        assert_eq!(from(&guests(&[]), "http://localhost:1"), None);
        for origin in [page, "null", "", "https://localhost:1", "http://localhost:1.evil.example"] {
            assert_eq!(from(&guests(&["http://other.example"]), origin), Some(403), "{origin}");
        }
    }
}
