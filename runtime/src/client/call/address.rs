//! Where a call goes: region, endpoint rules, host prefix, path.

use crate::client::config::Config;
use crate::client::error::{Error, ErrorKind};
use crate::shapes::schema::endpoint::{ParameterValue, Parameters};
use crate::shapes::schema::{Operation, Service};

/// An address in the parts that are signed.
#[derive(Clone)]
pub(crate) struct Address {
    scheme: String,
    /// Host name, with the port unless it is the scheme's own.
    pub(crate) host: String,
    /// Path, `/` at least.
    pub(crate) path: String,
    /// Query without `?`; may be empty.
    pub(crate) query: String,
    /// The region in the signature.
    pub(crate) signing_region: String,
    /// The service's name in the signature.
    pub(crate) signing_name: String,
}

impl Address {
    /// Adds what a request says of path and query.
    pub(crate) fn extend(&mut self, path: &str, query: &str) {
        if path != "/" {
            self.path = format!("{}{path}", self.path.trim_end_matches('/'));
        }
        let mark = if self.query.is_empty() || query.is_empty() { "" } else { "&" };
        self.query = format!("{}{mark}{query}", self.query);
    }

    /// The whole URL.
    pub(crate) fn url(&self) -> String {
        let Address { scheme, host, path, query, .. } = self;
        let mark = if query.is_empty() { "" } else { "?" };
        encoded(format!("{scheme}://{host}{path}{mark}{query}"))
    }
}

