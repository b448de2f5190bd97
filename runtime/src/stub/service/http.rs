//! One connection of HTTP/1.1: requests out of bytes, replies into bytes.
//!
//! It knows bodies with a length and bodies in chunks, keeps connections open, and closes them at the
//! first thing that it cannot read, saying why. A request has bounds in every direction: its head, its body, its time.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::time::Duration;

use super::Incoming;
use super::guard::refused;
use crate::client::transport::HttpResponse;

/// The longest head of a request, and the largest number of its headers.
const HEAD: usize = 64 * 1024;
const HEADERS: usize = 100;
/// The longest body.
const BODY: usize = 64 * 1024 * 1024;
/// How long a connection may be silent between requests, and how long a request may take to come.
const IDLE: Duration = Duration::from_secs(60);
const REQUEST: Duration = Duration::from_secs(30);

/// A connection with a limit on the time for all that is read from now on.
pub(super) trait Timed: Read + Write {
    fn limit(&mut self, time: Duration);
}

/// Answers requests until the other side closes, or sends what is no request.
pub(super) fn serve<S: Timed>(stream: S, answer: impl Fn(&Incoming) -> HttpResponse) -> io::Result<()> {
    let mut stream = BufReader::new(stream);
    let result = answered(&mut stream, answer);
    if let Err(error) = &result
        && error.kind() == io::ErrorKind::InvalidData
    {
        write(stream.get_mut(), &refused(400, &error.to_string()), true)?;
    }
    result
}

fn answered<S: Timed>(
    mut stream: &mut BufReader<S>,
    answer: impl Fn(&Incoming) -> HttpResponse,
) -> io::Result<()> {
    loop {
        stream.get_mut().limit(IDLE);
        if stream.fill_buf()?.is_empty() {
            return Ok(());
        }
        stream.get_mut().limit(REQUEST);
        let Some(head) = head(&mut stream)? else { return Ok(()) };
        let mut request = parse(&head)?;
        let expects = request.header("expect").is_some_and(|v| v.eq_ignore_ascii_case("100-continue"));
        if expects {
            stream.get_mut().write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        request.body = body(&mut stream, &request)?;
        let closes = request.header("connection").is_some_and(|v| v.eq_ignore_ascii_case("close"));
        write(stream.get_mut(), &answer(&request), closes)?;
        if closes {
            return Ok(());
        }
    }
}

/// Everything up to the empty line; `None` where there is no further request.
fn head(stream: &mut impl BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut head = Vec::new();
    loop {
        let before = head.len();
        stream.by_ref().take((HEAD - before) as u64).read_until(b'\n', &mut head)?;
        match &head[before..] {
            [] if before == 0 => return Ok(None),
            b"\r\n" | b"\n" if before == 0 => head.clear(),
            b"\r\n" | b"\n" => return Ok(Some(head)),
            line if line.ends_with(b"\n") => {}
            _ => return Err(invalid("the head of the request is cut off or too long")),
        }
    }
}

fn parse(head: &[u8]) -> io::Result<Incoming> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    request.parse(head).map_err(|error| invalid(&error.to_string()))?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let headers = request.headers.iter().map(|h| (h.name.to_owned(), text(h.value)));
    Ok(Incoming {
        method: request.method.unwrap_or_default().to_owned(),
        path: request.path.unwrap_or_default().to_owned(),
        headers: headers.collect(),
        body: Vec::new(),
    })
}

fn body(stream: &mut impl BufRead, request: &Incoming) -> io::Result<Vec<u8>> {
    match (&request.all("content-length")[..], &request.all("transfer-encoding")[..]) {
        ([], []) => Ok(Vec::new()),
        ([], [coding]) if coding.trim().eq_ignore_ascii_case("chunked") => chunked(stream),
        ([length], []) => {
            let mut body = Vec::new();
            piece(stream, number(length, 10)?, &mut body)?;
            Ok(body)
        }
        ([], _) => Err(invalid("the Transfer-Encoding is not known")),
        _ => Err(invalid("the length of the body is told twice")),
    }
}

/// Digits and nothing else.
fn number(text: &str, base: u32) -> io::Result<usize> {
    let text = text.trim();
    let digits = !text.is_empty() && text.chars().all(|c| c.is_digit(base));
    let number = usize::from_str_radix(text, base).ok().filter(|_| digits);
    number.ok_or_else(|| invalid("a length is no number"))
}

fn chunked(stream: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = line(stream)?;
        let size = number(size.split(';').next().unwrap_or_default(), 16)?;
        piece(stream, size, &mut body)?;
        if size > 0 {
            match line(stream)?.is_empty() {
                true => continue,
                false => return Err(invalid("a chunk is longer than its size")),
            }
        }
        // Trailers, up to an empty line.
        for _ in 0..HEADERS {
            if line(stream)?.is_empty() {
                return Ok(body);
            }
        }
        return Err(invalid("there are too many trailers"));
    }
}

fn piece(stream: &mut impl Read, length: usize, body: &mut Vec<u8>) -> io::Result<()> {
    if body.len().saturating_add(length) > BODY {
        return Err(invalid("the body is too long"));
    }
    match stream.take(length as u64).read_to_end(body)? {
        read if read == length => Ok(()),
        _ => Err(invalid("the body is cut off")),
    }
}

