//! Endpoints: what an emitted rule function takes and gives, the partitions, and the functions that
//! rule sets may call.

/// An emitted function that decides where requests go.
pub type Resolver = fn(&Parameters<'_>) -> Result<Endpoint, String>;

/// What the rules look at.
#[derive(Clone, Copy, Debug)]
pub struct Parameters<'a> {
    /// The AWS region.
    pub region: Option<&'a str>,
    /// Whether FIPS-validated endpoints are wanted.
    pub use_fips: bool,
    /// Whether endpoints that answer on IPv4 and IPv6 are wanted.
    pub use_dual_stack: bool,
    /// An address that overrides the rules.
    pub endpoint: Option<&'a str>,
    /// Parameters that the operation sets, by name: constants and members of the request.
    pub operation: &'a [(&'a str, ParameterValue<'a>)],
    /// The partitions to look regions up in.
    pub partitions: &'a [Partition],
}

/// The value of an operation's own parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ParameterValue<'a> {
    /// Text.
    Text(&'a str),
    /// A switch.
    Flag(bool),
    /// Texts.
    Texts(&'a [String]),
}

impl<'a> Parameters<'a> {
    /// The text of an operation's own parameter, if it is set.
    #[must_use]
    pub fn text(&self, name: &str) -> Option<&'a str> {
        self.operation.iter().find_map(|(n, value)| match value {
            ParameterValue::Text(text) if *n == name => Some(*text),
            _ => None,
        })
    }

    /// The texts of an operation's own parameter, if it is set.
    #[must_use]
    pub fn texts(&self, name: &str) -> Option<&'a [String]> {
        self.operation.iter().find_map(|(n, value)| match value {
            ParameterValue::Texts(texts) if *n == name => Some(*texts),
            _ => None,
        })
    }

    /// An operation's own switch, if it is set.
    #[must_use]
    pub fn flag(&self, name: &str) -> Option<bool> {
        self.operation.iter().find_map(|(n, value)| match value {
            ParameterValue::Flag(flag) if *n == name => Some(*flag),
            _ => None,
        })
    }

    /// The partition of `region`: by name, by the partition's pattern, else the first (`aws`).
    #[must_use]
    pub fn partition(&self, region: &str) -> Option<&'a Partition> {
        let named = |p: &&Partition| p.regions.contains(&region);
        let matching = |p: &&Partition| p.matches(region);
        self.partitions
            .iter()
            .find(named)
            .or_else(|| self.partitions.iter().find(matching))
            .or(self.partitions.first())
    }
}

/// Where a request goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endpoint {
    /// `https://host[/path]`.
    pub url: String,
    /// The name to sign for, where it differs from the service's.
    pub signing_name: Option<String>,
    /// The region to sign for, where it differs from the caller's.
    pub signing_region: Option<String>,
}

impl Endpoint {
    /// An endpoint that is signed for as usual.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Endpoint {
        Endpoint { url: url.into(), ..Endpoint::default() }
    }
}

/// The endpoint of a service that has no rules: of the same form for all services of old. `global` is the host name of
/// one that is everywhere, which its partition's main region signs for.
///
/// # Errors
/// If the region's partition has no endpoint of the kind that is asked for.
pub fn by_prefix(p: &Parameters<'_>, prefix: &str, global: Option<&str>) -> Result<Endpoint, String> {
    if let Some(url) = p.endpoint {
        return Ok(Endpoint::new(url));
    }
    let region =
        p.region.filter(|region| !region.is_empty()).ok_or("Invalid Configuration: Missing Region")?;
    let partition = p.partition(region).ok_or("no partition is known")?;
    if p.use_fips && !partition.supports_fips {
        return Err("FIPS is enabled but this partition does not support FIPS".to_owned());
    }
    if p.use_dual_stack && !partition.supports_dual_stack {
        return Err("DualStack is enabled but this partition does not support DualStack".to_owned());
    }
    let is_first = p.partitions.first().is_some_and(|first| first.name == partition.name);
    if let Some(host) = global.filter(|_| is_first && !p.use_fips && !p.use_dual_stack) {
        let main = partition.implicit_global_region;
        let signing_region = (!main.is_empty()).then(|| main.to_owned());
        return Ok(Endpoint { signing_region, ..Endpoint::new(format!("https://{host}")) });
    }
    let fips = if p.use_fips { "-fips" } else { "" };
    let domain = if p.use_dual_stack { partition.dual_stack_dns_suffix } else { partition.dns_suffix };
    Ok(Endpoint::new(format!("https://{prefix}{fips}.{region}.{domain}")))
}

