//! What would be sent, for people to look at: nothing leaves the machine, and secrets do not show.

use rt::transport::HttpRequest;

/// The form in which a request is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As HTTP.
    Http,
    /// As a `curl` command.
    Curl,
}

/// Whether the request would be signed, and for what.
pub(crate) struct Signing<'a> {
    pub(crate) region: &'a str,
    pub(crate) service: &'a str,
}

/// Shows a request that has no secrets.
pub(crate) fn show(form: Form, request: &HttpRequest, signing: Option<&Signing<'_>>) -> String {
    let body = &*String::from_utf8_lossy(&request.body);
    match form {
        Form::Http => http(request, body, signing),
        Form::Curl => curl(request, body, signing),
    }
}

fn http(request: &HttpRequest, body: &str, signing: Option<&Signing<'_>>) -> String {
    let mut out = format!("{} {}\n", request.method, request.url);
    for (name, value) in &request.headers {
        out += &format!("{name}: {value}\n");
    }
    if let Some(Signing { region, service }) = signing {
        out += &format!("authorization: AWS4-HMAC-SHA256, signed for {region}/{service} when it is sent\n");
    }
    format!("{out}\n{body}\n")
}

fn curl(request: &HttpRequest, body: &str, signing: Option<&Signing<'_>>) -> String {
    let mut words = vec![format!("curl -X {} {}", request.method, quoted(&request.url))];
    if let Some(Signing { region, service }) = signing {
        words.push(format!("--aws-sigv4 {}", quoted(&format!("aws:amz:{region}:{service}"))));
        words.push("--user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\"".to_owned());
    }
    let headers = request.headers.iter().filter(|(name, _)| !is_on_the_way(name));
    words.extend(headers.map(|(name, value)| format!("-H {}", quoted(&format!("{name}: {value}")))));
    if !body.is_empty() {
        words.push(format!("--data-binary {}", quoted(body)));
    }
    words.join(" \\\n  ") + "\n"
}

/// What curl adds by itself, or what is new at each attempt.
fn is_on_the_way(header: &str) -> bool {
    matches!(header, "accept-encoding" | "user-agent" | "x-amz-date" | "x-amz-security-token" | "authorization")
        || header.starts_with("amz-sdk-")
}

/// A word for a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(body: &str) -> HttpRequest {
        let headers = vec![("content-type".into(), "json".to_owned()), ("user-agent".into(), "x".to_owned())];
        HttpRequest { method: "POST", url: "https://h/".to_owned(), headers, body: body.into() }
    }

    #[test]
    fn forms() {
        let signing = Signing { region: "r", service: "s" };
        assert_eq!(
            show(Form::Http, &request("{}"), Some(&signing)),
            "POST https://h/\ncontent-type: json\nuser-agent: x\n\
             authorization: AWS4-HMAC-SHA256, signed for r/s when it is sent\n\n{}\n"
        );
        assert_eq!(
            show(Form::Curl, &request("it's"), None),
            "curl -X POST 'https://h/' \\\n  -H 'content-type: json' \\\n  --data-binary 'it'\\''s'\n"
        );
    }
}
