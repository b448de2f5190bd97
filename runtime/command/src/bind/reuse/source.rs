//! The document that `--input-from` names: a file, or standard input.

use std::io;

use crate::bind::yaml;
use crate::report::failure::{Failure, Kind};
use rt::internals::{bounded, os};
use rt::json;
use rt::value::{Map, Value};

/// A request is never so long, and neither is a reply that is one thing.
const LIMIT: u64 = 16 << 20;

/// The members of a document.
pub(super) fn read(from: &str) -> Result<Map, Failure> {
    let path = from.strip_prefix("file://").unwrap_or(from);
    let bytes = match path {
        "-" => bounded::all(&mut io::stdin().lock(), LIMIT),
        path => bounded::read(os::unescape(path), LIMIT),
    };
    let members = bytes.map_err(|error| error.to_string()).and_then(|bytes| members(&bytes));
    let wrong = |reason| format!("--input-from {}: {reason}", os::shown(from));
    members.map_err(|reason| Failure::new(Kind::Parameter, wrong(reason)))
}

/// The members that the bytes of a document say; the error is the reason in words.
pub(super) fn members(bytes: &[u8]) -> Result<Map, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|error| format!("not text in UTF-8: byte {} is none", error.valid_up_to() + 1))?;
    match parsed(text)? {
        Value::Map(map) => Ok(map),
        Value::Null => Err("there is nothing in it".to_owned()),
        _ => Err("a document of members is wanted, such as a reply as JSON or YAML".to_owned()),
    }
}

/// JSON, or else YAML. What begins as JSON is judged as such.
fn parsed(text: &str) -> Result<Value, String> {
    if !text.trim_start().starts_with(['{', '[']) {
        return yaml::parse(text).map_err(|error| format!("not YAML: {error}"));
    }
    json::parse(text).or_else(|error| yaml::parse(text).map_err(|_| format!("not JSON: {error}")))
}
