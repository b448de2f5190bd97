//! Plain HTTP through a proxy: the whole address in the request line.
//!
//! ureq opens a tunnel for every proxied request; for `http://` addresses proxies expect this older
//! form. It is for tests and local set-ups, so connections are not kept.

use std::io::Write;
use std::net::{TcpStream, ToSocketAddrs};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::client::blocking::read;
use crate::client::error::ErrorKind;
use crate::client::transport::{HttpRequest, HttpResponse, TransportError, broken};

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
        let authorization = user.map(|user| format!("Basic {}", STANDARD.encode(decode(user))));
        Some(Forward { address, authorization, connect_timeout, read_timeout })
    }

    /// Sends a request and reads the reply.
    pub(super) fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        let mut stream = self.connect().map_err(|e| TransportError::new(ErrorKind::Proxy, e.to_string()))?;
        let sent = stream
            .set_write_timeout(self.read_timeout)
            .and_then(|()| stream.write_all(self.head(request).as_bytes()))
            .and_then(|()| stream.write_all(&request.body));
        sent.map_err(|e| read::failed(&e))?;
        read::read(stream, self.read_timeout)
    }

    /// As [`Forward::send`], the body to a sink.
    pub(super) fn send_into(
        &self,
        request: &HttpRequest,
        sink: &mut dyn Write,
    ) -> Result<HttpResponse, TransportError> {
        let mut response = self.send(request)?;
        if response.status < 300 {
            sink.write_all(&response.body).map_err(|error| broken(&error))?;
            response.body = Vec::new();
        }
        Ok(response)
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

/// The bytes that a percent-encoded text stands for; a `%` that starts no byte stands for itself.
fn decode(text: &str) -> Vec<u8> {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((first, tail)) = rest.split_first() {
        let mut byte = [0];
        let coded = *first == b'%' && tail.len() >= 2 && hex::decode_to_slice(&tail[..2], &mut byte).is_ok();
        bytes.push(if coded { byte[0] } else { *first });
        rest = if coded { &tail[2..] } else { tail };
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> HttpRequest {
        let headers = vec![("x-a".into(), "1".to_owned())];
        HttpRequest { method: "POST", url: "http://h.example:8/p".into(), headers, body: b"{}".to_vec() }
    }

    #[test]
    fn the_whole_address_stands_in_the_first_line() {
        let proxy = Forward::new("http://user:p%77@proxy.example/", None, None).unwrap();
        assert_eq!(proxy.address, "proxy.example:80");
        assert_eq!(
            proxy.head(&request()),
            "POST http://h.example:8/p HTTP/1.1\r\nhost: h.example:8\r\nx-a: 1\r\n\
             proxy-authorization: Basic dXNlcjpwdw==\r\ncontent-length: 2\r\nconnection: close\r\n\r\n"
        );
        assert_eq!(decode("%4%zz%"), b"%4%zz%");
        assert_eq!(Forward::new("localhost:3128", None, None).unwrap().address, "localhost:3128");
        assert!(Forward::new("socks5://proxy", None, None).is_none());
    }
}
