//! A connection by TCP: what is sent at once, its time limits, and whether it can still be used.
//!
//! ureq's own sends the head of a request before its body, clears two large buffers for each connection, and looks twice
//! at one that is used again.

use std::io::{self, ErrorKind as Io, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use ureq::unversioned::transport::{Buffers, ConnectionDetails, NextTimeout, Transport};
use ureq::{Error, Timeout};

use super::buffers::Room;

/// What an address gets at least of the time for a connection, however many there are.
const LEAST: Duration = Duration::from_millis(10);

/// An open connection.
#[derive(Debug)]
pub(super) struct Socket {
    stream: TcpStream,
    room: Room,
    /// The limits that the system knows of.
    read_limit: Option<Duration>,
    write_limit: Option<Duration>,
    /// Whether the last thing that happened is that bytes came.
    has_just_read: bool,
}

impl Socket {
    /// Connects to the first address that answers.
    ///
    /// # Errors
    /// That of the last address.
    pub(super) fn connect(details: &ConnectionDetails<'_>) -> Result<Socket, Error> {
        let limit = limit(details.timeout);
        let mut last = Error::from(io::Error::from(Io::ConnectionRefused));
        for (at, address) in details.addrs.iter().enumerate() {
            match open(*address, limit.map(|limit| share(limit, at, details.addrs.len()))) {
                Ok(stream) => return Ok(Socket::new(stream)),
                Err(error) if error.kind() == Io::TimedOut && limit.is_some() => {
                    last = Error::Timeout(details.timeout.reason);
                }
                Err(error) if error.kind() == Io::TimedOut => last = Error::Timeout(Timeout::Connect),
                Err(error) => last = error.into(),
            }
        }
        Err(last)
    }

    fn new(stream: TcpStream) -> Socket {
        Socket { stream, room: Room::default(), read_limit: None, write_limit: None, has_just_read: false }
    }

    /// Reads, again where a signal came in between, which the system does not do where there is a limit.
    fn read(&mut self, limit: Option<Duration>) -> io::Result<usize> {
        let end = limit.map(|limit| Instant::now() + limit);
        set(&mut self.read_limit, limit, |limit| self.stream.set_read_timeout(limit))?;
        loop {
            match (self.stream.read(self.room.input_append_buf()), end) {
                (Err(error), Some(end)) if error.kind() == Io::Interrupted => {
                    let left = end.saturating_duration_since(Instant::now());
                    if left.is_zero() {
                        return Err(Io::TimedOut.into());
                    }
                    set(&mut self.read_limit, Some(left), |limit| self.stream.set_read_timeout(limit))?;
                }
                (result, _) => return result,
            }
        }
    }

    /// Sends what waits for that.
    fn send(&mut self, timeout: NextTimeout) -> Result<(), Error> {
        let timeout = timeout.for_write();
        let held = self.room.held();
        if held.is_empty() {
            return Ok(());
        }
        self.has_just_read = false;
        let sent = set(&mut self.write_limit, limit(timeout), |limit| self.stream.set_write_timeout(limit));
        sent.and_then(|()| self.stream.write_all(held)).map_err(|error| in_time(error, timeout))
    }

    /// Whether the other side neither closed the connection nor sent what nobody asked for.
    fn is_idle(&mut self) -> io::Result<bool> {
        self.stream.set_nonblocking(true)?;
        let would_wait = self.stream.read(&mut [0]).is_err_and(|error| error.kind() == Io::WouldBlock);
        self.stream.set_nonblocking(false)?;
        Ok(would_wait)
    }
}

impl Transport for Socket {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.room
    }

    /// Little is kept until more comes, or until an answer is waited for: a head and its body go out together.
    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        if self.room.hold(amount) { self.send(timeout) } else { Ok(()) }
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.send(timeout)?;
        let timeout = timeout.for_read();
        let amount = self.read(limit(timeout)).map_err(|error| in_time(error, timeout))?;
        self.room.input_appended(amount);
        self.has_just_read = true;
        Ok(amount > 0)
    }

    /// This is asked when a reply has been read, and again before the next request. The second look sees all that the
    /// first one would, and many a connection carries one request.
    fn is_open(&mut self) -> bool {
        std::mem::take(&mut self.has_just_read) || self.is_idle().unwrap_or(false)
    }
}

/// The time that is left, if there is a limit. No time is an error before anything is sent or read.
fn limit(timeout: NextTimeout) -> Option<Duration> {
    timeout.not_zero().map(|limit| *limit)
}

