//! A stand-in for the service on loopback that costs as little as can be: every request gets a finished text.
//! `ListUsers` goes on for as many pages as it is told; all other operations answer `{}`.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use anyhow::Result;

use super::page;

/// A server that lives as long as this process.
pub(super) struct Server {
    pub(super) port: u16,
    last: Arc<Mutex<Vec<u8>>>,
}

impl Server {
    /// Listens from now on; lists have so many pages.
    pub(super) fn start(pages: usize) -> Result<Server> {
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
        let port = listener.local_addr()?.port();
        let last = Arc::default();
        let (kept, page) = (Arc::clone(&last), Arc::<str>::from(page::page(0, None)));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (kept, page) = (Arc::clone(&kept), Arc::clone(&page));
                thread::spawn(move || serve(&stream, &page, pages, &kept));
            }
        });
        Ok(Server { port, last })
    }

    pub(super) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The bytes of the last request.
    pub(super) fn last(&self) -> Vec<u8> {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Answers until the client goes.
fn serve(stream: &TcpStream, page: &str, pages: usize, last: &Mutex<Vec<u8>>) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(stream);
    loop {
        let (head, body) = request(&mut reader)?;
        let answer = match head.contains("ListUsers") {
            true => users(page, pages, &body),
            false => "{}".to_owned(),
        };
        *last.lock().unwrap_or_else(PoisonError::into_inner) = [head.as_bytes(), &body].concat();
        let reply = format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/x-amz-json-1.1\r\n\
             x-amzn-requestid: 00000000-0000-4000-8000-000000000000\r\ncontent-length: {}\r\n\r\n{answer}",
            answer.len()
        );
        (&*stream).write_all(reply.as_bytes()).ok()?;
    }
}

fn request(reader: &mut BufReader<&TcpStream>) -> Option<(String, Vec<u8>)> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        reader.read_line(&mut head).ok().filter(|length| *length > 0)?;
    }
    let mut lines = head.lines().filter_map(|line| line.split_once(':'));
    let length = lines.rfind(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length = length.map_or(Some(0), |(_, value)| value.trim().parse().ok())?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((head, body))
}

/// The page that the request's token asks for.
fn users(page: &str, pages: usize, body: &[u8]) -> String {
    let body = String::from_utf8_lossy(body);
    let number = body.split_once("page-").map_or(0, |(_, rest)| {
        rest.split('"').next().and_then(|digits| digits.parse().ok()).unwrap_or(pages)
    });
    if number + 1 >= pages {
        return page.to_owned();
    }
    format!("{},\"PaginationToken\":\"page-{}\"}}", &page[..page.len() - 1], number + 1)
}
