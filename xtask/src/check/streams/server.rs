//! A service of streams on loopback. It sums up what it gets, and gives as much as it is asked for; whoever asks for a fault
//! gets it.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use sha2::{Digest as _, Sha256};

/// The address of a service that runs until this program ends. Its bodies have `length` bytes.
pub(super) fn start(length: u64) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    let broken = Arc::new(Mutex::new(BTreeSet::new()));
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let broken = Arc::clone(&broken);
            // Whoever breaks off is no fault of the service.
            thread::spawn(move || drop(serve(stream, length, &broken)));
        }
    });
    Ok(url)
}

/// Requests of a connection, one after the other.
fn serve(mut stream: TcpStream, length: u64, broken: &Mutex<BTreeSet<String>>) -> io::Result<()> {
    let mut input = BufReader::new(stream.try_clone()?);
    while let Some((method, path, expected)) = head(&mut input)? {
        if method == "GET" {
            give(&mut stream, &path, length)?;
        } else if path.ends_with("again") && fails(broken, &path) {
            // Half of it is taken, and then there is nobody.
            io::copy(&mut (&mut input).take(expected / 2), &mut io::sink())?;
            return stream.shutdown(std::net::Shutdown::Both);
        } else {
            let sum = sum(&mut (&mut input).take(expected))?;
            let body = format!("{{\"Sum\": \"{sum}\"}}");
            write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len())?;
        }
    }
    Ok(())
}

/// Whether something fails that does so once.
fn fails(broken: &Mutex<BTreeSet<String>>, path: &str) -> bool {
    broken.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned())
}

/// Method, path and length of the next request.
fn head(input: &mut impl BufRead) -> io::Result<Option<(String, String, u64)>> {
    let (mut line, mut first, mut length) = (String::new(), String::new(), 0);
    loop {
        line.clear();
        if input.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let text = line.trim_end();
        match text.split_once(':') {
            _ if first.is_empty() => text.clone_into(&mut first),
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.trim().parse().map_err(io::Error::other)?;
            }
            _ if text.is_empty() => break,
            _ => {}
        }
    }
    let mut words = first.split(' ').map(str::to_owned);
    Ok(words.next().zip(words.next()).map(|(method, path)| (method, path, length)))
}

fn sum(body: &mut impl Read) -> io::Result<String> {
    let mut hash = Sha256::new();
    io::copy(body, &mut hash)?;
    Ok(hex::encode(hash.finalize()))
}

/// A body of zeros; what is called `broken` ends in its middle, and what is called `wrong` has another one's checksum.
fn give(stream: &mut TcpStream, path: &str, length: u64) -> io::Result<()> {
    let checksum = if path.ends_with("wrong") { "x-amz-checksum-crc32: AAAAAA==\r\n" } else { "" };
    write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\n{checksum}\r\n")?;
    let sent = if path.ends_with("broken") { length / 2 } else { length };
    io::copy(&mut io::repeat(0).take(sent), stream)?;
    if sent < length { stream.shutdown(std::net::Shutdown::Both) } else { Ok(()) }
}
