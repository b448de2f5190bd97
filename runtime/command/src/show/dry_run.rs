//! What would be sent, for people to look at, or as a command that sends it. Nothing leaves the machine.

use std::path::Path;

use rt::transport::HttpRequest;

/// The form in which a request is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// As HTTP, without secrets.
    Http,
    /// As HTTP, with everything.
    Unmasked,
    /// As a `curl` command that runs, hence with everything.
    Curl,
}

/// Headers that tell of the client, and what it takes; `curl` has its own.
const OF_THE_CLIENT: [&str; 4] =
    ["accept-encoding", "amz-sdk-invocation-id", "amz-sdk-request", "user-agent"];

/// Whether the request would be signed, and for what.
pub(crate) struct Signing<'a> {
    pub(crate) region: &'a str,
    pub(crate) service: &'a str,
}

/// Whom the connection trusts.
pub(crate) struct Trust<'a> {
    pub(crate) verifies: bool,
    pub(crate) ca_bundle: Option<&'a Path>,
}

impl Form {
    /// The form that is called `name`.
    pub(crate) fn named(name: &str) -> Form {
        match name {
            "curl" => Form::Curl,
            "unmasked" => Form::Unmasked,
            _ => Form::Http,
        }
    }

    /// Whether secrets stay out.
    pub(crate) fn hides_secrets(self) -> bool {
        self == Form::Http
    }
}

/// Shows a request as HTTP; `body` is the one to show.
pub(crate) fn http(request: &HttpRequest, body: &str, signing: Option<&Signing<'_>>) -> String {
    let mut out = format!("{} {}\n", request.method, request.url);
    for (name, value) in &request.headers {
        out += &format!("{name}: {value}\n");
    }
    if let Some(Signing { region, service }) = signing {
        out += &format!("authorization: AWS4-HMAC-SHA256, signed for {region}/{service} when it is sent\n");
    }
    match &request.upload {
        Some(upload) => format!("{out}\n({} bytes of {})\n", upload.len(), upload.name()),
        None => format!("{out}\n{body}\n"),
    }
}

/// A command for a POSIX shell that sends the request. It signs with the keys in the shell's variables.
pub(crate) fn curl(
    request: &HttpRequest,
    body: &str,
    signing: Option<&Signing<'_>>,
    trust: &Trust<'_>,
) -> String {
    let mut words = vec![format!("curl -X {} {}", request.method, quoted(&request.url))];
    if let Some(Signing { region, service }) = signing {
        words.push(format!("--aws-sigv4 {}", quoted(&format!("aws:amz:{region}:{service}"))));
        words.push("--user \"$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY\"".to_owned());
        // curl leaves out a header without a value.
        words.push("-H \"x-amz-security-token: ${AWS_SESSION_TOKEN-}\"".to_owned());
    }
    let bundle = trust.ca_bundle.map(|path| format!("--cacert {}", quoted(&path.to_string_lossy())));
    let is_secure = request.url.starts_with("https:");
    words.extend(bundle.filter(|_| is_secure && trust.verifies));
    words.extend((is_secure && !trust.verifies).then(|| "--insecure".to_owned()));
    let headers = request.headers.iter().filter(|(name, _)| !OF_THE_CLIENT.contains(&&**name));
    words.extend(headers.map(|(name, value)| format!("-H {}", quoted(&format!("{name}: {value}")))));
    let upload = request.upload.as_ref().map(|upload| format!("@{}", upload.name()));
    if let Some(data) = upload.or_else(|| Some(body.to_owned())).filter(|data| !data.is_empty()) {
        // curl would say that it is a form.
        words.extend(request.header("content-type").is_none().then(|| "-H 'content-type:'".to_owned()));
        words.push(format!("--data-binary {}", quoted(&data)));
    }
    words.join(" \\\n  ") + "\n"
}

/// A word for a POSIX shell.
pub(crate) fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TRUST: Trust<'_> = Trust { verifies: true, ca_bundle: None };

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
            http(&request(), "{}", Some(&signing)),
            "POST https://h/\ncontent-type: json\nuser-agent: x\n\
             authorization: AWS4-HMAC-SHA256, signed for r/s when it is sent\n\n{}\n"
        );
        assert_eq!(
            curl(&request(), "it's", None, &TRUST),
            "curl -X POST 'https://h/' \\\n  -H 'content-type: json' \\\n  --data-binary 'it'\\''s'\n"
        );
        let command = curl(&request(), "{}", Some(&signing), &TRUST);
        assert!(command.contains("--aws-sigv4 'aws:amz:r:s' \\\n"), "{command}");
    }

    #[test]
    fn curl_trusts_whom_the_call_would() {
        let bundle = Trust { verifies: true, ca_bundle: Some(Path::new("ca.pem")) };
        assert!(curl(&request(), "", None, &bundle).contains("--cacert 'ca.pem'"));
        let anybody = Trust { verifies: false, ca_bundle: Some(Path::new("ca.pem")) };
        let command = curl(&request(), "", None, &anybody);
        assert!(command.contains("--insecure") && !command.contains("--cacert"), "{command}");
    }
}
