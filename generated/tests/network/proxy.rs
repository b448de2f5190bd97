//! Proxies on loopback: one that opens tunnels and forwards plain requests.

use std::io::{self, BufReader, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use super::http::Received;

/// What a proxy does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Manner {
    Works,
    /// Answers 407 to all.
    Refuses,
    /// Takes requests and does nothing.
    Hangs,
}

/// The proxy. Its threads end with the test.
pub(crate) struct Proxy {
    pub(crate) port: u16,
    received: Arc<Mutex<Vec<Received>>>,
}

impl Proxy {
    pub(crate) fn start(manner: Manner) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let received: Arc<Mutex<Vec<Received>>> = Arc::default();
        let shared = Arc::clone(&received);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let received = Arc::clone(&shared);
                std::thread::spawn(move || serve(stream, manner, &received));
            }
        });
        Proxy { port, received }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// What it was asked so far.
    pub(crate) fn received(&self) -> Vec<Received> {
        self.received.lock().unwrap().clone()
    }

    /// The first lines of what it was asked so far.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.received().iter().map(|request| format!("{} {}", request.method, request.target)).collect()
    }
}

fn serve(mut stream: TcpStream, manner: Manner, received: &Mutex<Vec<Received>>) -> io::Result<()> {
    let Some(request) = Received::read(&mut BufReader::new(&stream)) else { return Ok(()) };
    received.lock().unwrap().push(request.clone());
    match manner {
        Manner::Hangs => stream.peek(&mut [0]).map(drop),
        Manner::Refuses => {
            let reply = "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n";
            stream.write_all(reply.as_bytes())
        }
        Manner::Works if request.method == "CONNECT" => tunnel(stream, &request.target),
        Manner::Works => forward(stream, &request),
    }
}

fn tunnel(mut near: TcpStream, target: &str) -> io::Result<()> {
    let mut far = TcpStream::connect(target)?;
    near.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n")?;
    let (mut from_near, mut to_far) = (near.try_clone()?, far.try_clone()?);
    std::thread::spawn(move || {
        let _ = io::copy(&mut from_near, &mut to_far);
        let _ = to_far.shutdown(Shutdown::Write);
    });
    io::copy(&mut far, &mut near)?;
    near.shutdown(Shutdown::Both)
}

fn forward(mut near: TcpStream, request: &Received) -> io::Result<()> {
    let rest = request.target.strip_prefix("http://").unwrap();
    let (host, path) = rest.split_once('/').unwrap();
    let mut far = TcpStream::connect(host)?;
    let own = |name: &str| name.to_lowercase().starts_with("proxy-");
    let headers = request.headers.iter().filter(|(name, _)| !own(name));
    let headers: String = headers.map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    far.write_all(format!("{} /{path} HTTP/1.1\r\n{headers}\r\n", request.method).as_bytes())?;
    far.write_all(&request.body)?;
    far.shutdown(Shutdown::Write)?;
    io::copy(&mut far, &mut near).map(drop)
}
