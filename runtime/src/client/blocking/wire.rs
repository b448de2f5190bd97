//! What all ways of sending have in common: requests as ureq takes them, its errors as ours, the longest head.

use std::io::ErrorKind as Io;

use ureq::{Timeout, http};

use crate::client::error::ErrorKind;
use crate::client::transport::{HttpRequest, TransportError, too_long};

/// The longest head of a reply. A connection's input buffer has to hold it, and is cleared for each connection.
pub(super) const MAX_HEAD: usize = 32 * 1024;

/// A request without its body. Values that no header may have are found when it is built.
pub(super) fn outgoing(request: &HttpRequest) -> http::request::Builder {
    let builder = http::Request::builder().method(request.method).uri(&request.url);
    request.headers.iter().fold(builder, |builder, (name, value)| builder.header(&**name, value))
}

pub(super) fn classify(error: &ureq::Error, proxy: Option<&str>) -> TransportError {
    let kind = match error {
        ureq::Error::BodyExceedsLimit(_) => return too_long(),
        ureq::Error::LargeResponseHeader(..) => ErrorKind::Decode,
        ureq::Error::Timeout(Timeout::Connect | Timeout::Resolve) => ErrorKind::ConnectTimeout,
        ureq::Error::Timeout(_) => ErrorKind::ReadTimeout,
        ureq::Error::ConnectProxyFailed(_) | ureq::Error::InvalidProxyUrl => ErrorKind::Proxy,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed if proxy.is_some() => ErrorKind::Proxy,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => ErrorKind::Connect,
        ureq::Error::BadUri(_) => ErrorKind::Endpoint,
        // A value that no header may have. It stays unsaid, since it may be a secret.
        ureq::Error::Http(_)
        | ureq::Error::Protocol(
            ureq_proto::Error::BadAuthorizationHeader | ureq_proto::Error::BadHostHeader,
        ) => {
            let reason = format!("An HTTP Client raised an unhandled exception: {error}");
            return TransportError::new(ErrorKind::Unexpected, reason);
        }
        ureq::Error::Tls(_) | ureq::Error::Pem(_) | ureq::Error::Rustls(_) => ErrorKind::Tls,
        ureq::Error::Io(io) => classify_io(io, proxy),
        _ => ErrorKind::ConnectionClosed,
    };
    TransportError::new(kind, error.to_string())
}

fn classify_io(error: &std::io::Error, proxy: Option<&str>) -> ErrorKind {
    let inner = error.get_ref().map(ToString::to_string).unwrap_or_default();
    match error.kind() {
        Io::ConnectionRefused | Io::HostUnreachable | Io::NetworkUnreachable | Io::AddrNotAvailable => {
            match proxy {
                Some(_) => ErrorKind::Proxy,
                None => ErrorKind::Connect,
            }
        }
        Io::TimedOut | Io::WouldBlock => ErrorKind::ReadTimeout,
        // A proxy that says yes and then goes on to talk is no tunnel.
        Io::InvalidData if proxy.is_some() && inner.contains("corrupt message") => {
            ErrorKind::ConnectionClosed
        }
        // Certificates that are not trusted, alerts, bytes that are no TLS: nothing that passes.
        Io::InvalidData => ErrorKind::Tls,
        // Behind a proxy it is the proxy's name that is looked up here.
        _ if inner.contains("failed to lookup address") && proxy.is_some() => ErrorKind::Proxy,
        _ if inner.contains("failed to lookup address") => ErrorKind::Connect,
        _ => ErrorKind::ConnectionClosed,
    }
}
