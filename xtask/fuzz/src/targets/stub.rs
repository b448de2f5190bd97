//! Requests to the stub server: whatever comes in, what goes out is HTTP.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::LazyLock;
use std::time::Duration;

use awsmodel_runtime::test_util::StubServer;

use crate::tables::SERVICE;

static SERVER: LazyLock<StubServer> =
    LazyLock::new(|| StubServer::start(&SERVICE, 0).unwrap_or_else(|e| panic!("{e}")));

pub(super) fn run(data: &[u8]) -> bool {
    let reply = exchange(data).unwrap_or_default();
    let head = b"HTTP/1.1 ";
    let shown = String::from_utf8_lossy(&reply);
    assert!(reply.is_empty() || reply.starts_with(head), "no reply: {shown}");
    let status = reply.get(head.len()..head.len() + 3);
    assert!(reply.is_empty() || status.is_some_and(|s| s.iter().all(u8::is_ascii_digit)), "{shown}");
    !reply.is_empty() && status != Some(b"400")
}

/// All that the server says to these bytes. It may close before it has read all of them.
fn exchange(data: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(("127.0.0.1", SERVER.port()))?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    let _ = stream.write_all(data).and_then(|()| stream.shutdown(Shutdown::Write));
    let mut reply = Vec::new();
    match stream.read_to_end(&mut reply) {
        Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => panic!("the server does not answer"),
        _ => Ok(reply),
    }
}
