//! Signature Version 4 for requests whose body is known: headers in, one `Authorization` value out.
//!
//! Published by AWS as "Create a signed AWS API request". Nothing here touches a clock or a network.

use std::fmt::Write as _;

use zeroize::Zeroizing;

use super::credentials::Credentials;
use crate::client::crypto::{hmac_sha256, sha256};
use crate::shapes::time::Timestamp;

/// Characters of a compact time that are the day.
const DAY: usize = 8;

/// What is signed.
#[derive(Clone, Copy, Debug)]
pub struct Signable<'a> {
    /// HTTP method.
    pub method: &'a str,
    /// Path, percent-encoded as it is sent.
    pub path: &'a str,
    /// Query without `?`, as it is sent; may be empty.
    pub query: &'a str,
    /// Names in lower case and values of the headers to sign, sorted by name; `host` among them.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub body: &'a [u8],
}

/// Where and when a signature is valid.
#[derive(Clone, Copy, Debug)]
pub struct Scope<'a> {
    /// The region's name.
    pub region: &'a str,
    /// The service's signing name.
    pub service: &'a str,
    /// The time, which `x-amz-date` repeats.
    pub time: Timestamp,
}

/// The value of the `Authorization` header.
#[must_use]
pub fn authorization(request: &Signable<'_>, scope: &Scope<'_>, credentials: &Credentials) -> String {
    signed(request, &payload(request.body), scope, credentials, &Key::new(scope, credentials))
}

/// What stands for a body that is not part of the signature.
pub(crate) const UNSIGNED: &str = "UNSIGNED-PAYLOAD";

/// The hash of the body.
pub(crate) fn payload(body: &[u8]) -> String {
    hexadecimal(&sha256(&[body]))
}

/// A key that holds for a day, a region and a service.
#[derive(Clone)]
pub(super) struct Key(Zeroizing<[u8; 32]>);

impl Key {
    pub(super) fn new(scope: &Scope<'_>, credentials: &Credentials) -> Key {
        let secret = Zeroizing::new(format!("AWS4{}", credentials.secret_access_key()));
        let mut key = Zeroizing::new(hmac(secret.as_bytes(), &scope.time.compact()[..DAY]));
        for part in [scope.region, scope.service, "aws4_request"] {
            key = Zeroizing::new(hmac(&*key, part));
        }
        Key(key)
    }
}

/// As [`authorization`], with a key that was made before.
pub(super) fn signed(
    request: &Signable<'_>,
    payload: &str,
    scope: &Scope<'_>,
    credentials: &Credentials,
    key: &Key,
) -> String {
    let time = scope.time.compact();
    let scope_text = [&time[..DAY], "/", scope.region, "/", scope.service, "/aws4_request"].concat();
    let headers = signed_headers(request);
    let canonical = hexadecimal(&sha256(&[canonical(request, &headers, payload).as_bytes()]));
    let to_sign = ["AWS4-HMAC-SHA256\n", &time, "\n", &scope_text, "\n", &canonical].concat();
    let key_id = credentials.access_key_id();
    let signature = hexadecimal(&hmac(&*key.0, &to_sign));
    let (names, is) = (", SignedHeaders=", ", Signature=");
    ["AWS4-HMAC-SHA256 Credential=", key_id, "/", &scope_text, names, &headers, is, &signature].concat()
}

/// The text whose hash is signed.
#[must_use]
pub fn canonical_request(request: &Signable<'_>) -> String {
    canonical(request, &signed_headers(request), &payload(request.body))
}

fn canonical(request: &Signable<'_>, headers: &str, payload: &str) -> String {
    let (path, query) = (canonical_path(request.path), canonical_query(request.query));
    let length: usize = request.headers.iter().map(|(name, value)| name.len() + value.len() + 2).sum();
    let mut out =
        String::with_capacity(length + path.len() + query.len() + headers.len() + 2 * payload.len());
    for part in [request.method, "\n", &path, "\n", &query, "\n"] {
        out.push_str(part);
    }
    for (name, value) in request.headers {
        out.push_str(name);
        let mut mark = ':';
        for word in value.split(' ').filter(|word| !word.is_empty()) {
            out.push(mark);
            out.push_str(word);
            mark = ' ';
        }
        out.push_str(if mark == ':' { ":\n" } else { "\n" });
    }
    for part in ["\n", headers, "\n", payload] {
        out.push_str(part);
    }
    out
}

/// A hash in hexadecimal.
fn hexadecimal(hash: &[u8]) -> String {
    let mut digits = vec![0; 2 * hash.len()];
    // Two digits for each byte: neither can fail.
    let _ = hex::encode_to_slice(hash, &mut digits);
    String::from_utf8(digits).unwrap_or_default()
}

fn signed_headers(request: &Signable<'_>) -> String {
    request.headers.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(";")
}

/// The path with `.` and `..` resolved and every segment encoded once more.
fn canonical_path(path: &str) -> String {
    if path == "/" {
        return path.to_owned();
    }
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            other => segments.push(other),
        }
    }
    let encoded: Vec<String> = segments.iter().map(|s| percent_encode(s)).collect();
    let slash = if path.ends_with('/') && !segments.is_empty() { "/" } else { "" };
    format!("/{}{slash}", encoded.join("/"))
}

/// Parameters sorted by name and value; one without `=` has an empty value.
fn canonical_query(query: &str) -> String {
    if query.is_empty() {
        return String::new();
    }
    let mut parameters: Vec<(&str, &str)> =
        query.split('&').filter(|p| !p.is_empty()).map(|p| p.split_once('=').unwrap_or((p, ""))).collect();
    parameters.sort_unstable();
    parameters.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

/// Percent-encodes everything but letters, digits and `-_.~`.
pub(crate) fn percent_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn hmac(key: &[u8], text: &str) -> [u8; 32] {
    hmac_sha256(key, &[text.as_bytes()])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `get-vanilla` and relatives of AWS's published SigV4 test suite.
    #[test]
    fn published_vectors() {
        let credentials = Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", None);
        let time = Timestamp::parse_rfc3339("2015-08-30T12:36:00Z").unwrap();
        let scope = Scope { region: "us-east-1", service: "service", time };
        let headers = [("host", "example.amazonaws.com"), ("x-amz-date", "20150830T123600Z")];
        let sign = |method, path, query, body: &[u8]| {
            let request = Signable { method, path, query, headers: &headers, body };
            authorization(&request, &scope, &credentials).rsplit_once('=').unwrap().1.to_owned()
        };
        assert_eq!(
            sign("GET", "/", "", b""),
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
        );
        assert_eq!(
            sign("POST", "/", "", b""),
            "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"
        );
        assert_eq!(
            sign("GET", "/", "Param2=value2&Param1=value1", b""),
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
        );
    }

    #[test]
    fn paths_are_normalized() {
        assert_eq!(canonical_path(""), "/");
        assert_eq!(canonical_path("/a/./b/../c//d/"), "/a/c/d/");
        assert_eq!(canonical_path("/a%20b"), "/a%2520b");
    }
}
