//! Reads a reply from a connection that carries no other: bytes in, one reply out, within a time limit.

use std::io::{self, ErrorKind as Io, Read};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::client::error::ErrorKind;
use crate::client::transport::{HttpResponse, MAX_REPLY, TransportError, too_long};

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

/// Reads a reply; `wait` is the time for its head, and again for its body, however slowly they come; at `end` both
/// have to be there.
pub(super) fn read(
    stream: impl Timed,
    wait: Option<Duration>,
    end: Option<Instant>,
) -> Result<HttpResponse, TransportError> {
    let mut input = Input { stream, bytes: Vec::new(), deadline: None, end };
    input.restart(wait);
    let (mut response, head) = loop {
        match head(&input.bytes)? {
            // An interim reply; the one that counts follows.
            Some((response, length)) if response.status < 200 => drop(input.bytes.drain(..length)),
            Some(found) => break found,
            None if input.more()? => {}
            None => return Err(incomplete()),
        }
    };
    input.restart(wait);
    response.body = input.body(&response, head)?;
    Ok(response)
}

/// What has come so far.
struct Input<S> {
    stream: S,
    bytes: Vec<u8>,
    deadline: Option<Instant>,
    end: Option<Instant>,
}

impl<S: Timed> Input<S> {
    fn restart(&mut self, wait: Option<Duration>) {
        let next = wait.map(|wait| Instant::now() + wait);
        self.deadline = next.into_iter().chain(self.end).min();
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
        if self.bytes.len() > MAX_REPLY { Err(too_long()) } else { Ok(length > 0) }
    }

    /// Reads on until there are `length` bytes.
    fn until(&mut self, length: usize) -> Result<(), TransportError> {
        if length > MAX_REPLY {
            return Err(too_long());
        }
        while self.bytes.len() < length {
            if !self.more()? {
                return Err(incomplete());
            }
        }
        Ok(())
    }

    /// The body, which begins at `start`.
    fn body(&mut self, response: &HttpResponse, start: usize) -> Result<Vec<u8>, TransportError> {
        let chunked = |value: &str| value.eq_ignore_ascii_case("chunked");
        if response.header("transfer-encoding").is_some_and(chunked) {
            return self.chunks(start);
        }
        match response.header("content-length") {
            Some(length) => {
                let length: usize = length.trim().parse().map_err(|_| incomplete())?;
                let end = start.saturating_add(length);
                self.until(end)?;
                self.bytes.truncate(end);
            }
            None => while self.more()? {},
        }
        Ok(self.bytes.split_off(start))
    }

    fn chunks(&mut self, mut at: usize) -> Result<Vec<u8>, TransportError> {
        let mut body = Vec::new();
        loop {
            match httparse::parse_chunk_size(&self.bytes[at..]) {
                Ok(httparse::Status::Complete((_, 0))) => return Ok(body),
                Ok(httparse::Status::Complete((head, length))) => {
                    let start = at + head;
                    let length = usize::try_from(length).map_err(|_| too_long())?;
                    let end = start.saturating_add(length);
                    self.until(end.saturating_add(2))?;
                    body.extend_from_slice(&self.bytes[start..end]);
                    at = end + 2;
                }
                Ok(httparse::Status::Partial) if self.more()? => {}
                _ => return Err(incomplete()),
            }
        }
    }
}

/// Status and headers with their length, if they are complete.
fn head(bytes: &[u8]) -> Result<Option<(HttpResponse, usize)>, TransportError> {
    let mut headers = [httparse::EMPTY_HEADER; 100];
    let mut response = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(length) = response.parse(bytes).map_err(|_| incomplete())? else {
        return Ok(None);
    };
    let status = response.code.ok_or_else(incomplete)?;
    let text = |value: &[u8]| String::from_utf8_lossy(value).into_owned();
    let headers = response.headers.iter().map(|h| (h.name.to_owned(), text(h.value))).collect();
    Ok(Some((HttpResponse { status, headers, body: Vec::new() }, length)))
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

    fn body(reply: &str) -> Result<String, ErrorKind> {
        let response = read(Trickle(reply.as_bytes()), None, None).map_err(|e| e.kind)?;
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
        ] {
            assert_eq!(body(&reply), Err(ErrorKind::ConnectionClosed), "{reply}");
        }
        let long = format!("{ok}Content-Length: 99999999999\r\n\r\n");
        assert_eq!(body(&long), Err(ErrorKind::Decode));
        let long = format!("{ok}Transfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n");
        assert_eq!(body(&long), Err(ErrorKind::Decode));
    }

    #[test]
    fn time_runs_out_although_bytes_come() {
        let reply = [b"HTTP/1.1 200 OK\r\n".as_slice(), &[b'a'; 10_000_000]].concat();
        let error = read(Trickle(&reply), Some(Duration::from_millis(5)), None).unwrap_err();
        assert_eq!(error.kind, ErrorKind::ReadTimeout);
    }
}
