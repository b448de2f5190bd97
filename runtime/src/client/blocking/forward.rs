//! Plain HTTP through a proxy: the whole address in the request line.
//!
//! ureq opens a tunnel for every proxied request; for `http://` addresses proxies expect this older
//! form. It is for tests and local set-ups, so connections are not kept.

use std::io::Write;
use std::net::{TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::client::blocking::read;
use crate::client::error::ErrorKind;
use crate::client::transport::{HttpRequest, HttpResponse, Limits, ProxyAddress, TransportError, shorter};

/// A proxy that takes requests to forward.
#[derive(Debug)]
pub(super) struct Forward {
    address: ProxyAddress,
}

impl Forward {
    /// The proxy at an address that is no secure one.
    pub(super) fn new(address: ProxyAddress) -> Forward {
        Forward { address }
    }

    /// Sends a request and reads the reply.
    pub(super) fn send(
        &self,
        request: &HttpRequest,
        limits: &Limits,
    ) -> Result<HttpResponse, TransportError> {
        let call = read::begin(request)?;
        let end = limits.attempt.map(|limit| Instant::now() + limit);
        let connect = shorter(limits.connect, limits.attempt);
        let mut stream =
            self.connect(connect).map_err(|e| TransportError::new(ErrorKind::Proxy, e.to_string()))?;
        let sent = stream
            .set_write_timeout(shorter(limits.read, limits.attempt))
            .and_then(|()| stream.write_all(self.head(request).as_bytes()))
            .and_then(|()| pass_on(request, &mut stream));
        sent.map_err(|e| read::failed(&e))?;
        read::read(call, stream, limits.read, end)
    }

    fn connect(&self, limit: Option<Duration>) -> std::io::Result<TcpStream> {
        let mut last = std::io::Error::from(std::io::ErrorKind::AddrNotAvailable);
        for address in self.address.host.to_socket_addrs()? {
            let stream = match limit {
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
        if let Some(user) = &self.address.user {
            head += &format!("proxy-authorization: Basic {}\r\n", STANDARD.encode(decode(user)));
        }
        if let Some(length) = request.told_length() {
            head += &format!("content-length: {length}\r\n");
        }
        head + "connection: close\r\n\r\n"
    }
}

/// Writes the body.
fn pass_on(request: &HttpRequest, stream: &mut TcpStream) -> std::io::Result<()> {
    match &request.upload {
        Some(upload) => std::io::copy(&mut upload.open()?, stream).map(drop),
        None => stream.write_all(&request.body),
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
        let mut request = HttpRequest::new("POST", "http://h.example:8/p");
        request.set_header("x-a", "1");
        request.body = b"{}".to_vec();
        request
    }

    #[test]
    fn the_whole_address_stands_in_the_first_line() {
        let address = ProxyAddress::parse("http://user:p%77@proxy.example/").unwrap();
        let proxy = Forward::new(address);
        assert_eq!(
            proxy.head(&request()),
            "POST http://h.example:8/p HTTP/1.1\r\nhost: h.example:8\r\nx-a: 1\r\n\
             proxy-authorization: Basic dXNlcjpwdw==\r\ncontent-length: 2\r\nconnection: close\r\n\r\n"
        );
        assert_eq!(decode("%4%zz%"), b"%4%zz%");
        assert!(!format!("{proxy:?}").contains("p%77"));
    }
}
