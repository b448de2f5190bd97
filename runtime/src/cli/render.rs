//! Values to text in the output formats, after `--query`.

use super::failure::Failure;
use crate::jmespath::Expression;
use crate::output;
use crate::value::Value;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Text,
    Table,
    Yaml,
    YamlStream,
    Off,
}

impl Format {
    /// The format that is called `name`.
    pub(crate) fn named(name: &str) -> Result<Format, Failure> {
        Ok(match name {
            "json" => Format::Json,
            "text" => Format::Text,
            "table" => Format::Table,
            "yaml" => Format::Yaml,
            "yaml-stream" => Format::YamlStream,
            "off" => Format::Off,
            _ => return Err(Failure::general(format!("Unknown output type: {name}"))),
        })
    }

    /// Whether pages are printed as they arrive.
    pub(crate) fn streams(self) -> bool {
        matches!(self, Format::Text | Format::YamlStream | Format::Off)
    }
}

/// A compiled `--query`.
pub(crate) struct Query(Expression);

impl Query {
    pub(crate) fn compile(text: &str) -> Result<Query, String> {
        Expression::compile(text).map(Query).map_err(|e| e.to_string())
    }

    pub(crate) fn search(&self, value: &Value) -> Result<Value, String> {
        self.0.search(value).map_err(|e| e.to_string())
    }
}

/// A value as text.
pub(crate) fn to_string(
    format: Format,
    _title: &str,
    value: &Value,
    _color: bool,
) -> Result<String, Failure> {
    match format {
        Format::Json => Ok(output::json(value).unwrap_or_default()),
        Format::Text => output::text(value).map_err(|e| Failure::general(e.message)),
        _ => Err(Failure::general("not yet")),
    }
}
