//! The stand-in behind a port of this machine.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::guard::Guests;
use super::{Incoming, Stub, http};
use crate::client::threads;
use crate::client::transport::HttpResponse;
use crate::shapes::schema::Service;

/// How long a reply may take to be fetched.
const SENDING: Duration = Duration::from_secs(30);
/// How many connections are served at once; each has a thread.
const CONNECTIONS: usize = 256;

/// A [`Stub`] that listens on 127.0.0.1, for programs of any language. It ends when it is dropped.
#[derive(Debug)]
pub struct StubServer {
    stub: Arc<Stub>,
    address: SocketAddr,
    ends: Arc<AtomicBool>,
    listener: Option<JoinHandle<()>>,
}

impl StubServer {
    /// Starts to listen; port 0 takes any that is free.
    ///
    /// # Errors
    ///
    /// If the port is taken or not allowed.
    pub fn start(service: &'static Service, port: u16) -> io::Result<StubServer> {
        StubServer::open(service, port, Guests::default())
    }

    /// Starts to listen, also to guests from elsewhere.
    ///
    /// # Errors
    ///
    /// As [`StubServer::start`].
    pub fn open(service: &'static Service, port: u16, guests: Guests) -> io::Result<StubServer> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let (stub, ends) = (Arc::new(Stub::new(service)), Arc::new(AtomicBool::new(false)));
        let host = Host { stub: Arc::clone(&stub), guests, open: AtomicUsize::new(0) };
        let accepting = (Arc::new(host), Arc::clone(&ends));
        let run = move || accept(&listener, &accepting.0, &accepting.1);
        let listener = threads::start("stub server", Box::new(run))?;
        Ok(StubServer { stub, address, ends, listener: Some(listener) })
    }

    /// The stand-in itself, to set replies and to see requests.
    #[must_use]
    pub fn stub(&self) -> &Stub {
        &self.stub
    }

    /// The port.
    #[must_use]
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The address for clients, such as `http://127.0.0.1:4566`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Serves until the process ends.
    pub fn wait(mut self) {
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
    }
}

impl Drop for StubServer {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::Relaxed);
        if let Some(listener) = self.listener.take() {
            // A last connection wakes it.
            let _ = TcpStream::connect(self.address);
            let _ = listener.join();
        }
    }
}

/// What all connections share.
struct Host {
    stub: Arc<Stub>,
    guests: Guests,
    /// Connections that are served.
    open: AtomicUsize,
}

impl Host {
    fn answer(&self, request: &Incoming) -> HttpResponse {
        let mut reply = self.guests.refusal(request).unwrap_or_else(|| self.stub.answer(request));
        reply.headers.extend(self.guests.headers(request));
        reply
    }
}

/// One thread a connection: a test opens a few.
fn accept(listener: &TcpListener, host: &Arc<Host>, ends: &AtomicBool) {
    for stream in listener.incoming() {
        if ends.load(Ordering::Relaxed) {
            return;
        }
        let Ok(stream) = stream else {
            // Out of descriptors, most likely: some are given back in a while.
            thread::sleep(Duration::from_millis(10));
            continue;
        };
        let host = Arc::clone(host);
        host.open.fetch_add(1, Ordering::Relaxed);
        let serving = Arc::clone(&host);
        let serve = move || {
            connection(stream, &serving);
            serving.open.fetch_sub(1, Ordering::Relaxed);
        };
        if threads::start("stub connection", Box::new(serve)).is_err() {
            host.open.fetch_sub(1, Ordering::Relaxed);
        }
        while host.open.load(Ordering::Relaxed) >= CONNECTIONS && !ends.load(Ordering::Relaxed) {
            // Further callers wait until one of these is done.
            thread::sleep(Duration::from_millis(10));
        }
    }
}

fn connection(stream: TcpStream, host: &Host) {
    let _ = stream.set_nodelay(true);
    let _ = stream.set_write_timeout(Some(SENDING));
    // A caller who goes away gets no answer.
    let _ = http::serve(Patient { stream, until: Instant::now() }, |request| host.answer(request));
}

/// A connection that is read until a point in time, however slowly the bytes come.
struct Patient {
    stream: TcpStream,
    until: Instant,
}

impl http::Timed for Patient {
    fn limit(&mut self, time: Duration) {
        self.until = Instant::now() + time;
    }
}

impl Read for Patient {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(io::ErrorKind::TimedOut.into());
        }
        self.stream.set_read_timeout(Some(left))?;
        self.stream.read(buffer)
    }
}

impl Write for Patient {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.stream.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stream.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A caller that sends a byte now and then is not waited for longer than one that sends none.
    #[test]
    fn time_runs_out_although_bytes_come() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let drip = thread::spawn(move || {
            let mut stream = TcpStream::connect(address).unwrap();
            while stream.write_all(b"a").is_ok() {
                thread::sleep(Duration::from_millis(1));
            }
        });
        let stream = listener.accept().unwrap().0;
        let mut patient = Patient { stream, until: Instant::now() + Duration::from_millis(50) };
        let error = io::copy(&mut patient, &mut io::sink()).unwrap_err();
        assert!(matches!(error.kind(), io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock), "{error}");
        drop(patient);
        drip.join().unwrap();
    }
}
