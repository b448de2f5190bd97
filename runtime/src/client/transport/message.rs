//! What is carried: a request that is ready to be sent, a reply that is read to its end, and why there is none.

use std::borrow::Cow;
use std::fmt;
use std::io::{Read as _, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use super::upload::Upload;
use crate::client::error::ErrorKind;

/// Replies longer than this are refused, so that a broken server cannot exhaust memory.
pub(crate) const MAX_REPLY: usize = 64 * 1024 * 1024;

/// The error about a reply over [`MAX_REPLY`]. Asking again would bring as much.
pub(crate) fn too_long() -> TransportError {
    let reason = format!("the reply is longer than {} MiB", MAX_REPLY >> 20);
    TransportError::new(ErrorKind::Decode, reason)
}

/// A request that is ready to be sent: signed, with every header but `Host` and `Content-Length`. `Debug` shows no secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct HttpRequest {
    /// HTTP method.
    pub method: &'static str,
    /// Absolute URL.
    pub url: String,
    /// Headers in the order in which they are sent; their names in lower case.
    pub headers: Vec<(Cow<'static, str>, String)>,
    /// The body, unless it is an `upload`.
    pub body: Vec<u8>,
    /// A body that is read while it is sent. Transports that [do not do so](Transport::uploads) find it in `body`.
    pub upload: Option<Upload>,
    /// Time limits; without them those of the transport hold.
    pub limits: Option<Limits>,
}

impl HttpRequest {
    /// A request without headers and body.
    #[must_use]
    pub fn new(method: &'static str, url: impl Into<String>) -> HttpRequest {
        HttpRequest {
            method,
            url: url.into(),
            headers: Vec::new(),
            body: Vec::new(),
            upload: None,
            limits: None,
        }
    }

    /// The first header of that name, in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Sets a header in place of those of the same name.
    pub fn set_header(&mut self, name: impl Into<Cow<'static, str>>, value: impl Into<String>) {
        let name = name.into();
        self.headers.retain(|(other, _)| !other.eq_ignore_ascii_case(&name));
        self.headers.push((name, value.into()));
    }

    /// How long the body is.
    pub(crate) fn length(&self) -> u64 {
        self.upload.as_ref().map_or(self.body.len() as u64, Upload::len)
    }

    /// Puts a body that would be read while it is sent into memory, for transports that know of no other.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(crate) fn load(&mut self) -> Result<(), TransportError> {
        let Some(upload) = self.upload.take() else { return Ok(()) };
        let read = upload.open().and_then(|mut reader| reader.read_to_end(&mut self.body));
        read.map(drop).map_err(|error| TransportError::new(ErrorKind::Encode, error.to_string()))
    }

    /// What its head says about its length: nothing where nothing is sent and the method is for reading.
    pub(in crate::client) fn told_length(&self) -> Option<u64> {
        let is_bare = self.length() == 0 && matches!(self.method, "GET" | "HEAD" | "OPTIONS");
        (!is_bare).then(|| self.length())
    }
}

/// How long an exchange may take; `None` waits for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// For a connection to be made.
    pub connect: Option<Duration>,
    /// For the reply to begin, and again for it to end once it has begun, however slowly its bytes come.
    pub read: Option<Duration>,
    /// For the whole exchange.
    pub attempt: Option<Duration>,
}

/// The shorter of two limits, or the earlier of two ends; either may be none.
pub(crate) fn shorter<T: Ord>(one: Option<T>, other: Option<T>) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// A reply, read to its end. `Debug` shows no secrets.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct HttpResponse {
    /// HTTP status.
    pub status: u16,
    /// Headers as they came.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl HttpResponse {
    /// The first header of that name, in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The service's id of the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        ["x-amzn-requestid", "x-amz-request-id"].iter().find_map(|name| self.header(name))
    }
}

/// Sends a request and reads the reply. An HTTP status that means an error is a reply like any other.
pub trait Transport: Send + Sync {
    /// One exchange, within the request's time limits.
    ///
    /// # Errors
    /// If there is no complete reply.
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError>;

