//! Results as a stream of rows: JSON lines, or CSV.
//!
//! In: the items of lists, one after the other, or a value that stands alone. Out: a line for each. Of what is written
//! nothing stays; CSV without given columns waits for the last row, outside of memory.

mod cells;
mod items;
mod table;

use std::io::{self, Write};

pub(crate) use cells::is_pair_list;
pub(crate) use items::Items;
use rt::json::{Layout, to_string};
use rt::schema::Shape;
use rt::value::Value;
use table::Table;

/// Names of the formats. The AWS CLI has neither, so its messages do not list them.
pub(crate) const FORMATS: &[&str] = &["jsonl", "csv"];

/// Rows in one of these formats.
#[derive(Debug)]
pub(crate) enum Rows {
    Lines,
    Table(Table),
}

impl Rows {
    /// Rows of CSV with these columns, or with all that the rows have; `shape` is what the rows are.
    pub(crate) fn table(columns: Option<&[String]>, shape: Option<Shape>) -> Rows {
        Rows::Table(Table::new(columns, shape))
    }

    /// Adds a row.
    pub(crate) fn add(&mut self, row: &Value, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Rows::Lines => out.write_all((to_string(row, Layout::Line) + "\n").as_bytes()),
            Rows::Table(table) => table.add(row, out),
        }
    }

    /// Writes what has waited for the last row. Gives the columns that were asked for and that no row has.
    pub(crate) fn finish(self, out: &mut dyn Write) -> io::Result<Vec<String>> {
        match self {
            Rows::Lines => Ok(Vec::new()),
            Rows::Table(table) => table.finish(out),
        }
    }
}