/// What the address with this number out of so many gets of the time: twice as much as the next one.
fn share(limit: Duration, at: usize, addresses: usize) -> Duration {
    let part = |exponent: usize| 1_u32 << exponent.min(31);
    let share = limit.mul_f64(f64::from(part(addresses - 1 - at)) / f64::from(part(addresses) - 1));
    share.max(LEAST)
}

fn open(address: SocketAddr, limit: Option<Duration>) -> io::Result<TcpStream> {
    let stream = match limit {
        Some(limit) => TcpStream::connect_timeout(&address, limit)?,
        None => TcpStream::connect(address)?,
    };
    stream.set_nodelay(true)?;
    Ok(stream)
}

/// Tells the system of a limit that it does not know. macOS takes none for a connection that the other side has closed,
/// which the next read or write tells better.
fn set(
    known: &mut Option<Duration>,
    limit: Option<Duration>,
    tell: impl FnOnce(Option<Duration>) -> io::Result<()>,
) -> io::Result<()> {
    if *known == limit {
        return Ok(());
    }
    match tell(limit) {
        Ok(()) => *known = limit,
        Err(error) if cfg!(target_os = "macos") && error.kind() == Io::InvalidInput => {}
        Err(error) => return Err(error),
    }
    Ok(())
}

/// An error of reading or writing, which may be that time is up.
fn in_time(error: io::Error, timeout: NextTimeout) -> Error {
    match error.kind() {
        Io::WouldBlock | Io::TimedOut => Error::Timeout(timeout.reason),
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    const FOREVER: NextTimeout = NextTimeout {
        after: ureq::unversioned::transport::time::Duration::NotHappening,
        reason: Timeout::Global,
        per_read: None,
        per_write: None,
    };

    fn pair() -> (Socket, TcpStream) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let stream = open(listener.local_addr().unwrap(), Some(Duration::from_secs(9))).unwrap();
        (Socket::new(stream), listener.accept().unwrap().0)
    }

    fn put(socket: &mut Socket, bytes: &[u8]) {
        socket.buffers().output()[..bytes.len()].copy_from_slice(bytes);
        socket.transmit_output(bytes.len(), FOREVER).unwrap();
    }

    #[test]
    fn a_head_waits_for_its_body() {
        let (mut socket, mut other) = pair();
        put(&mut socket, b"head");
        other.set_nonblocking(true).unwrap();
        assert_eq!(other.read(&mut [0; 9]).unwrap_err().kind(), Io::WouldBlock);
        put(&mut socket, b"body");
        other.set_nonblocking(false).unwrap();
        other.write_all(b"answer").unwrap();
        assert!(socket.await_input(FOREVER).unwrap());
        let mut request = [0; 8];
        other.read_exact(&mut request).unwrap();
        assert_eq!((&request, socket.buffers().input()), (b"headbody", b"answer".as_slice()));
    }

    #[test]
    fn much_does_not_wait() {
        let (mut socket, mut other) = pair();
        put(&mut socket, b"head");
        put(&mut socket, &[b'b'; 16 * 1024]);
        let mut request = vec![0; 4 + 16 * 1024];
        other.read_exact(&mut request).unwrap();
        assert!(request.starts_with(b"headbbb") && request.ends_with(b"bbb"));
    }

    #[test]
    fn a_long_reply_gets_more_room() {
        let (mut socket, mut other) = pair();
        let long = vec![b'l'; 20_000];
        other.write_all(&long).unwrap();
        while socket.buffers().input().len() < long.len() {
            assert!(socket.await_input(FOREVER).unwrap());
        }
        assert_eq!(socket.buffers().input(), long);
    }

    #[test]
    fn a_connection_is_looked_at_before_it_is_used_again() {
        let (mut socket, mut other) = pair();
        other.write_all(b"reply").unwrap();
        assert!(socket.await_input(FOREVER).unwrap());
        assert_eq!((socket.is_open(), socket.is_open()), (true, true));
        drop(other);
        assert!(!socket.is_open());
        let (mut socket, mut other) = pair();
        other.write_all(b"nobody asked").unwrap();
        std::thread::sleep(Duration::from_millis(20));
        assert!(!socket.is_open());
    }

    #[test]
    fn addresses_share_the_time() {
        let share = |limit, at, addresses| share(Duration::from_millis(limit), at, addresses).as_millis();
        assert_eq!((share(900, 0, 1), share(900, 0, 2), share(900, 1, 2)), (900, 600, 300));
        assert_eq!((share(700, 0, 3), share(700, 2, 3), share(700, 15, 16)), (400, 100, 10));
    }
}
