//! As much HTTP as a server of a test needs.

use std::io::{BufRead, Read};

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: String,
    /// A path, a whole address, or `host:port`: what stands in the first line.
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Received {
    /// Reads a request; `None` if the connection ends.
    pub(crate) fn read(reader: &mut impl BufRead) -> Option<Received> {
        let first = line(reader)?;
        let mut words = first.split(' ').map(str::to_owned);
        let (method, target) = (words.next()?, words.next()?);
        let mut headers = Vec::new();
        while let Some((name, value)) = line(reader)?.split_once(':') {
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
        let mut request = Received { method, target, headers, body: Vec::new() };
        let length = request.header("content-length").map_or(0, |value| value.parse().unwrap());
        reader.take(length).read_to_end(&mut request.body).ok()?;
        (request.body.len() as u64 == length).then_some(request)
    }

    /// The header of that name, in any case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// A member of the body.
    pub(crate) fn member(&self, name: &str) -> String {
        let body: serde_json::Value = serde_json::from_slice(&self.body).unwrap_or_default();
        body[name].as_str().unwrap_or_default().to_owned()
    }
}

fn line(reader: &mut impl BufRead) -> Option<String> {
    let mut line = String::new();
    let length = reader.read_line(&mut line).ok()?;
    (length > 0).then(|| line.trim_end().to_owned())
}
