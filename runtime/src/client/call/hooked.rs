//! Requests that hooks have changed: what can be sent and signed, and where it goes.

use super::address::{self, Address};
use crate::client::error::{Error, ErrorKind};
use crate::client::transport::HttpRequest;

/// Puts names of headers in lower case; the address, if it is another one than the call's.
///
/// # Errors
/// If there is a name or a value that no header has, a header twice, or an address that is none.
pub(super) fn check(request: &mut HttpRequest, old: &Address) -> Result<Option<Address>, Error> {
    for (name, value) in &mut request.headers {
        if name.bytes().any(|b| b.is_ascii_uppercase()) {
            *name = name.to_ascii_lowercase().into();
        }
        if !is_name(name) || !is_value(value) {
            return Err(unusable(name, "cannot be sent"));
        }
    }
    let mut names: Vec<&str> = request.headers.iter().map(|(name, _)| &**name).collect();
    names.sort_unstable();
    if let Some(pair) = names.windows(2).find(|pair| pair[0] == pair[1]) {
        return Err(unusable(pair[0], "is there twice"));
    }
    if let Some(own) = names.iter().find(|name| matches!(**name, "host" | "content-length")) {
        return Err(unusable(own, "is set by whoever sends the request"));
    }
    if request.url == old.url() {
        return Ok(None);
    }
    let mut address = address::split(&request.url)?;
    address.signing_region.clone_from(&old.signing_region);
    address.signing_name.clone_from(&old.signing_name);
    request.url = address.url();
    Ok(Some(address))
}

/// What HTTP calls a token.
fn is_name(name: &str) -> bool {
    let is_token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !name.is_empty() && name.bytes().all(is_token)
}

fn is_value(value: &str) -> bool {
    value.bytes().all(|b| b == b'\t' || (b >= b' ' && b != 0x7f))
}

/// The value stays unsaid, since it may be a secret.
fn unusable(name: &str, why: &str) -> Error {
    let name: String = name.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
    Error::new(ErrorKind::Encode, format!("the header \"{name}\", which a hook has set, {why}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(name: &'static str, value: &str) -> Result<String, String> {
        let old = address::split("https://h.example/p").unwrap();
        let mut request = HttpRequest::new("POST", old.url());
        request.headers.push(("x-old".into(), "1".to_owned()));
        request.headers.push((name.into(), value.to_owned()));
        let changed = check(&mut request, &old).map_err(|error| error.to_string())?;
        assert!(changed.is_none());
        Ok(request.headers[1].0.to_string())
    }

    #[test]
    fn names_and_values_are_what_http_allows() {
        assert_eq!(checked("X-Tenant", "a\tb ä").as_deref(), Ok("x-tenant"));
        let names = [
            ("", "a"),
            ("a b", "a"),
            ("a:", "a"),
            ("a\r\nb", "a"),
            ("ä", "a"),
            ("a", "b\r\nc: d"),
            ("a", "\0"),
        ];
        for (name, value) in names {
            let error = checked(name, value).unwrap_err();
            assert!(error.ends_with("cannot be sent") && !error.contains('\n'), "{error}");
        }
        assert!(
            checked("X-OLD", "2").unwrap_err().contains("\"x-old\", which a hook has set, is there twice")
        );
        assert!(checked("Host", "x").unwrap_err().contains("whoever sends"));
    }

    #[test]
    fn another_address_is_signed_for_the_same_service() {
        let mut old = address::split("https://h.example/p").unwrap();
        old.signing_region = "eu-west-1".to_owned();
        let mut request = HttpRequest::new("POST", "http://127.0.0.1:8/q?r=s");
        let new = check(&mut request, &old).unwrap().unwrap();
        assert_eq!((&*new.host, &*new.path, &*new.query), ("127.0.0.1:8", "/q", "r=s"));
        assert_eq!(new.signing_region, "eu-west-1");
        request.url = "nowhere".to_owned();
        assert_eq!(check(&mut request, &old).map(|_| ()).unwrap_err().kind(), ErrorKind::Endpoint);
    }
}
