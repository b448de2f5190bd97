//! Values to text in the output formats, after `--query`.

use crate::output;
use crate::report::failure::Failure;
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
}

impl Format {
    /// The format that is called `name`, if the dialect has it.
    pub(crate) fn named(name: &str, dialect: &Dialect) -> Result<Format, Failure> {
        Ok(match name {
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
}

fn unknown(name: &str) -> Failure {
    Failure::general(format!("Unknown output type: {name}"))
}

/// A compiled `--query`.
pub(crate) struct Query(Expression);

impl Query {
    /// Compiles an expression; the error is the reason in words.
    pub(crate) fn compile(text: &str) -> Result<Query, String> {
        Expression::compile(text).map(Query).map_err(|error| error.to_string())
    }

    /// Applies the expression.
    pub(crate) fn search(&self, value: &Value) -> Result<Value, Failure> {
        self.0.search(value).map_err(|error| Failure::general(error.to_string()))
    }
}

/// A value as text, and what is wrong if only a part of it could be written.
pub(crate) fn to_string(
    format: Format,
    title: &str,
    value: &Value,
    color: bool,
) -> (String, Result<(), Failure>) {
    let written = match format {
        Format::Json => Ok(output::json(value).unwrap_or_default()),
        Format::Text => output::text(value),
        Format::Table => output::table(title, value, color, width()).map(Option::unwrap_or_default),
        Format::Off => Ok(String::new()),
        Format::Yaml => Ok(output::yaml(value).unwrap_or_default()),
        Format::YamlStream => Ok(output::yaml_stream_page(value)),
    };
    match written {
        Ok(text) => (text, Ok(())),
        Err(error) => (error.printed, Err(Failure::general(error.message))),
    }
}

/// The width of the terminal that standard output is; 80 where it is none.
pub(crate) fn width() -> usize {
    use std::io::IsTerminal as _;
    const DEFAULT: usize = 80;
    let stdout = std::io::stdout();
    if !stdout.is_terminal() {
        return DEFAULT;
    }
    terminal_size::terminal_size_of(stdout).map_or(DEFAULT, |(width, _)| usize::from(width.0))
}