/// Finds the address of an operation.
pub(super) fn resolve(
    service: &'static Service,
    operation: &Operation,
    config: &Config,
    parameters: &[(&str, ParameterValue<'_>)],
    member: &dyn Fn(&str) -> Option<String>,
) -> Result<Address, Error> {
    let (region, fips_name) = region(config)?;
    let custom = config.endpoint_url.as_deref();
    let endpoint = (service.endpoint)(&Parameters {
        region: Some(&region),
        // An address of the user's own wins over the switches, in silence.
        use_fips: (config.use_fips || fips_name) && custom.is_none(),
        use_dual_stack: config.use_dual_stack && custom.is_none(),
        endpoint: custom,
        operation: parameters,
        partitions: service.partitions,
    });
    let endpoint = endpoint.map_err(|message| Error::new(ErrorKind::Endpoint, message))?;
    let mut address = split(&endpoint.url)?;
    if let Some(prefix) = operation.all_traits().host_prefix {
        address.host = format!("{}{}", fill_labels(prefix, member)?, address.host);
    }
    address.signing_region = endpoint.signing_region.unwrap_or(region);
    address.signing_name = endpoint.signing_name.unwrap_or_else(|| service.signing_name.to_owned());
    Ok(address)
}

/// What the rules are told of the account, unless the settings say otherwise.
pub(super) fn account(config: &Config) -> Vec<(&'static str, &str)> {
    let mode = config.account_id_endpoint_mode.as_deref().unwrap_or("preferred");
    let id = config.account_id.as_deref().filter(|_| mode != "disabled" && config.sign);
    let mut parameters = Vec::from_iter(id.map(|id| ("AccountId", id)));
    parameters.push(("AccountIdEndpointMode", mode));
    parameters
}

/// The error that no region is configured.
pub(crate) fn no_region() -> Error {
    let message = "There is no region: none was given to the client, or found in the environment and the AWS \
                   configuration files.";
    Error::new(ErrorKind::NoRegion, message)
}

/// The configured region, and whether its name asks for FIPS (`fips-us-east-1`).
fn region(config: &Config) -> Result<(String, bool), Error> {
    let name = config.region.as_deref().ok_or_else(no_region)?;
    if name.is_empty() && config.endpoint_url.is_none() {
        return Err(no_region());
    }
    let plain = name.strip_prefix("fips-").or_else(|| name.strip_suffix("-fips"));
    let region = plain.unwrap_or(name);
    let label = |c: char| c.is_ascii_alphanumeric() || c == '-';
    // An empty name passes with an own endpoint, which needs none.
    let good = region.len() < 64
        && region.chars().all(label)
        && !region.starts_with('-')
        && !region.ends_with('-')
        && (region.is_empty() || !region.bytes().all(|b| b.is_ascii_digit()));
    if !good {
        let message = format!("Provided region_name '{name}' doesn't match a supported format.");
        return Err(Error::new(ErrorKind::InvalidRegion, message));
    }
    Ok((region.to_owned(), plain.is_some()))
}

/// A URL in which what may not stand in one is percent-encoded. Signatures are of the path without that.
fn encoded(url: String) -> String {
    let is_plain = |b: u8| {
        b.is_ascii_graphic() && !matches!(b, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
    };
    if url.bytes().all(is_plain) {
        return url;
    }
    url.bytes().fold(String::new(), |mut out, byte| {
        match is_plain(byte) {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
        out
    })
}

/// Takes a URL apart and checks the host name.
pub(super) fn split(url: &str) -> Result<Address, Error> {
    let error = |message: String| Error::new(ErrorKind::Endpoint, message);
    let invalid = || error(format!("Invalid endpoint: {url}"));
    let url = url.trim_start_matches(|c: char| c <= ' ');
    let (scheme, rest) = url.split_once("://").ok_or_else(invalid)?;
    let rest = rest.split('#').next().unwrap_or(rest);
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, port),
        _ => (authority, ""),
    };
    if authority.contains('[') != authority.contains(']') {
        return Err(error("Invalid IPv6 URL".to_owned()));
    }
    if !is_host(host) {
        return Err(invalid());
    }
    if !port.bytes().all(|b| b.is_ascii_digit()) {
        return Err(error(format!("Port could not be cast to integer value as '{port}'")));
    }
    if !port.is_empty() && port.parse::<u16>().is_err() {
        return Err(error("Port out of range 0-65535".to_owned()));
    }
    let default_port = matches!((scheme, port), (_, "") | ("http", "80") | ("https", "443"));
    let scheme = scheme.to_lowercase();
    if !matches!(&*scheme, "http" | "https") {
        let message =
            format!("An HTTP Client raised an unhandled exception: Not supported URL scheme {scheme}");
        return Err(error(message));
    }
    let host = if default_port { host.to_owned() } else { format!("{host}:{port}") };
    let (path, query) = (path.to_owned(), query.to_owned());
    Ok(Address { scheme, host, path, query, signing_region: String::new(), signing_name: String::new() })
}

/// Labels of letters, digits and inner dashes; or an address in brackets.
fn is_host(host: &str) -> bool {
    if let Some(inner) = host.strip_prefix('[').and_then(|h| h.strip_suffix(']')) {
        return inner.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let host = host.strip_suffix('.').unwrap_or(host);
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() < 64
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    !host.is_empty() && host.len() < 256 && host.split('.').all(is_label)
}

/// Fills `{Member}` labels of a host prefix.
fn fill_labels(prefix: &str, member: &dyn Fn(&str) -> Option<String>) -> Result<String, Error> {
    let mut out = String::new();
    let mut rest = prefix;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').unwrap_or((after, ""));
        let value = member(name).filter(|v| crate::shapes::schema::endpoint::is_valid_host_label(v, false));
        let value = value.ok_or_else(|| {
            Error::new(ErrorKind::Endpoint, format!("the member {name} does not make a part of a host name"))
        })?;
        out.push_str(before);
        out.push_str(&value);
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_taken_apart() {
        let address = split("http://127.0.0.1:5555/base/?a=b#c").unwrap();
        assert_eq!((address.host.as_str(), address.path.as_str()), ("127.0.0.1:5555", "/base/"));
        assert_eq!(address.url(), "http://127.0.0.1:5555/base/?a=b");
        assert_eq!(split("https://a.b:443").unwrap().url(), "https://a.b/");
        assert_eq!(split("http://[::1]:80/x").unwrap().host, "[::1]");
        for bad in ["localhost:5555", "http://", "http://a b/", "http://-a/"] {
            assert_eq!(
                split(bad).map(|a| a.url()).unwrap_err().to_string(),
                format!("Invalid endpoint: {bad}")
            );
        }
        assert_eq!(split(" HTTP://a/b c/é?d=e f").unwrap().url(), "http://a/b%20c/%C3%A9?d=e%20f");
        for (bad, words) in
            [("http://[::1", "Invalid IPv6 URL"), ("http://a:65536", "Port out of range 0-65535")]
        {
            assert_eq!(split(bad).map(|a| a.url()).unwrap_err().to_string(), words);
        }
        assert!(split("ftp://a").map(|a| a.url()).unwrap_err().to_string().ends_with("URL scheme ftp"));
        assert!(split("http://a:x").map(|a| a.url()).unwrap_err().to_string().contains("'x'"));
    }

    #[test]
    fn regions_are_checked_and_may_ask_for_fips() {
        let of = |name: &str| region(&Config { region: Some(name.into()), ..Config::default() });
        assert_eq!(of("fips-us-east-1").unwrap(), ("us-east-1".to_owned(), true));
        assert_eq!(of("us-east-1-fips").unwrap(), ("us-east-1".to_owned(), true));
        assert_eq!(of("mars-north-9").unwrap(), ("mars-north-9".to_owned(), false));
        for bad in ["bad region", "-a", "a-", "123"] {
            assert_eq!(of(bad).unwrap_err().kind(), ErrorKind::InvalidRegion, "{bad}");
        }
    }

    #[test]
    fn rules_are_told_of_the_account() {
        let told = |id: Option<&str>, mode: Option<&str>, sign: bool| {
            let (account_id, account_id_endpoint_mode) = (id.map(str::to_owned), mode.map(str::to_owned));
            let config = Config { account_id, account_id_endpoint_mode, sign, ..Config::default() };
            account(&config).iter().map(|(name, text)| format!("{name}={text} ")).collect::<String>()
        };
        let preferred = "AccountId=1 AccountIdEndpointMode=preferred ";
        assert_eq!(told(Some("1"), None, true), preferred);
        assert_eq!(told(Some("1"), Some("disabled"), true), "AccountIdEndpointMode=disabled ");
        assert_eq!(told(None, Some("required"), true), "AccountIdEndpointMode=required ");
        assert_eq!(told(Some("1"), None, false), "AccountIdEndpointMode=preferred ");
    }

    #[test]
    fn host_labels_come_from_the_request() {
        let member = |name: &str| (name == "Shard").then(|| "s1".to_owned());
        assert_eq!(fill_labels("{Shard}.data-", &member).unwrap(), "s1.data-");
        assert!(fill_labels("{Other}.", &member).is_err());
    }
}
