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

/// Shows a request; `body` is the one to show, without secrets.
pub(crate) fn show(form: Form, request: &HttpRequest, body: &str, signing: Option<&Signing<'_>>) -> String {
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
    let headers =
        request.headers.iter().filter(|(name, _)| matches!(&**name, "content-type" | "x-amz-target"));
    words.extend(headers.map(|(name, value)| format!("-H {}", quoted(&format!("{name}: {value}")))));
    words.push(format!("--data-binary {}", quoted(body)));
    words.join(" \\\n  ") + "\n"
}

/// A word for a POSIX shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> HttpRequest {
        let mut request = HttpRequest::new("POST", "https://h/");
        request.set_header("content-type", "json");
        request.set_header("user-agent", "x");
        request
    }

    #[test]
    fn forms() {
        let signing = Signing { region: "r", service: "s" };
        assert_eq!(
            show(Form::Http, &request(), "{}", Some(&signing)),
            "POST https://h/\ncontent-type: json\nuser-agent: x\n\
             authorization: AWS4-HMAC-SHA256, signed for r/s when it is sent\n\n{}\n"
        );
        assert_eq!(
            show(Form::Curl, &request(), "it's", None),
            "curl -X POST 'https://h/' \\\n  -H 'content-type: json' \\\n  --data-binary 'it'\\''s'\n"
        );
    }
}
