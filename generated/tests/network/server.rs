//! A service on loopback that does as it is told and remembers what it was asked.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::fault::Fault;
use super::http::Received;

/// Which fault befalls request number n (from 0).
type Plan = Box<dyn Fn(usize) -> Fault + Send + Sync>;

/// The service. Its threads end with the test.
pub(crate) struct Server {
    pub(crate) port: u16,
    state: Arc<State>,
}

struct State {
    plan: Plan,
    tls: Option<Arc<ServerConfig>>,
    connections: AtomicUsize,
    requests: AtomicUsize,
    received: Mutex<Vec<Received>>,
    /// Long runs would fill the memory.
    remembers: bool,
}

impl Server {
    /// A service without TLS.
    pub(crate) fn plain(plan: impl Fn(usize) -> Fault + Send + Sync + 'static) -> Server {
        Server::start(listener(), Box::new(plan), None, true)
    }

    /// A service without TLS for connections that come in there.
    pub(crate) fn at(listener: TcpListener) -> Server {
        Server::start(listener, Box::new(|_| Fault::Nothing), None, true)
    }

    /// A service with TLS.
    pub(crate) fn tls(
        config: Arc<ServerConfig>,
        plan: impl Fn(usize) -> Fault + Send + Sync + 'static,
    ) -> Server {
        Server::start(listener(), Box::new(plan), Some(config), true)
    }

    /// A service that does not remember requests.
    pub(crate) fn forgetful(
        tls: Option<Arc<ServerConfig>>,
        plan: impl Fn(usize) -> Fault + Send + Sync + 'static,
    ) -> Server {
        Server::start(listener(), Box::new(plan), tls, false)
    }

    fn start(listener: TcpListener, plan: Plan, tls: Option<Arc<ServerConfig>>, remembers: bool) -> Server {
        let port = listener.local_addr().unwrap().port();
        let (connections, requests) = Default::default();
        let state =
            Arc::new(State { plan, tls, connections, requests, received: Mutex::default(), remembers });
        let shared = Arc::clone(&state);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                std::thread::spawn(move || state.accept(stream));
            }
        });
        Server { port, state }
    }

    /// `http://…` of the service.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Connections so far.
    pub(crate) fn connections(&self) -> usize {
        self.state.connections.load(Ordering::SeqCst)
    }

    /// Requests that have begun so far.
    pub(crate) fn requests(&self) -> usize {
        self.state.requests.load(Ordering::SeqCst)
    }

    /// Requests that were read so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.state.received.lock().unwrap().clone()
    }
}

fn listener() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").unwrap()
}

impl State {
    fn accept(&self, tcp: TcpStream) {
        self.connections.fetch_add(1, Ordering::SeqCst);
        match &self.tls {
            Some(config) => {
                let connection = ServerConnection::new(Arc::clone(config)).unwrap();
                let mut stream = StreamOwned::new(connection, tcp);
                while stream.conn.is_handshaking() {
                    if stream.conn.complete_io(&mut stream.sock).is_err() {
                        // Bytes left unread would reset the connection before the alert is seen.
                        return drop(std::io::copy(&mut stream.sock, &mut std::io::sink()));
                    }
                }
                self.serve(BufReader::new(stream), |stream| stream.fill_buf().is_ok_and(|b| !b.is_empty()));
            }
            // Bytes that are not read reset the connection when it is closed.
            None => self.serve(BufReader::new(tcp), |tcp| matches!(tcp.get_ref().peek(&mut [0]), Ok(1))),
        }
    }

    /// Serves a connection; `begins` waits until a request begins.
    fn serve<S: Read + Write>(
        &self,
        mut stream: BufReader<S>,
        mut begins: impl FnMut(&mut BufReader<S>) -> bool,
    ) {
        while begins(&mut stream) {
            let fault = (self.plan)(self.requests.fetch_add(1, Ordering::SeqCst));
            match fault {
                Fault::Reset => return,
                Fault::Deaf => return std::thread::sleep(Duration::from_secs(5)),
                _ => {}
            }
            let Some(request) = Received::read(&mut stream) else {
                // What came was no HTTP, such as the beginning of TLS.
                return drop(stream.get_mut().write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n"));
            };
            if self.remembers {
                self.received.lock().unwrap().push(request.clone());
            }
            if !fault.play(&request, stream.get_mut()).unwrap_or(false) {
                return;
            }
        }
    }
}
