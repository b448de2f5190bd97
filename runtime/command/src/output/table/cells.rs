//! Cells of rows, all in one text: there are too many of them for a text each.

use std::borrow::Cow;

use rt::value::{Number, Value};

/// Rows of the same number of cells.
#[derive(Debug, Default)]
pub(super) struct Cells {
    text: String,
    /// Where in the text each cell ends.
    ends: Vec<usize>,
}

impl Cells {
    /// Adds the cells of a row.
    pub(super) fn add(&mut self, row: &[Cow<'_, str>]) {
        for cell in row {
            self.text.push_str(cell);
            self.ends.push(self.text.len());
        }
    }

    /// Forgets all cells, but keeps the room.
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
    }

    /// So many cells from one on.
    pub(super) fn row(&self, first: usize, count: usize) -> impl Iterator<Item = &str> {
        (first..first + count).map(|at| {
            let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
            &self.text[start..self.ends[at]]
        })
    }
}

/// Whether a value takes no room in a table.
pub(super) fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) | Value::Number(Number::Int(0)) => true,
        Value::Number(Number::Float(x)) => *x == 0.0,
        Value::String(text) => text.is_empty(),
        Value::Bytes(bytes) => bytes.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Map(map) => map.is_empty(),
        _ => false,
    }
}