    /// One exchange whose body is written to `sink` as it comes, if the reply is no error; the response has none then.
    /// A body that breaks off is an error of kind [`ErrorKind::Decode`], since it cannot be asked for again.
    ///
    /// # Errors
    /// If there is no complete reply, or the sink takes nothing more.
    fn send_into(&self, request: &HttpRequest, sink: &mut dyn Write) -> Result<HttpResponse, TransportError> {
        passed_on(self.send(request)?, sink)
    }

    /// Whether it sends the `upload` of a request; if not, such a body is put into memory first.
    fn uploads(&self) -> bool {
        false
    }
}

/// A reply whose body goes to a sink, unless it is an error's.
pub(crate) fn passed_on(
    mut response: HttpResponse,
    sink: &mut dyn Write,
) -> Result<HttpResponse, TransportError> {
    if response.status < 300 {
        sink.write_all(&response.body).map_err(|e| broken(&e))?;
        response.body = Vec::new();
    }
    Ok(response)
}

/// The error about a body that cannot be passed on.
pub(crate) fn broken(error: &dyn fmt::Display) -> TransportError {
    TransportError::new(ErrorKind::Decode, error.to_string())
}

/// An exchange that is under way.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<HttpResponse, TransportError>> + Send + 'a>>;

/// A [`Transport`] that does not block.
pub trait AsyncTransport: Send + Sync {
    /// One exchange. Fails if there is no complete reply. The client itself ends an exchange whose time for
    /// the whole is up.
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a>;

    /// Whether it sends the `upload` of a request; if not, such a body is put into memory first.
    fn uploads(&self) -> bool {
        false
    }
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: &HttpRequest) -> Result<HttpResponse, TransportError> {
        (**self).send(request)
    }

    fn send_into(&self, request: &HttpRequest, sink: &mut dyn Write) -> Result<HttpResponse, TransportError> {
        (**self).send_into(request, sink)
    }

    fn uploads(&self) -> bool {
        (**self).uploads()
    }
}

impl<T: AsyncTransport + ?Sized> AsyncTransport for Arc<T> {
    fn send<'a>(&'a self, request: &'a HttpRequest) -> Sending<'a> {
        (**self).send(request)
    }

    fn uploads(&self) -> bool {
        (**self).uploads()
    }
}

/// What a client takes as its transport: the client that blocks a [`Transport`], the other one an
/// [`AsyncTransport`].
pub trait IntoTransport<T: ?Sized> {
    /// The transport, to be shared.
    fn into_transport(self) -> Arc<T>;
}

impl<T: Transport + 'static> IntoTransport<dyn Transport> for T {
    fn into_transport(self) -> Arc<dyn Transport> {
        Arc::new(self)
    }
}

impl<T: AsyncTransport + 'static> IntoTransport<dyn AsyncTransport> for T {
    fn into_transport(self) -> Arc<dyn AsyncTransport> {
        Arc::new(self)
    }
}

/// Why there is no complete reply.
#[derive(Debug)]
pub struct TransportError {
    /// One of the kinds from [`ErrorKind::Connect`] to [`ErrorKind::Proxy`], which may be worth another
    /// attempt; or [`ErrorKind::Decode`], if there is a reply but not one to be read.
    pub kind: ErrorKind,
    /// The reason in the words of whoever found it.
    pub reason: String,
}

impl TransportError {
    /// An error of a kind.
    #[must_use]
    pub fn new(kind: ErrorKind, reason: impl Into<String>) -> TransportError {
        TransportError { kind, reason: reason.into() }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for TransportError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_that_would_be_read_later_is_read_now() {
        let upload = Upload::new("it", 4, || Ok(Box::new(&b"abcd"[..])));
        let mut request = HttpRequest { upload: Some(upload), ..HttpRequest::new("PUT", "http://h/") };
        assert_eq!(request.length(), 4);
        request.load().unwrap();
        assert_eq!(
            (request.body.as_slice(), request.upload.is_none(), request.length()),
            (&b"abcd"[..], true, 4)
        );
        request.upload = Some(Upload::new("it", 9, || Ok(Box::new(&b"abcd"[..]))));
        let error = request.load().unwrap_err();
        assert_eq!(
            (error.kind, error.reason.as_str()),
            (ErrorKind::Encode, "it is shorter than it was: 'it'")
        );
    }
}
