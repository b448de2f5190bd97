//! CSV: the first line names the columns, each further one is a record.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::input::Reader;
use super::row::{Row, RowReader};
use super::{LONGEST, Record, text, too_long};
use rt::value::{Map, Value};

/// The rows of such an input. Empty lines are none, and an empty cell says nothing.
pub(super) struct Rows {
    reader: RowReader<Bounded>,
    columns: Vec<String>,
    /// Bytes since the last row.
    since: Arc<AtomicU64>,
    is_over: bool,
}

/// Reads the names of the columns; the error is the reason in words.
pub(super) fn rows(reader: Reader) -> Result<(Vec<String>, Rows), String> {
    let since = Arc::new(AtomicU64::new(0));
    let bounded = Bounded { reader, since: Arc::clone(&since) };
    let mut rows = Rows { reader: RowReader::new(bounded), columns: Vec::new(), since, is_over: false };
    let mut header = Row::default();
    if rows.read(&mut header)? {
        for name in header.cells() {
            let name = text(name).map_err(|reason| format!("line 1: {reason}"))?;
            rows.columns.push(name.trim().to_owned());
        }
    }
    check(&rows.columns)?;
    Ok((rows.columns.clone(), rows))
}

/// The last cell of a row that ends as on Windows.
fn without_return(cell: &[u8]) -> &[u8] {
    cell.strip_suffix(b"\r").unwrap_or(cell)
}

/// Names are there, and each once.
fn check(columns: &[String]) -> Result<(), String> {
    if let Some(at) = columns.iter().position(String::is_empty) {
        return Err(format!("column {} has no name in the first line", at + 1));
    }
    let is_repeated = |(at, column): &(usize, &String)| columns[..*at].contains(column);
    let repeated: Vec<&str> =
        columns.iter().enumerate().filter(is_repeated).map(|(_, c)| c.as_str()).collect();
    match repeated.as_slice() {
        [] => Ok(()),
        repeated => {
            Err(format!("the first line names these columns more than once: {}", repeated.join(", ")))
        }
    }
}

impl Rows {
    fn read(&mut self, row: &mut Row) -> Result<bool, String> {
        loop {
            let read = self.reader.read(row);
            self.since.store(0, Ordering::Relaxed);
            match read {
                Ok(true) if row.cells() == [b"\r"] => {}
                Ok(is_row) => return Ok(is_row),
                Err(error) => return Err(format!("the input cannot be read on: {error}")),
            }
        }
    }

    fn cells(&self, row: &Row) -> Result<Map, String> {
        let (values, columns) = (row.cells(), self.columns.len());
        let cells = values.len();
        if cells != columns {
            return Err(format!("a row of {cells} cells, where the first line names {columns} columns"));
        }
        let mut map = Map::new();
        for (at, (column, cell)) in self.columns.iter().zip(values).enumerate() {
            let cell = if at + 1 == cells { without_return(cell) } else { cell };
            let cell = text(cell).map_err(|reason| format!("column {column}: {reason}"))?;
            if !cell.is_empty() {
                map.insert(column.as_str(), Value::from(cell));
            }
        }
        Ok(map)
    }
}

impl Iterator for Rows {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        if self.is_over {
            return None;
        }
        let mut row = Row::default();
        let read = self.read(&mut row);
        let line = row.line;
        let map = match read {
            Ok(false) => return None,
            Ok(true) => self.cells(&row),
            Err(reason) => {
                self.is_over = true;
                Err(reason)
            }
        };
        Some(Record { line, map })
    }
}

/// An input that ends in an error where a row does not end.
struct Bounded {
    reader: Reader,
    since: Arc<AtomicU64>,
}

impl Read for Bounded {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since.load(Ordering::Relaxed) > LONGEST {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, too_long()));
        }
        let count = self.reader.read(buffer)?;
        self.since.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
