//! One server that stands in for STS, single sign-on, the metadata service, a container's endpoint and the
//! service itself.

use std::io::{BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use super::http::Received;

/// A time that no test sees pass.
pub(crate) const FAR: &str = "2099-01-01T00:00:00Z";

/// The server, and what it was asked.
pub(crate) struct Aws {
    pub(crate) url: String,
    received: Arc<Mutex<Vec<Received>>>,
}

/// Answers in place of [`usual`], if it likes.
type Unusual = Arc<dyn Fn(&Received) -> Option<(u16, String)> + Send + Sync>;

impl Aws {
    pub(crate) fn start() -> Aws {
        Aws::with(|_| None)
    }

    /// A server that answers some requests in another way.
    pub(crate) fn with(unusual: impl Fn(&Received) -> Option<(u16, String)> + Send + Sync + 'static) -> Aws {
        let unusual: Unusual = Arc::new(unusual);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://127.0.0.1:{}", listener.local_addr().unwrap().port());
        let received = Arc::new(Mutex::default());
        let shared = Arc::clone(&received);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (received, unusual) = (Arc::clone(&shared), Arc::clone(&unusual));
                std::thread::spawn(move || serve(stream, &received, &unusual));
            }
        });
        Aws { url, received }
    }

    /// The access keys that the service itself was called with.
    pub(crate) fn keys(&self) -> Vec<String> {
        self.received("x-amz-target").iter().map(access_key).collect()
    }

    /// The regions that the service itself was called in.
    pub(crate) fn regions(&self) -> Vec<String> {
        self.received("x-amz-target").iter().map(|request| scope(request, 2)).collect()
    }

    /// What the requests for credentials were: operations of STS by name, all others by method and path.
    pub(crate) fn requests(&self) -> Vec<String> {
        let received = self.received.lock().unwrap();
        let others = received.iter().filter(|request| request.header("x-amz-target").is_none());
        others.map(name).collect()
    }

    /// A field of the form that the last request for that operation of STS had.
    pub(crate) fn field(&self, operation: &str, field: &str) -> Option<String> {
        let received = self.received.lock().unwrap();
        let request = received.iter().rfind(|request| name(request) == operation)?;
        form(request).find(|(name, _)| name == field).map(|(_, value)| value)
    }

    /// The requests that have a header.
    pub(crate) fn received(&self, header: &str) -> Vec<Received> {
        let received = self.received.lock().unwrap();
        received.iter().filter(|request| request.header(header).is_some()).cloned().collect()
    }
}

/// The access key of a signature.
pub(crate) fn access_key(request: &Received) -> String {
    scope(request, 0)
}

/// A part of what a signature is for: access key, day, region, service.
fn scope(request: &Received, part: usize) -> String {
    let authorization = request.header("authorization").unwrap_or_default();
    let rest = authorization.split_once("Credential=").unwrap_or_default().1;
    rest.split('/').nth(part).unwrap_or_default().to_owned()
}

fn name(request: &Received) -> String {
    let action = form(request).find(|(name, _)| name == "Action").map(|(_, value)| value);
    action.unwrap_or_else(|| format!("{} {}", request.method, request.target))
}

fn form(request: &Received) -> impl Iterator<Item = (String, String)> + use<> {
    let body = String::from_utf8_lossy(&request.body).into_owned();
    let fields: Vec<_> = body.split('&').filter_map(|field| field.split_once('=')).map(plain).collect();
    fields.into_iter()
}

fn plain((name, value): (&str, &str)) -> (String, String) {
    (name.to_owned(), value.replace("%3A", ":").replace("%2F", "/"))
}

fn serve(stream: TcpStream, received: &Mutex<Vec<Received>>, unusual: &Unusual) {
    let mut reader = BufReader::new(stream);
    while let Some(request) = Received::read(&mut reader) {
        received.lock().unwrap().push(request.clone());
        let (status, body) = unusual(&request).unwrap_or_else(|| usual(&request));
        let headers = "content-type: text/plain\r\nx-aws-ec2-metadata-token-ttl-seconds: 21600";
        let head = format!("HTTP/1.1 {status} Told\r\n{headers}\r\ncontent-length: {}\r\n\r\n", body.len());
        if reader.get_mut().write_all((head + &body).as_bytes()).is_err() {
            return;
        }
    }
}

fn usual(request: &Received) -> (u16, String) {
    if request.header("x-amz-target").is_some() {
        return (200, r#"{"UserPool":{"Id":"pool"}}"#.to_owned());
    }
    let body = match name(request).as_str() {
        operation @ ("AssumeRole" | "AssumeRoleWithWebIdentity") => role(request, operation),
        "PUT /latest/api/token" => "metadata-token".to_owned(),
        "GET /latest/meta-data/iam/security-credentials/" => "machine".to_owned(),
        "GET /latest/meta-data/iam/security-credentials/machine" => machine("ASIAINSTANCE"),
        "GET /container" => machine("ASIACONTAINER"),
        "POST /token" => r#"{"accessToken":"refreshed","expiresIn":28800,"tokenType":"Bearer"}"#.to_owned(),
        target if target.starts_with("GET /federation/credentials?") => {
            r#"{"roleCredentials":{"accessKeyId":"ASIASSO","secretAccessKey":"secret","sessionToken":"token",
            "expiration":4070908800000}}"#
                .to_owned()
        }
        _ => return (404, String::new()),
    };
    (200, body)
}

/// The reply to a request for a role; `None` to any other.
pub(crate) fn role_reply(request: &Received) -> Option<String> {
    (name(request) == "AssumeRole").then(|| role(request, "AssumeRole"))
}

/// The reply of STS. The key tells the role, so that chains can be followed.
fn role(request: &Received, operation: &str) -> String {
    let arn = form(request).find(|(name, _)| name == "RoleArn").unwrap().1;
    let role = arn.rsplit('/').next().unwrap();
    format!(
        "<{operation}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><{operation}Result>\
         <AssumedRoleUser><AssumedRoleId>AROA:name</AssumedRoleId>\
         <Arn>arn:aws:sts::123456789012:assumed-role/{role}/name</Arn></AssumedRoleUser>\
         <Credentials><AccessKeyId>ASIA{role}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>\
         <SessionToken>token-of-{role}</SessionToken><Expiration>{FAR}</Expiration></Credentials>\
         </{operation}Result><ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></{operation}Response>"
    )
}

fn machine(key: &str) -> String {
    format!(
        r#"{{"Code":"Success","Type":"AWS-HMAC","AccessKeyId":"{key}","SecretAccessKey":"secret","Token":"token",
        "LastUpdated":"2026-01-01T00:00:00Z","Expiration":"{FAR}"}}"#
    )
}
