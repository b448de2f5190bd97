//! Requests and replies as `Debug` shows them: without what may be a secret. Of bodies only their length is told, of
//! headers that carry keys and tokens only their names.

use std::fmt::{self, Debug};

use super::{HttpRequest, HttpResponse, without_secrets};

/// What the names of headers with secrets have in them.
const SECRET: [&str; 5] = ["authorization", "cookie", "key", "secret", "token"];

struct Headers<'a, N>(&'a [(N, String)]);

impl<N: AsRef<str>> Debug for Headers<'_, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = self.0.iter().map(|(name, value)| {
            let (name, lower) = (name.as_ref(), name.as_ref().to_ascii_lowercase());
            let is_secret = SECRET.iter().any(|word| lower.contains(word));
            (name, if is_secret { "***" } else { value })
        });
        f.debug_list().entries(shown).finish()
    }
}

struct Bytes(usize);

impl Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} bytes", self.0)
    }
}

impl Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("url", &without_secrets(&self.url))
            .field("headers", &Headers(&self.headers))
            .field("body", &Bytes(self.body.len()))
            .field("upload", &self.upload)
            .field("limits", &self.limits)
            .finish()
    }
}

impl Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("headers", &Headers(&self.headers))
            .field("body", &Bytes(self.body.len()))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_not_shown() {
        let mut request = HttpRequest::new("POST", "http://user:hidden@example.com/path");
        request.body = b"hidden".to_vec();
        request.set_header("content-type", "text/plain");
        for name in [
            "Authorization",
            "x-amz-security-token",
            "x-amz-sso_bearer_token",
            "x-api-key",
            "x-amz-sse-customer-key",
        ] {
            request.set_header(name, "hidden");
        }
        let shown = format!("{request:?}");
        assert!(!shown.contains("hidden") && shown.contains("6 bytes"), "{shown}");
        assert!(shown.contains("text/plain") && shown.contains("x-amz-security-token"), "{shown}");
        let headers =
            vec![("set-cookie".to_owned(), "hidden".to_owned()), ("x".to_owned(), "told".to_owned())];
        let shown = format!("{:?}", HttpResponse { status: 200, headers, body: b"hidden".to_vec() });
        assert!(!shown.contains("hidden") && shown.contains("told") && shown.contains("200"), "{shown}");
    }
}
