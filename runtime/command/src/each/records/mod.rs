//! Records out of CSV, JSON lines or YAML documents, one after the other.
//!
//! In: a file or standard input. Out: a map for each record, or what is wrong with it, and its line. No more of the input
//! is kept than one record, and that has a limit.

mod csv;
mod documents;
mod input;
mod lines;
mod row;
mod sniff;

use rt::value::Map;

use input::Reader;
pub(crate) use input::{Input, Position};

/// No record is longer, in bytes.
const LONGEST: u64 = 64 << 20;

/// The form of the records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Csv,
    Lines,
    Documents,
}

impl Format {
    /// The form that is called `name`.
    pub(crate) fn named(name: &str) -> Format {
        match name {
            "csv" => Format::Csv,
            "yaml" => Format::Documents,
            _ => Format::Lines,
        }
    }
}

/// A record as it was read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Record {
    /// The line that it begins in, from 1.
    pub(crate) line: u64,
    /// What it holds, or what is wrong with it.
    pub(crate) map: Result<Map, String>,
}

/// An input that is open.
pub(crate) struct Open {
    pub(crate) records: Box<dyn Iterator<Item = Record> + Send>,
    /// The names in the first line, where the form has such a line.
    pub(crate) columns: Option<Vec<String>>,
    pub(crate) position: Position,
}

/// Opens the input; the error is the reason in words.
pub(crate) fn open(input: &Input, format: Option<Format>) -> Result<Open, String> {
    let (mut reader, position) = input.open()?;
    let format = format.or_else(|| input.format());
    let format = match format {
        Some(format) => format,
        None => sniff::format(reader.head().map_err(|error| format!("{input}: {error}"))?),
    };
    read(reader, format, position).map_err(|reason| format!("{input}: {reason}"))
}

/// Reads records out of memory.
pub(crate) fn of_bytes(format: Format, data: Vec<u8>) -> Result<Open, String> {
    let reader = Reader::new(Box::new(std::io::Cursor::new(data)), Position::default());
    read(reader, format, Position::default())
}

fn read(reader: Reader, format: Format, position: Position) -> Result<Open, String> {
    Ok(match format {
        Format::Csv => {
            let (columns, rows) = csv::rows(reader)?;
            Open { records: Box::new(rows), columns: Some(columns), position }
        }
        Format::Lines => Open { records: Box::new(lines::Lines::new(reader)), columns: None, position },
        Format::Documents => {
            Open { records: Box::new(documents::Documents::new(reader)), columns: None, position }
        }
    })
}

fn too_long() -> String {
    format!("longer than {} MiB", LONGEST >> 20)
}

/// The line ends of text, and what is no text.
fn text(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes)
        .map_err(|error| format!("no UTF-8 at byte {} of the record", error.valid_up_to() + 1))
}

#[cfg(test)]
mod tests;