/// A line of a body in chunks.
fn line(stream: &mut impl BufRead) -> io::Result<String> {
    const LINE: u64 = 4096;
    let mut line = Vec::new();
    stream.take(LINE).read_until(b'\n', &mut line)?;
    if !line.ends_with(b"\n") {
        return Err(invalid("a line is cut off or too long"));
    }
    Ok(String::from_utf8_lossy(&line).trim().to_owned())
}

fn write(stream: &mut impl Write, response: &HttpResponse, closes: bool) -> io::Result<()> {
    let mut out = format!("HTTP/1.1 {} Stub\r\n", response.status);
    for (name, value) in &response.headers {
        out.push_str(&format!("{name}: {value}\r\n"));
    }
    if closes {
        out.push_str("Connection: close\r\n");
    }
    out.push_str(&format!("Content-Length: {}\r\n\r\n", response.body.len()));
    let mut bytes = out.into_bytes();
    bytes.extend_from_slice(&response.body);
    stream.write_all(&bytes)?;
    stream.flush()
}

fn invalid(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A connection that was written beforehand.
    struct Tape(io::Cursor<Vec<u8>>, Vec<u8>);

    impl Read for &mut Tape {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0.read(buffer)
        }
    }

    impl Timed for &mut Tape {
        fn limit(&mut self, _: Duration) {}
    }

    impl Write for &mut Tape {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.1.write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// What comes back for these bytes: the bodies of the requests, as bodies of replies.
    fn echoed(bytes: &str) -> (String, bool) {
        let mut tape = Tape(io::Cursor::new(bytes.into()), Vec::new());
        let answer =
            |r: &Incoming| HttpResponse { status: 200, body: r.body.clone(), ..HttpResponse::default() };
        let is_ok = serve(&mut tape, answer).is_ok();
        (String::from_utf8(tape.1).unwrap(), is_ok)
    }

    #[test]
    fn bodies_with_a_length_and_in_chunks() {
        let reply = |body: &str| format!("HTTP/1.1 200 Stub\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        let cases = [
            ("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nab".to_owned(), reply("ab"), true),
            ("GET / HTTP/1.1\r\n\r\n".repeat(2), reply("").repeat(2), true),
            (
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2;x\r\nab\r\n1\r\nc\r\n0\r\nT: x\r\n\r\n".to_owned(),
                reply("abc"),
                true,
            ),
            (
                "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\na".to_owned(),
                format!("HTTP/1.1 100 Continue\r\n\r\n{}", reply("a")),
                true,
            ),
            (String::new(), String::new(), true),
        ];
        for (bytes, expected, is_ok) in cases {
            assert_eq!(echoed(&bytes), (expected, is_ok), "{}", &bytes[..bytes.len().min(80)]);
        }
    }

    #[test]
    fn what_is_no_request_is_told_so() {
        let chunks = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n";
        for (bytes, reason) in [
            ("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab".to_owned(), "the body is cut off"),
            ("POST / HTTP/1.1\r\nContent-Length: x\r\n\r\nab".to_owned(), "a length is no number"),
            ("POST / HTTP/1.1\r\nContent-Length: +2\r\n\r\nab".to_owned(), "a length is no number"),
            ("POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n".to_owned(), "the body is too long"),
            ("POST / HTTP/1.1\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab".to_owned(), "told twice"),
            (format!("{chunks}Content-Length: 2\r\n\r\n2\r\nab\r\n0\r\n\r\n"), "told twice"),
            (format!("{chunks}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), "not known"),
            ("POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n".to_owned(), "not known"),
            (format!("{chunks}\r\n2\r\nabc\r\n0\r\n\r\n"), "longer than its size"),
            (format!("{chunks}\r\n-2\r\nab\r\n0\r\n\r\n"), "a length is no number"),
            (format!("{chunks}\r\n0\r\n{}\r\n", "T: x\r\n".repeat(101)), "too many trailers"),
            (format!("{chunks}\r\n2;{}\r\nab\r\n", "x".repeat(5000)), "cut off or too long"),
            ("nonsense\r\n\r\n".to_owned(), "invalid"),
            (format!("GET / HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(101)), "too many headers"),
            (format!("GET / HTTP/1.1\r\nA: {}", "a".repeat(HEAD)), "cut off or too long"),
        ] {
            let (reply, is_ok) = echoed(&bytes);
            let is_told = reply.starts_with("HTTP/1.1 400 Stub\r\n") && reply.contains(reason);
            assert!(is_told && !is_ok && reply.matches("HTTP/1.1").count() == 1, "{bytes:.80} {reply}");
        }
    }

    #[test]
    fn a_connection_is_closed_where_that_is_asked_for() {
        let request = "GET / HTTP/1.1\r\nConnection: close\r\n\r\nGET / HTTP/1.1\r\n\r\n";
        let reply = "HTTP/1.1 200 Stub\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        assert_eq!(echoed(request), (reply.to_owned(), true));
    }
}
