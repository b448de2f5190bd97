//! The whole input in one text: `--cli-input-json`, `--cli-input-yaml`.

use super::paramfile::{Content, load};
use crate::bind::yaml::{self, YamlError};
use crate::report::failure::{Failure, Kind};
use rt::dialect::Dialect;
use rt::internals::mask;
use rt::internals::python;
use rt::json;
use rt::schema::Shape;
use rt::value::{Map, Value};

/// The language of an input document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Json,
    Yaml,
}

/// Reads an input document: `word` is the text, or points at a file with it.
pub(crate) fn read(
    dialect: &Dialect,
    language: Language,
    word: &str,
    shape: Option<Shape>,
) -> Result<Map, Failure> {
    let name = match language {
        Language::Json => "cli-input-json",
        Language::Yaml => "cli-input-yaml",
    };
    let text = match load(dialect, word, None).map_err(Failure::general)? {
        Some(Content::Text(text)) => text,
        Some(Content::Bytes(bytes)) => {
            String::from_utf8(bytes).map_err(|_| Failure::parsing(name, "the file's content is not text"))?
        }
        None => word.to_owned(),
    };
    let shown = if shape.is_some_and(mask::holds_secrets) { mask::MASK } else { &text };
    let value = match language {
        Language::Json => json::parse(&text).map_err(|error| {
            if dialect.structured_errors {
                Failure::parsing(name, "Invalid JSON received.")
            } else {
                Failure::parsing(name, format!("Invalid JSON: {error}\nJSON received: {shown}"))
            }
        })?,
        Language::Yaml => yaml::parse(&text).map_err(|error| match error {
            YamlError::Syntax(_) => Failure::parsing(name, "Invalid YAML received."),
            YamlError::Value(reason) => Failure::general(reason),
        })?,
    };
    members(dialect, name, value)
}

fn members(dialect: &Dialect, name: &str, value: Value) -> Result<Map, Failure> {
    let kind = match &value {
        Value::Map(_) => "map",
        Value::Null => "null",
        Value::List(_) => "list",
        Value::String(_) => "string",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::Bytes(_) => "bytes",
    };
    match value {
        Value::Map(map) => Ok(map),
        value if dialect.structured_errors => {
            let received = python::type_name(&value);
            let message = format!("Invalid type: expecting map, received <class '{received}'>");
            Err(Failure::parsing(&format!("--{name}"), message))
        }
        _ => Err(Failure::general(format!("--{name} must be a map of members, not a {kind}"))),
    }
}

/// Adds what a document says to what options said, which goes first.
pub(crate) fn merge(parameters: &mut Map, document: Map) {
    for (key, value) in document {
        if !parameters.contains_key(&key) {
            parameters.insert(key, value);
        }
    }
}

/// The error that both kinds of document were given.
pub(crate) fn only_one() -> Failure {
    Failure::new(Kind::Parameter, "Only one --cli-input- parameter may be specified.")
}
