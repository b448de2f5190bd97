//! Reads a reply from a connection that carries no other: bytes in, one reply out, within a time limit.
//!
//! What a reply is, where it ends and what is wrong with it is for ureq's own state machine to say, so that a reply
//! through a proxy is held to the same rules as any other.

use std::io::{self, ErrorKind as Io, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use ureq::http::{self, Response, header};
use ureq_proto::BodyMode;
use ureq_proto::client::state::{RecvBody, RecvResponse};
use ureq_proto::client::{Call, RecvResponseResult, SendRequestResult};

use super::wire::{MAX_HEAD, classify, outgoing};
use crate::client::error::ErrorKind;
use crate::client::transport::{HttpRequest, HttpResponse, MAX_REPLY, TransportError, shorter, too_long};

/// Bytes with a limit on the wait for them.
pub(super) trait Timed: Read {
    /// Sets how long the next read may take.
    fn limit(&self, wait: Option<Duration>) -> io::Result<()>;
}

impl Timed for TcpStream {
    fn limit(&self, wait: Option<Duration>) -> io::Result<()> {
        self.set_read_timeout(wait)
    }
}

/// The state in which a request has been sent. Nothing is: only a request that can be gives a state.
pub(super) fn begin(request: &HttpRequest) -> Result<Call<RecvResponse>, TransportError> {
    let unusable = |error: ureq_proto::Error| TransportError::new(ErrorKind::Encode, error.to_string());
    let head = outgoing(request).body(()).map_err(|error| classify(&error.into(), None))?;
    // Room for the longest line of the head, which is written by the caller.
    let longest = request.headers.iter().map(|(name, value)| name.len() + value.len()).max().unwrap_or(0);
    let mut scratch = vec![0; request.url.len() + longest + 1024];
    let mut call = Call::new(head).map_err(unusable)?;
    let length = usize::try_from(request.length()).unwrap_or(usize::MAX);
    if length > 0 {
        call.header(header::CONTENT_LENGTH, length).map_err(unusable)?;
    }
    let mut call = call.proceed();
    while !call.can_proceed() {
        call.write(&mut scratch).map_err(unusable)?;
    }
    let sent = match call.proceed().map_err(unusable)? {
        Some(SendRequestResult::RecvResponse(call)) => Some(call),
        Some(SendRequestResult::SendBody(mut call)) if call.is_chunked() => {
            call.write(&[], &mut scratch).map_err(unusable)?;
            call.proceed()
        }
        Some(SendRequestResult::SendBody(mut call)) => {
            call.consume_direct_write(length).map_err(unusable)?;
            call.proceed()
        }
        _ => None,
    };
    sent.ok_or_else(|| TransportError::new(ErrorKind::Encode, "the request cannot be sent"))
}

/// Reads a reply; `wait` is the time for its head, and again for its body, however slowly they come; at `end`
/// both have to be there.
pub(super) fn read(
    mut call: Call<RecvResponse>,
    stream: impl Timed,
    wait: Option<Duration>,
    end: Option<Instant>,
) -> Result<HttpResponse, TransportError> {
    let mut input = Input { stream, bytes: Vec::new(), deadline: None, end };
    input.restart(wait);
    let head = loop {
        let (length, found) = call.try_response(&input.bytes, false).map_err(|e| broken(&e))?;
        if length.max(input.bytes.len() * usize::from(found.is_none())) > MAX_HEAD {
            return Err(TransportError::new(ErrorKind::Decode, "the head of the reply is too long"));
        }
        input.bytes.drain(..length);
        match found {
            Some(head) => break head,
            // An interim reply; the one that counts follows.
            None if length > 0 || input.more()? => {}
            None => return Err(incomplete()),
        }
    };
    input.restart(wait);
    let body = match call.proceed() {
        Some(RecvResponseResult::RecvBody(call)) => input.body(call)?,
        _ => Vec::new(),
    };
    Ok(response(&head, body))
}

fn response(head: &Response<()>, body: Vec<u8>) -> HttpResponse {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers = head.headers().iter().map(|(name, value)| (name.as_str().to_owned(), text(value)));
    HttpResponse { status: head.status().as_u16(), headers: headers.collect(), body }
}

/// What has come and is not read yet.
struct Input<S> {
    stream: S,
    bytes: Vec<u8>,
    deadline: Option<Instant>,
    end: Option<Instant>,
}

impl<S: Timed> Input<S> {
    fn restart(&mut self, wait: Option<Duration>) {
        let next = wait.map(|wait| Instant::now() + wait);
        self.deadline = shorter(next, self.end);
    }

    /// Reads on; `false` at the end.
    fn more(&mut self) -> Result<bool, TransportError> {
        let wait = self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        if wait.is_some_and(|wait| wait.is_zero()) {
            return Err(TransportError::new(ErrorKind::ReadTimeout, "the reply did not end in time"));
        }
        self.stream.limit(wait).map_err(|e| failed(&e))?;
        let mut buffer = [0; 16 * 1024];
        let length = self.stream.read(&mut buffer).map_err(|e| failed(&e))?;
        self.bytes.extend_from_slice(&buffer[..length]);
        Ok(length > 0)
    }

    /// The body, however its end is marked.
    fn body(&mut self, mut call: Call<RecvBody>) -> Result<Vec<u8>, TransportError> {
        let mut body = Vec::new();
        let mut output = [0; 16 * 1024];
        let ends_with_the_connection = call.body_mode() == BodyMode::CloseDelimited;
        loop {
            let (used, made) = call.read(&self.bytes, &mut output).map_err(|e| broken(&e))?;
            self.bytes.drain(..used);
            body.extend_from_slice(&output[..made]);
            if body.len() > MAX_REPLY {
                return Err(too_long());
            }
            if !ends_with_the_connection && call.can_proceed() {
                return Ok(body);
            }
            if used + made == 0 && !self.more()? {
                // The last chunk was there, and nothing behind it: not even its end.
                let is_whole = ends_with_the_connection || (call.is_ended_chunked() && self.bytes.is_empty());
                return if is_whole { Ok(body) } else { Err(incomplete()) };
            }
        }
    }
}

fn broken(error: &ureq_proto::Error) -> TransportError {
    TransportError::new(ErrorKind::ConnectionClosed, error.to_string())
}

fn incomplete() -> TransportError {
    TransportError::new(ErrorKind::ConnectionClosed, "the reply is not HTTP or not complete")
}

/// A failure to write or to read.
pub(super) fn failed(error: &io::Error) -> TransportError {
    let kind = match error.kind() {
        Io::WouldBlock | Io::TimedOut => ErrorKind::ReadTimeout,
        _ => ErrorKind::ConnectionClosed,
    };
    TransportError::new(kind, error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that come one by one.
    struct Trickle<'a>(&'a [u8]);

    impl Read for Trickle<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            (buffer[0], self.0) = (*first, rest);
            Ok(1)
        }
    }

    impl Timed for Trickle<'_> {
        fn limit(&self, _: Option<Duration>) -> io::Result<()> {
            Ok(())
        }
    }

    fn call() -> Call<RecvResponse> {
        let (url, body) = ("http://h.example/".to_owned(), b"{}".to_vec());
        begin(&HttpRequest { body, ..HttpRequest::new("POST", url) }).unwrap()
    }

    fn body(reply: &str) -> Result<String, ErrorKind> {
        let response = read(call(), Trickle(reply.as_bytes()), None, None).map_err(|e| e.kind)?;
        assert_eq!(response.status, 200);
        Ok(String::from_utf8(response.body).unwrap())
    }

    #[test]
    fn replies_of_every_length() {
        let ok = "HTTP/1.1 200 OK\r\n";
        let chunks = "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n";
        for reply in [
            format!("{ok}Content-Length: 3\r\n\r\nabcd"),
            format!("{ok}\r\nabc"),
            format!("{ok}{chunks}"),
            format!("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n{ok}Content-Length: 3\r\n\r\nabc"),
        ] {
            assert_eq!(body(&reply).as_deref(), Ok("abc"), "{reply}");
        }
    }

    #[test]
    fn what_is_not_complete_is_no_reply() {
        let ok = "HTTP/1.1 200 OK\r\n";
        for reply in [
            String::new(),
            "no http".to_owned(),
            ok.to_owned(),
            format!("{ok}Content-Length: 9\r\n\r\nabc"),
            format!("{ok}Content-Length: many\r\n\r\nabc"),
            format!("{ok}Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n"),
            format!("{ok}Transfer-Encoding: chunked\r\n\r\nxyz"),
            format!("{ok}Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\rno end"),
        ] {
            assert_eq!(body(&reply), Err(ErrorKind::ConnectionClosed), "{reply}");
        }
        let long = format!("{ok}X: {}\r\n\r\n", "x".repeat(MAX_HEAD));
        assert_eq!(body(&long), Err(ErrorKind::Decode));
    }

    #[test]
    fn time_runs_out_although_bytes_come() {
        let reply = [b"HTTP/1.1 200 OK\r\n\r\n".as_slice(), &[b'a'; 10_000_000]].concat();
        let error = read(call(), Trickle(&reply), Some(Duration::from_millis(5)), None).unwrap_err();
        assert_eq!(error.kind, ErrorKind::ReadTimeout);
    }
}