/// A set of regions that share their domain names.
#[derive(Debug)]
pub struct Partition {
    /// `aws`, `aws-cn`, …
    pub name: &'static str,
    /// Domain of plain endpoints, such as `amazonaws.com`.
    pub dns_suffix: &'static str,
    /// Domain of dual-stack endpoints, such as `api.aws`.
    pub dual_stack_dns_suffix: &'static str,
    /// Whether FIPS endpoints exist.
    pub supports_fips: bool,
    /// Whether dual-stack endpoints exist.
    pub supports_dual_stack: bool,
    /// The region that signs for global endpoints; empty where the partitions are too old to say it.
    pub implicit_global_region: &'static str,
    /// First labels of its region names: `us`, `eu`, … for names such as `us-east-1`.
    pub region_prefixes: &'static [&'static str],
    /// The word after the prefix that tells this partition, such as `iso`; empty where there is none.
    pub region_infix: &'static str,
    /// Names of regions that are known, those that the pattern does not match included.
    pub regions: &'static [&'static str],
}

impl Partition {
    /// Whether `region` has this partition's form: prefix, infix, a word and a number, joined by dashes.
    #[must_use]
    pub fn matches(&self, region: &str) -> bool {
        let Some((prefix, mut rest)) = region.split_once('-') else { return false };
        if !self.region_prefixes.contains(&prefix) {
            return false;
        }
        if !self.region_infix.is_empty() {
            match rest.strip_prefix(self.region_infix).and_then(|r| r.strip_prefix('-')) {
                Some(r) => rest = r,
                None => return false,
            }
        }
        let Some((word, number)) = rest.split_once('-') else { return false };
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        !word.is_empty()
            && word.chars().all(is_word)
            && !number.is_empty()
            && number.bytes().all(|b| b.is_ascii_digit())
    }
}

/// Whether `label` can be a part of a host name; with `dots`, several parts joined by dots.
#[must_use]
pub fn is_valid_host_label(label: &str, dots: bool) -> bool {
    let good = |part: &str| {
        (1..=63).contains(&part.len())
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    if dots { label.split('.').all(good) } else { good(label) }
}

/// Bytes `from..to` of an ASCII text, counted from its end if `reverse`; `None` if it is too short.
#[must_use]
pub fn substring(text: &str, from: usize, to: usize, reverse: bool) -> Option<&str> {
    if from >= to || text.len() < to || !text.is_ascii() {
        return None;
    }
    if reverse { text.get(text.len() - to..text.len() - from) } else { text.get(from..to) }
}

/// The parts of an ARN.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arn<'a> {
    /// `aws`, `aws-cn`, …
    pub partition: &'a str,
    /// The service.
    pub service: &'a str,
    /// The region; may be empty.
    pub region: &'a str,
    /// The account; may be empty.
    pub account_id: &'a str,
    resource: &'a str,
}

impl<'a> Arn<'a> {
    /// Takes `arn:partition:service:region:account:resource` apart.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Arn<'a>> {
        let mut parts = text.splitn(6, ':');
        let (prefix, partition, service) = (parts.next()?, parts.next()?, parts.next()?);
        let (region, account_id, resource) = (parts.next()?, parts.next()?, parts.next()?);
        let whole = prefix == "arn" && !partition.is_empty() && !service.is_empty() && !resource.is_empty();
        whole.then_some(Arn { partition, service, region, account_id, resource })
    }

    /// Part `index` of the resource, which `/` and `:` divide.
    #[must_use]
    pub fn resource_id(&self, index: usize) -> Option<&'a str> {
        self.resource.split(['/', ':']).nth(index)
    }
}

/// The parts of a URL that rules look at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Url<'a> {
    /// `http` or `https`.
    pub scheme: &'a str,
    /// Host and port.
    pub authority: &'a str,
    /// The path; may be empty.
    pub path: &'a str,
    /// Whether the host is an IP address.
    pub is_ip: bool,
}

impl<'a> Url<'a> {
    /// Takes a URL without a query apart.
    #[must_use]
    pub fn parse(text: &'a str) -> Option<Url<'a>> {
        let (scheme, rest) = text.split_once("://")?;
        if !matches!(scheme, "http" | "https") || rest.contains('?') {
            return None;
        }
        let (authority, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
        let is_ip = host.parse::<std::net::Ipv4Addr>().is_ok() || authority.starts_with('[');
        Some(Url { scheme, authority, path, is_ip })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn functions_of_the_rules() {
        assert!(is_valid_host_label("a-1", false) && !is_valid_host_label("a.b", false));
        assert!(is_valid_host_label("a.b", true) && !is_valid_host_label("a..b", true));
        assert_eq!(substring("abcdef", 1, 3, false), Some("bc"));
        assert_eq!(substring("abcdef", 0, 2, true), Some("ef"));
        assert_eq!(substring("abc", 0, 4, false), None);
        let arn = Arn::parse("arn:aws:kinesis:us-east-1:123:stream/a/b").unwrap();
        assert_eq!(
            (arn.account_id, arn.resource_id(0), arn.resource_id(2)),
            ("123", Some("stream"), Some("b"))
        );
        assert_eq!(Arn::parse("arn:aws:x"), None);
        let url = Url::parse("https://127.0.0.1:80/p").unwrap();
        assert_eq!((url.authority, url.path, url.is_ip), ("127.0.0.1:80", "/p", true));
    }
}
