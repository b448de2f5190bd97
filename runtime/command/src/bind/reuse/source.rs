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
    let wrong =
        |reason: &str| Failure::new(Kind::Parameter, format!("--input-from {}: {reason}", os::shown(from)));
    let bytes = match path {
        "-" => bounded::all(io::stdin().lock(), LIMIT),
        path => bounded::read(os::unescape(path), LIMIT),
    };
    let bytes = bytes.map_err(|error| wrong(&error.to_string()))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let text = std::str::from_utf8(bytes)
        .map_err(|error| wrong(&format!("not text in UTF-8: byte {} is none", error.valid_up_to() + 1)))?;
    match parsed(text).map_err(|reason| wrong(&reason))? {
        Value::Map(map) => Ok(map),
        Value::Null => Err(wrong("there is nothing in it")),
        _ => Err(wrong("a document of members is wanted, such as a reply as JSON or YAML")),
    }
}

/// JSON, or else YAML. What begins as JSON is judged as such.
fn parsed(text: &str) -> Result<Value, String> {
    if !text.trim_start().starts_with(['{', '[']) {
        return yaml::parse(text).map_err(|error| format!("not YAML: {error}"));
    }
    json::parse(text).or_else(|error| yaml::parse(text).map_err(|_| format!("not JSON: {error}")))
}
