//! What a server does wrong, or right.

use std::io::{self, Read, Write};
use std::time::Duration;

use super::http::Received;
use super::random::Random;

/// What a server makes of a request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fault {
    /// Nothing is wrong.
    Nothing,
    /// The connection is reset before the request is read.
    Reset,
    /// The connection is held, the request is not read.
    Deaf,
    /// The request is read, no answer comes.
    Hang,
    /// The connection ends after so many bytes of the reply.
    Cut(usize),
    /// A status, with an empty body.
    Status(u16),
    /// A status and a code.
    Error(u16, &'static str),
    /// The signature is of another time than the service's, which its `Date` tells.
    Skewed,
    /// A page for people, as proxies and load balancers send.
    Page(u16),
    /// `Content-Length` says more than comes; then the connection ends, or is held.
    Long {
        held: bool,
    },
    /// `Content-Length` says less than comes.
    Short,
    /// `Content-Length` is no number.
    BadLength,
    /// Chunks that end before the last.
    CutChunks,
    /// One byte at a time.
    Drip,
    /// A reply without end.
    Huge,
    /// No HTTP.
    Garbage,
    /// The connection ends after the right answer, which said nothing of it.
    CloseAfter,
    /// Right answers in less usual forms: chunks, no length, an interim reply before.
    Chunks,
    Unbounded,
    Interim,
}

use Fault::{
    BadLength, Chunks, CloseAfter, Cut, CutChunks, Deaf, Drip, Error, Garbage, Hang, Huge, Interim, Long,
    Nothing, Page, Reset, Short, Skewed, Status, Unbounded,
};

const THROTTLED: [&str; 4] =
    ["ThrottlingException", "TooManyRequestsException", "RequestLimitExceeded", "SlowDown"];

impl Fault {
    /// Nothing wrong in three of five cases, else any fault.
    pub(crate) fn random(random: &mut Random) -> Fault {
        if random.below(5) < 3 {
            return Nothing;
        }
        let statuses = [400, 403, 404, 413, 429, 500, 501, 502, 503, 504];
        let status = statuses[random.below(10) as usize];
        match random.below(40) {
            0..=1 => Hang,
            2..=9 => Cut(random.below(600) as usize),
            10..=14 => Status(status),
            15..=19 => Error(400, THROTTLED[random.below(4) as usize]),
            20..=21 => Error(status, "UserNotFoundException"),
            22..=23 => Page(status),
            24 => Long { held: true },
            25 => Long { held: false },
            26 => Short,
            27 => BadLength,
            28 => CutChunks,
            29 => Drip,
            30 => Garbage,
            31 => Unbounded,
            32 => Interim,
            33 => Chunks,
            34 => CloseAfter,
            35 if random.below(20) == 0 => Huge,
            36 => Skewed,
            _ => Reset,
        }
    }

    /// Answers a request; whether the connection goes on.
    pub(crate) fn play(self, request: &Received, stream: &mut (impl Read + Write)) -> io::Result<bool> {
        let right = body(request);
        let length = right.len();
        let whole = message(200, length, &right);
        match self {
            Nothing => stream.write_all(whole.as_bytes())?,
            CloseAfter => return stream.write_all(whole.as_bytes()).map(|()| false),
            Reset | Deaf => return Ok(false),
            Hang => return hold(stream),
            Cut(at) => return stream.write_all(&whole.as_bytes()[..at.min(whole.len() - 1)]).map(|()| false),
            Status(status) => stream.write_all(message(status, 0, "").as_bytes())?,
            Error(status, code) => {
                let body = format!("{{\"__type\":\"{code}\",\"message\":\"as told\"}}");
                stream.write_all(message(status, body.len(), &body).as_bytes())?;
            }
            Skewed => {
                let body = "{\"__type\":\"InvalidSignatureException\",\"message\":\"Signature expired\"}";
                let date = "\r\nDate: Sun, 13 Sep 2020 12:26:40 GMT\r\nContent-Length";
                let reply = message(400, body.len(), body).replacen("\r\nContent-Length", date, 1);
                stream.write_all(reply.as_bytes())?;
            }
            Page(status) => {
                let body = "<html><body>Try again</body></html>";
                stream.write_all(message(status, body.len(), body).as_bytes())?;
            }
            Long { held } => {
                stream.write_all(message(200, length + 10, &right).as_bytes())?;
                stream.flush()?;
                return if held { hold(stream) } else { Ok(false) };
            }
            Short => stream.write_all(message(200, length - 10, &right).as_bytes())?,
            BadLength => stream.write_all(whole.replace(&length.to_string(), "many").as_bytes())?,
            Drip => drip(stream, &whole)?,
            Huge => return flood(stream),
            Garbage => return stream.write_all(b"220 mail.example ESMTP\r\n").map(|()| false),
            Chunks => stream.write_all(chunked(&right, "0\r\n\r\n").as_bytes())?,
            CutChunks => return stream.write_all(chunked(&right, "").as_bytes()).map(|()| false),
            Unbounded => {
                let head = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n";
                return stream.write_all(format!("{head}{right}").as_bytes()).map(|()| false);
            }
            Interim => stream.write_all(format!("HTTP/1.1 100 Continue\r\n\r\n{whole}").as_bytes())?,
        }
        stream.flush().map(|()| true)
    }
}

/// The right answer repeats what was asked for, so that an answer to another question shows.
fn body(request: &Received) -> String {
    let id = request.member("UserPoolId");
    let name = "n".repeat(id.bytes().map(usize::from).sum::<usize>() % 2000);
    format!("{{\"UserPool\":{{\"Id\":\"{id}\",\"Name\":\"{name}\"}}}}")
}

fn message(status: u16, length: usize, body: &str) -> String {
    format!("HTTP/1.1 {status} Status\r\nContent-Length: {length}\r\n\r\n{body}")
}

fn chunked(body: &str, end: &str) -> String {
    let (a, b) = body.split_at(body.len() / 2);
    let chunk = |text: &str| format!("{:x}\r\n{text}\r\n", text.len());
    format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{}{}{end}", chunk(a), chunk(b))
}

/// Waits until the other side has had enough.
fn hold(stream: &mut impl Read) -> io::Result<bool> {
    stream.read(&mut [0]).map(|_| false)
}

fn drip(stream: &mut impl Write, text: &str) -> io::Result<()> {
    for byte in text.bytes() {
        stream.write_all(&[byte])?;
        stream.flush()?;
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

fn flood(stream: &mut impl Write) -> io::Result<bool> {
    stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n")?;
    loop {
        stream.write_all(&[b' '; 64 * 1024])?;
    }
}
