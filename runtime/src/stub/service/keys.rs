//! `/.well-known/jwks.json`: the public keys by which tokens are checked, at the root or below a path of one name, as
//! issuers of tokens have it.
//!
//! The sample is a key that nothing was ever signed with. A test that signs tokens of its own puts its keys there.

use super::guard::refused;
use super::{Incoming, Stub};
use crate::client::transport::HttpResponse;
use crate::shapes::value::json;

/// One RSA key, in the form of RFC 7517.
const SAMPLE: &str = concat!(
    r#"{"keys":[{"alg":"RS256","e":"AQAB","kid":"stub","kty":"RSA","use":"sig","n":""#,
    "pSCodH0AOPh-UDlWFVMP07_h5bM_mXQdJNfrtd_JFqCxAVIpc36ARSnQVJ-TCdFZnjxqPhisbDDnBDrUyATAb_8thbyYWMYQEQvJ",
    "My_rqI3EUS9UyN4OtLAu-GSE6iuzR0fdMr8bkO3xAtzU2hyyKMhsT2TufvWy3KMY8aMgQOaq7ATe0Ya8j5GVP5-lGSAYcLv27Hqg",
    "C4uEOnLC4UFxMGgvw-fPqP2kQBgBL9InxooHuyNhLL5gUre7bDokISvzYJGFoNK4k3luRQR7HwrVM2HwVOC37_7Af0NHpJfbwQ3p",
    "fH7yy-LdFopnm3DsFbGNq_yw20FsrBOjp4qQnxGYIw",
    r#""}]}"#
);

/// Whether a path is where keys are found.
pub(super) fn is_place(path: &str) -> bool {
    let issuer = path.strip_suffix("/.well-known/jwks.json").map(|issuer| issuer.trim_start_matches('/'));
    issuer.is_some_and(|issuer| !issuer.contains('/'))
}

impl Stub {
    /// The keys, for whoever asks.
    pub(super) fn keys(&self, request: &Incoming) -> HttpResponse {
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return refused(405, "Keys are asked for with GET");
        }
        let body = self.state().keys.clone().unwrap_or_else(|| SAMPLE.to_owned());
        let body = if request.method == "HEAD" { Vec::new() } else { body.into_bytes() };
        let headers = vec![("Content-Type".to_owned(), "application/json".to_owned())];
        HttpResponse { status: 200, headers, body }
    }

    /// Puts keys in the place of the sample.
    pub(super) fn set_keys(&self, body: &[u8]) -> HttpResponse {
        let text = String::from_utf8_lossy(body).into_owned();
        match json::parse(&text) {
            Ok(value) if value.get("keys").is_some_and(|keys| keys.as_list().is_some()) => {
                self.state().keys = Some(text);
                HttpResponse { status: 200, ..HttpResponse::default() }
            }
            _ => refused(400, "Keys are an object with the list \"keys\""),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places() {
        assert!(is_place("/.well-known/jwks.json") && is_place("/us-east-1_Pool/.well-known/jwks.json"));
        for path in [
            "/",
            "/jwks.json",
            "/a/b/.well-known/jwks.json",
            "/.well-known/jwks.json/x",
            "/x.well-known/jwks.json",
        ] {
            assert!(!is_place(path), "{path}");
        }
        assert!(json::parse(SAMPLE).is_ok_and(|keys| keys.get("keys").is_some()));
    }
}
