//! Values to text in the output formats, after `--query`.

use std::io;

use crate::output::{self, Look, Trouble, Whole};
use crate::report::failure::Failure;
use crate::show::terminal;
use rt::dialect::Dialect;
use rt::internals::jmespath::Expression;
use rt::value::Value;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Text,
    Table,
    Yaml,
    YamlStream,
    Off,
    Jsonl,
    Csv,
}

impl Format {
    /// The format that is called `name`, if the dialect has it.
    pub(crate) fn named(name: &str, dialect: &Dialect) -> Result<Format, Failure> {
        Ok(match name {
            "jsonl" => Format::Jsonl,
            "csv" => Format::Csv,
            _ if !dialect.outputs.contains(&name) => return Err(unknown(name)),
            "json" => Format::Json,
            "text" => Format::Text,
            "table" => Format::Table,
            "yaml" => Format::Yaml,
            "yaml-stream" => Format::YamlStream,
            "off" => Format::Off,
            _ => return Err(unknown(name)),
        })
    }

    /// The format, if results are printed whole in it and not page by page.
    pub(crate) fn whole(self) -> Option<Whole> {
        match self {
            Format::Json => Some(Whole::Json),
            Format::Table => Some(Whole::Table),
            Format::Yaml => Some(Whole::Yaml),
            Format::Text | Format::YamlStream | Format::Off | Format::Jsonl | Format::Csv => None,
        }
    }
}

fn unknown(name: &str) -> Failure {
    Failure::general(format!("Unknown output type: {name}"))
}

/// A compiled `--query`.
#[derive(Clone)]
pub(crate) struct Query(Expression);

impl Query {
    /// Compiles an expression; the error is the reason in words.
    pub(crate) fn compile(text: &str) -> Result<Query, String> {
        Expression::compile(text).map(Query).map_err(|error| error.to_string())
    }

    /// Applies the expression to a value that is needed no more.
    pub(crate) fn take(&self, value: Value) -> Result<Value, Failure> {
        self.0.take(value).map_err(|error| Failure::general(error.to_string()))
    }

    /// The list that the expression takes item by item, so that it can be applied to parts of it.
    pub(crate) fn items_of(&self) -> Option<String> {
        self.0.items_of()
    }

    /// Applies the expression.
    pub(crate) fn search(&self, value: &Value) -> Result<Value, Failure> {
        self.0.search(value).map_err(|error| Failure::general(error.to_string()))
    }
}

/// Writes a value; what could be written stands even if the rest could not.
pub(crate) fn write(
    format: Format,
    look: Look<'_>,
    value: &Value,
    out: &mut dyn io::Write,
) -> Result<(), Trouble> {
    if let Some(whole) = format.whole() {
        return output::write(whole, look, value, &[], out);
    }
    let (text, complete) = match format {
        Format::Text => match output::text(value) {
            Ok(text) => (text, Ok(())),
            Err(error) => (error.printed, Err(Trouble::Unprintable(error.message))),
        },
        Format::YamlStream => (output::yaml_stream_page(value), Ok(())),
        _ => return Ok(()),
    };
    out.write_all(text.as_bytes())?;
    complete
}

/// The width of the terminal that standard output is; 80 where it is none.
pub(crate) fn width() -> usize {
    terminal::size().0
}
