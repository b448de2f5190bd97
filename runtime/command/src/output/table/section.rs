//! A section of a table: a title over rows of cells, all with the same columns.

use super::width::width;

/// Blanks and borders that a column has besides its text.
const PADDING: usize = 4;

/// A title, perhaps a header, and rows.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// What stands above the rows; a section without a title continues the one before.
    pub(super) title: Option<String>,
    /// How deep the section is nested: so many borders stand on each side of it.
    pub(super) indent: usize,
    /// Names of the columns.
    pub(super) headers: Vec<String>,
    /// Cells.
    pub(super) rows: Vec<Vec<String>>,
    /// The number of columns, known from the first line on.
    columns: Option<usize>,
    /// The width of the widest text of each column.
    widths: Vec<usize>,
}

impl Section {
    /// A section without rows.
    pub(super) fn new(title: Option<&str>, indent: usize) -> Section {
        Section { title: title.map(str::to_owned), indent, ..Section::default() }
    }

    /// Sets the names of the columns.
    pub(super) fn set_headers(&mut self, headers: Vec<String>) -> Result<(), String> {
        let columns = *self.columns.get_or_insert(headers.len());
        if headers.len() > columns {
            return Err(uneven(columns, headers.len()));
        }
        self.fit(&headers);
        self.headers = headers;
        Ok(())
    }

    /// Adds a row.
    pub(super) fn add_row(&mut self, row: Vec<String>) -> Result<(), String> {
        let columns = *self.columns.get_or_insert(row.len());
        if row.len() != columns {
            return Err(uneven(columns, row.len()));
        }
        self.fit(&row);
        self.rows.push(row);
        Ok(())
    }

    /// Makes the columns wide enough for the cells.
    fn fit(&mut self, cells: &[String]) {
        self.widths.resize(self.widths.len().max(cells.len()), 0);
        for (column, cell) in self.widths.iter_mut().zip(cells) {
            *column = width(cell).max(*column);
        }
    }

    /// The columns of the terminal that the section needs.
    pub(super) fn total_width(&self) -> usize {
        let cells: usize = self.widths.iter().map(|w| w + PADDING).sum();
        // A missing title takes the room of the word that Python has for nothing.
        let title = self.title.as_deref().map_or(4, width);
        title.max(cells) + 2 + 2 * self.indent
    }

    /// The widths of the columns when they share `total` in proportion to what they need.
    pub(super) fn column_widths(&self, total: usize) -> Vec<usize> {
        let needed: Vec<usize> = self.widths.iter().map(|w| w + PADDING).collect();
        let scale = total as f64 / needed.iter().sum::<usize>() as f64;
        let mut widths: Vec<usize> =
            needed.iter().map(|w| (scale * *w as f64).round_ties_even() as usize).collect();
        settle(&mut widths, total);
        widths
    }

    /// The section with a row for each column, if it has one row under a header.
    pub(super) fn into_vertical(self) -> Result<Section, String> {
        if self.headers.is_empty() || self.rows.len() != 1 {
            return Ok(self);
        }
        let mut vertical = Section { title: self.title, indent: self.indent, ..Section::default() };
        for (header, cell) in self.headers.into_iter().zip(self.rows.into_iter().flatten()) {
            vertical.add_row(vec![header, cell])?;
        }
        Ok(vertical)
    }
}

/// Makes rounded widths add up to `total`: what is too much goes from the left on, what is missing
/// comes from the right on.
fn settle(widths: &mut [usize], total: usize) {
    let mut sum: usize = widths.iter().sum();
    while sum != total && !widths.is_empty() {
        let surplus = sum.saturating_sub(total).min(widths.len());
        let shortage = total.saturating_sub(sum).min(widths.len());
        widths.iter_mut().take(surplus).for_each(|w| *w = w.saturating_sub(1));
        widths.iter_mut().rev().take(shortage).for_each(|w| *w += 1);
        sum = sum - surplus + shortage;
    }
}

fn uneven(columns: usize, cells: usize) -> String {
    format!("Row should have {columns} elements, instead it has {cells}")
}
