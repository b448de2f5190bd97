//! A service that a test makes of a function, and that counts.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use cognito_idp::runtime::json;
use cognito_idp::runtime::value::Value;

/// What answers a request: operation and body to status and body.
type Answer = dyn Fn(&str, &Value) -> (u16, String) + Send + Sync;

/// Starts to serve; gives the address. The threads end with the test.
pub(crate) fn serve(answer: impl Fn(&str, &Value) -> (u16, String) + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let answer: Arc<Answer> = Arc::new(answer);
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            thread::spawn(move || connection(stream, &*answer));
        }
    });
    url
}

/// An error of the service.
pub(crate) fn error(code: &str, message: &str) -> (u16, String) {
    (400, format!(r#"{{"__type": "{code}", "message": "{message}"}}"#))
}

fn connection(stream: TcpStream, answer: &Answer) -> Option<()> {
    let _ = stream.set_nodelay(true);
    let mut writer = stream.try_clone().ok()?;
    let mut reader = BufReader::new(stream);
    loop {
        let (operation, body) = request(&mut reader)?;
        let (status, text) = answer(&operation, &body);
        let head = format!("HTTP/1.1 {status} X\r\ncontent-length: {}\r\n\r\n", text.len());
        writer.write_all((head + &text).as_bytes()).ok()?;
    }
}

fn request(reader: &mut BufReader<TcpStream>) -> Option<(String, Value)> {
    let (mut operation, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        let (name, value) = line.split_once(": ").unwrap_or_default();
        match name.to_lowercase().as_str() {
            "x-amz-target" => operation = value.rsplit('.').next()?.to_owned(),
            "content-length" => length = value.parse().ok()?,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((operation, json::parse(std::str::from_utf8(&body).ok()?).ok()?))
}
