//! A server that takes its time: it waits, and then gives its reply byte by byte.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::Duration;

pub(crate) struct Server {
    pub(crate) url: String,
    connections: Arc<AtomicU32>,
}

/// How long before the head, and between the bytes of the body.
#[derive(Clone, Copy)]
pub(crate) struct Pace {
    pub(crate) head: Duration,
    pub(crate) byte: Duration,
}

impl Server {
    pub(crate) fn start(pace: Pace) -> Server {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let connections = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&connections);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::SeqCst);
                thread::spawn(move || serve(stream, pace));
            }
        });
        Server { url, connections }
    }

    pub(crate) fn connections(&self) -> u32 {
        self.connections.load(Ordering::SeqCst)
    }
}

fn serve(mut stream: TcpStream, pace: Pace) -> Option<()> {
    const BODY: &[u8] = br#"{"Users":[]}        "#;
    let _ = stream.set_nodelay(true);
    loop {
        skip_request(&mut stream)?;
        thread::sleep(pace.head);
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", BODY.len());
        stream.write_all(head.as_bytes()).ok()?;
        if pace.byte.is_zero() {
            stream.write_all(BODY).ok()?;
            continue;
        }
        for byte in BODY {
            thread::sleep(pace.byte);
            stream.write_all(&[*byte]).ok()?;
        }
    }
}

/// Reads a request to its end.
fn skip_request(stream: &mut TcpStream) -> Option<()> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        if let Some(at) = text.find("\r\n\r\n") {
            let length = text.split("content-length: ").nth(1)?.split("\r\n").next()?.parse::<usize>().ok()?;
            if bytes.len() >= at + 4 + length {
                return Some(());
            }
        }
        match stream.read(&mut buffer) {
            Ok(count) if count > 0 => bytes.extend_from_slice(&buffer[..count]),
            _ => return None,
        }
    }
}
