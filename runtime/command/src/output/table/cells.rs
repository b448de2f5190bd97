//! Cells of rows, all in one text: there are too many of them for a text each.

use std::borrow::Cow;

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
