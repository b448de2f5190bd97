//! JSON lines: an object in each line.

use super::input::Reader;
use super::{LONGEST, Record, text, too_long};
use rt::json;
use rt::value::{Map, Value};

/// The records of such an input. Empty lines are none.
pub(super) struct Lines {
    reader: Reader,
    line: u64,
    is_over: bool,
}

impl Lines {
    pub(super) fn new(reader: Reader) -> Lines {
        Lines { reader, line: 0, is_over: false }
    }
}

impl Iterator for Lines {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        let mut bytes = Vec::new();
        while !self.is_over {
            self.line += 1;
            let map = match self.reader.line(&mut bytes, LONGEST) {
                Ok(false) => return None,
                Ok(true) if bytes.trim_ascii().is_empty() => continue,
                Ok(true) => object(&bytes),
                Err(error) => {
                    self.is_over = true;
                    Err(format!("the input cannot be read on: {error}"))
                }
            };
            return Some(Record { line: self.line, map });
        }
        None
    }
}

fn object(bytes: &[u8]) -> Result<Map, String> {
    if bytes.len() as u64 > LONGEST {
        return Err(too_long());
    }
    match json::parse(text(bytes)?.trim()) {
        Ok(Value::Map(map)) => Ok(map),
        Ok(_) => Err("a record is a JSON object, one in a line".to_owned()),
        Err(error) => Err(format!("no JSON object: {error}")),
    }
}
