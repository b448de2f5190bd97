//! A server on this machine that answers as it was told, and remembers what it was asked.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use anyhow::{Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

/// A request as it came.
#[derive(Clone)]
pub(super) struct Heard {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

#[derive(Default)]
struct State {
    /// Answers to come; the last one repeats.
    answers: Vec<Value>,
    heard: Vec<Heard>,
}

/// The server; it lives as long as the program.
pub(super) struct Server {
    pub(super) url: String,
    state: Arc<Mutex<State>>,
}

impl Server {
    pub(super) fn start() -> Result<Server> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let url = format!("http://{}", listener.local_addr()?);
        let state = Arc::new(Mutex::new(State::default()));
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let state = Arc::clone(&shared);
                // A client that goes away is no harm.
                thread::spawn(move || drop(serve(stream, &state)));
            }
        });
        Ok(Server { url, state })
    }

    /// What is answered from now on.
    pub(super) fn load(&self, answers: &[Value]) -> Result<()> {
        *locked(&self.state) = State { answers: answers.to_vec(), heard: Vec::new() };
        Ok(())
    }

    /// What was asked since.
    pub(super) fn heard(&self) -> Result<Vec<Heard>> {
        Ok(locked(&self.state).heard.clone())
    }
}

fn locked(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Serves a connection until it ends.
fn serve(mut stream: TcpStream, state: &Mutex<State>) -> Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    loop {
        let heard = request(&mut reader, &mut stream)?;
        let method = heard.method.clone();
        let answer = {
            let mut state = locked(state);
            state.heard.push(heard);
            match state.answers.len() {
                0 => Value::Null,
                1 => state.answers[0].clone(),
                _ => state.answers.remove(0),
            }
        };
        stream.write_all(&response(&answer, &method)?)?;
    }
}

fn request(reader: &mut BufReader<TcpStream>, stream: &mut TcpStream) -> Result<Heard> {
    let line = line_of(reader)?;
    if line.is_empty() {
        bail!("the connection has ended");
    }
    let mut words = line.split_whitespace().map(str::to_owned);
    let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let (mut headers, mut length) = (Vec::new(), 0);
    loop {
        let line = line_of(reader)?;
        let Some((name, value)) = line.trim_end_matches(['\r', '\n']).split_once(':') else { break };
        let value = value.trim_start().to_owned();
        if name.eq_ignore_ascii_case("content-length") {
            length = value.parse()?;
        }
        if name.eq_ignore_ascii_case("expect") {
            stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n")?;
        }
        headers.push((name.to_owned(), value));
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    Ok(Heard { method, path, headers, body })
}

/// A line of a head: a character for each byte, as Python's server has it.
fn line_of(reader: &mut BufReader<TcpStream>) -> Result<String> {
    let mut bytes = Vec::new();
    reader.read_until(b'\n', &mut bytes)?;
    Ok(bytes.into_iter().map(char::from).collect())
}

fn response(answer: &Value, method: &str) -> Result<Vec<u8>> {
    let status = answer["status"].as_u64().unwrap_or(200);
    let body = match answer["body64"].as_str() {
        Some(text) => STANDARD.decode(text)?,
        None => answer["body"].as_str().unwrap_or("{}").as_bytes().to_vec(),
    };
    let mut out = format!("HTTP/1.1 {status} \r\n");
    for (name, value) in answer["headers"].as_object().into_iter().flatten() {
        out += &format!("{name}: {}\r\n", value.as_str().unwrap_or_default());
    }
    out += "x-amzn-RequestId: 00000000-0000-4000-8000-000000000000\r\n";
    if status != 204 {
        out += &format!("Content-Length: {}\r\n", body.len());
    }
    let mut out = (out + "\r\n").into_bytes();
    if status != 204 && method != "HEAD" {
        out.extend(body);
    }
    Ok(out)
}
