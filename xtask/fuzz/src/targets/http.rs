//! Replies over plain HTTP, through a proxy and directly: both have to be held to the same rules.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{LazyLock, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use awsmodel_runtime::transport::{
    HttpRequest, HttpResponse, HttpTransport, Limits, Link, Proxies, Transport,
};

pub(super) const WORDS: &[&str] = &[
    "\r\n",
    "\r\n\r\n",
    "\n",
    ": ",
    "HTTP/1.1 200 OK",
    "HTTP/1.0 200 OK",
    "HTTP/1.1 101 Switching",
    "HTTP/1.1 204 No",
    "HTTP/1.1 100 Continue\r\n\r\n",
    "Content-Length: 5\r\n",
    "Content-Length: +5\r\n",
    "Transfer-Encoding: chunked\r\n",
    "Transfer-Encoding: gzip, chunked\r\n",
    "Connection: close\r\n",
    "Expect: 100-continue\r\n",
    "5\r\nhello\r\n",
    "0\r\n\r\n",
    "ffffffffffffffff\r\n",
    "POST / HTTP/1.1",
    "X-Amz-Target: Things.ListThings\r\n",
    ";a=b",
];

/// What the server answers with.
static REPLY: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// A server that answers every request with [`REPLY`], and the two ways to it.
static WAYS: LazyLock<[(HttpTransport, String); 2]> = LazyLock::new(|| {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap_or_else(|e| panic!("{e}"));
    let port = listener.local_addr().map(|address| address.port()).unwrap_or_default();
    thread::spawn(move || listener.incoming().flatten().for_each(|stream| drop(answer(stream))));
    let way = |proxy: Option<String>| {
        let link = Link {
            connect_timeout: Some(Duration::from_secs(5)),
            read_timeout: Some(Duration::from_secs(5)),
            verify_tls: true,
            ca_bundle: None,
            proxies: Proxies { http: proxy, https: None, no_proxy: Vec::new() },
        };
        HttpTransport::new(&link).unwrap_or_else(|e| panic!("{e}"))
    };
    let here = format!("http://127.0.0.1:{port}/");
    [(way(None), here.clone()), (way(Some(here)), "http://things.example/".to_owned())]
});

fn answer(mut stream: TcpStream) -> std::io::Result<()> {
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    while !head.windows(4).any(|part| part == b"\r\n\r\n") {
        let length = stream.read(&mut buffer)?;
        if length == 0 {
            return Ok(());
        }
        head.extend_from_slice(&buffer[..length]);
    }
    let reply = REPLY.lock().unwrap_or_else(PoisonError::into_inner).clone();
    stream.write_all(&reply)?;
    stream.shutdown(Shutdown::Write)
}

pub(super) fn run(data: &[u8]) -> bool {
    REPLY.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&data.to_vec());
    let [direct, proxied] = &*WAYS;
    let (direct, proxied) = (reply(direct), reply(proxied));
    assert_eq!(direct, proxied, "a direct reply, and a proxied one");
    direct.is_some()
}

fn reply((transport, url): &(HttpTransport, String)) -> Option<(u16, Vec<u8>)> {
    let wait = Some(Duration::from_secs(5));
    let mut request = HttpRequest::new("GET", url.clone());
    request.set_header("connection", "close");
    request.limits = Some(Limits { connect: wait, read: wait, attempt: wait });
    let HttpResponse { status, body, .. } = transport.send(&request).ok()?;
    Some((status, body))
}
