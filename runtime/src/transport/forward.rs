//! Plain HTTP through a proxy: the whole address in the request line.
//!
//! ureq opens a tunnel for every proxied request; for `http://` addresses proxies expect this older
//! form. It is for tests and local set-ups, so connections are not kept.

use std::io::{Read, Write};
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{HttpRequest, HttpResponse, TransportError};
use crate::error::ErrorKind;

/// Replies longer than this are refused, so that a broken server cannot exhaust memory.
const MAX_REPLY: u64 = 64 * 1024 * 1024;

/// A proxy that takes requests to forward.
#[derive(Debug)]
pub(super) struct Forward {
    /// Name and port.
    address: String,
    /// `Basic …`, if the proxy's address has a user.
    authorization: Option<String>,
    connect_timeout: Option<Duration>,
    read_timeout: Option<Duration>,
}

impl Forward {
    /// The proxy at an `http://` address; `None` for any other.
    pub(super) fn new(
        url: &str,
        connect_timeout: Option<Duration>,
        read_timeout: Option<Duration>,
    ) -> Option<Forward> {
        let rest = url.strip_prefix("http://").or_else(|| (!url.contains("://")).then_some(url))?;
        let authority = rest.split(['/', '?']).next()?;
        let (user, host) = authority.rsplit_once('@').map_or((None, authority), |(u, h)| (Some(u), h));
        let has_port = host.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok());
        let address = if has_port { host.to_owned() } else { format!("{host}:80") };
        let authorization = user.map(|user| format!("Basic {}", STANDARD.encode(user)));
        Some(Forward { address, authorization, connect_timeout, read_timeout })
    }

    /// Sends a request and reads the reply.
    pub(super) fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let closed = |e: std::io::Error| match e.kind() {
            std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut => {
                TransportError::new(ErrorKind::ReadTimeout, e.to_string())
            }
            _ => TransportError::new(ErrorKind::ConnectionClosed, e.to_string()),
        };
        let mut stream = self.connect().map_err(|e| TransportError::new(ErrorKind::Proxy, e.to_string()))?;
        stream.set_read_timeout(self.read_timeout).map_err(closed)?;
        stream.write_all(self.head(request).as_bytes()).map_err(closed)?;
        stream.write_all(&request.body).map_err(closed)?;
        read_reply(&mut stream.take(MAX_REPLY)).map_err(closed)?.ok_or_else(|| {
            TransportError::new(ErrorKind::ConnectionClosed, "the proxy's reply is not HTTP or not complete")
        })
    }

    fn connect(&self) -> std::io::Result<TcpStream> {
        let mut last = std::io::Error::from(std::io::ErrorKind::AddrNotAvailable);
        for address in self.address.to_socket_addrs()? {
            let stream = match self.connect_timeout {
                Some(timeout) => TcpStream::connect_timeout(&address, timeout),
                None => TcpStream::connect(address),
            };
            match stream {
                Ok(stream) => return Ok(stream),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    fn head(&self, request: &HttpRequest) -> String {
        let host = request.url.split('/').nth(2).unwrap_or_default();
        let mut head = format!("{} {} HTTP/1.1\r\nhost: {host}\r\n", request.method, request.url);
        for (name, value) in &request.headers {
            head += &format!("{name}: {value}\r\n");
        }
        if let Some(authorization) = &self.authorization {
            head += &format!("proxy-authorization: {authorization}\r\n");
        }
        head + &format!("content-length: {}\r\nconnection: close\r\n\r\n", request.body.len())
    }
}

/// Reads until the reply is complete by its own account, or else to the end: not every proxy closes
/// the connection when it is asked to.
fn read_reply(stream: &mut impl Read) -> std::io::Result<Option<HttpResponse>> {
    let (mut reply, mut buffer) = (Vec::new(), [0; 16 * 1024]);
    loop {
        let length = stream.read(&mut buffer)?;
        reply.extend_from_slice(&buffer[..length]);
        let response = parse(&reply, length == 0);
        if response.is_some() || length == 0 {
            return Ok(response);
        }
    }
}

/// A reply, if it is complete; `ended` says that no more will come.
fn parse(reply: &[u8], ended: bool) -> Option<HttpResponse> {
    let mut headers = [httparse::EMPTY_HEADER; 100];
    let mut response = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(head) = response.parse(reply).ok()? else { return None };
    let status = response.code?;
    let headers: Vec<(String, String)> = response
        .headers
        .iter()
        .map(|h| (h.name.to_owned(), String::from_utf8_lossy(h.value).into_owned()))
        .collect();
    let mut response = HttpResponse { status, headers, body: Vec::new() };
    let rest = &reply[head..];
    let chunked = response.header("transfer-encoding").is_some_and(|v| v.eq_ignore_ascii_case("chunked"));
    let length = response.header("content-length").and_then(|v| v.parse().ok());
    response.body = match length {
        _ if chunked => unchunk(rest)?,
        Some(length) => rest.get(..length)?.to_vec(),
        None if ended => rest.to_vec(),
        None => return None,
    };
    Some(response)
}

fn unchunk(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let httparse::Status::Complete((head, length)) = httparse::parse_chunk_size(rest).ok()? else {
            return None;
        };
        let length = usize::try_from(length).ok()?;
        if length == 0 {
            return Some(body);
        }
        let end = head.checked_add(length)?;
        body.extend_from_slice(rest.get(head..end)?);
        rest = rest.get(end + 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> HttpRequest {
        let headers = vec![("x-a", "1".to_owned())];
        HttpRequest { method: "POST", url: "http://h.example:8/p".into(), headers, body: b"{}".to_vec() }
    }

    #[test]
    fn the_whole_address_stands_in_the_first_line() {
        let proxy = Forward::new("http://user:pw@proxy.example/", None, None).unwrap();
        assert_eq!(proxy.address, "proxy.example:80");
        assert_eq!(
            proxy.head(&request()),
            "POST http://h.example:8/p HTTP/1.1\r\nhost: h.example:8\r\nx-a: 1\r\n\
             proxy-authorization: Basic dXNlcjpwdw==\r\ncontent-length: 2\r\nconnection: close\r\n\r\n"
        );
        assert_eq!(Forward::new("localhost:3128", None, None).unwrap().address, "localhost:3128");
        assert!(Forward::new("socks5://proxy", None, None).is_none());
    }

    #[test]
    fn replies_of_every_length() {
        let body = |reply: &str| parse(reply.as_bytes(), true).map(|r| String::from_utf8(r.body).unwrap());
        let ok = "HTTP/1.1 200 OK\r\n";
        assert_eq!(body(&format!("{ok}Content-Length: 2\r\n\r\nabc")).as_deref(), Some("ab"));
        assert_eq!(body(&format!("{ok}\r\nabc")).as_deref(), Some("abc"));
        let chunks = "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
        assert_eq!(body(&format!("{ok}{chunks}")).as_deref(), Some("abc"));
        for bad in ["", "no http", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"] {
            assert_eq!(body(bad), None, "{bad}");
        }
        assert!(parse(format!("{ok}\r\nabc").as_bytes(), false).is_none());
    }
}
