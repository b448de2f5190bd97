//! The stand-in behind a port of this machine.

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::{Stub, http};
use crate::shapes::schema::Service;

/// How long a connection may be silent.
const IDLE: Duration = Duration::from_secs(60);

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
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let address = listener.local_addr()?;
        let (stub, ends) = (Arc::new(Stub::new(service)), Arc::new(AtomicBool::new(false)));
        let accepting = (Arc::clone(&stub), Arc::clone(&ends));
        let listener = thread::spawn(move || accept(&listener, &accepting.0, &accepting.1));
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

/// One thread a connection: a test opens a few.
fn accept(listener: &TcpListener, stub: &Arc<Stub>, ends: &AtomicBool) {
    for stream in listener.incoming() {
        if ends.load(Ordering::Relaxed) {
            return;
        }
        let Ok(stream) = stream else { continue };
        let stub = Arc::clone(stub);
        let _ = thread::Builder::new().spawn(move || connection(stream, &stub));
    }
}

fn connection(stream: TcpStream, stub: &Stub) {
    let _ = stream.set_nodelay(true);
    let _ = stream.set_read_timeout(Some(IDLE));
    // A caller who sends nonsense or goes away gets no answer.
    let _ = http::serve(stream, |request| stub.answer(request));
}
