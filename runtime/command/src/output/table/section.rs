//! A section of a table: a title over rows of cells, all with the same columns.

use std::borrow::Cow;

use super::build::{Names, Result};
use super::cells::Cells;
use super::width::width;
use crate::output::Trouble;

/// Blanks and borders that a column has besides its text.
const PADDING: usize = 4;

/// A title, perhaps a header, and rows. One section after the other takes the same room.
#[derive(Debug, Default)]
pub(super) struct Section {
    /// What stands above the rows; a section without a title continues the one before.
    pub(super) title: Option<String>,
    /// How deep the section is nested: so many borders stand on each side of it.
    pub(super) indent: usize,
    headers: Option<Names>,
    /// Cells of the rows that are kept.
    cells: Cells,
    /// How many rows there were.
    count: usize,
    /// The number of columns, known from the first line on.
    columns: Option<usize>,
    /// The width of the widest text of each column.
    widths: Vec<usize>,
}

impl Section {
    /// Begins anew, without rows.
    pub(super) fn restart(&mut self, title: Option<&str>, indent: usize) {
        let mut room = self.title.take().unwrap_or_default();
        self.title = title.map(|title| {
            room.clear();
            room.push_str(title);
            room
        });
        self.indent = indent;
        self.headers = None;
        self.cells.clear();
        (self.count, self.columns) = (0, None);
        self.widths.clear();
    }

    /// The number of rows, whether they are kept or not.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Names of the columns.
    pub(super) fn headers(&self) -> &[String] {
        self.headers.as_deref().unwrap_or_default()
    }

    /// Cells of the rows, which must all be kept.
    pub(super) fn rows(&self) -> impl Iterator<Item = impl Iterator<Item = &str>> {
        let columns = self.columns.unwrap_or(0);
        (0..self.count).map(move |row| self.cells.row(row * columns, columns))
    }

    /// Sets the names of the columns.
    pub(super) fn set_headers(&mut self, headers: &Names) -> Result<()> {
        let columns = *self.columns.get_or_insert(headers.len());
        if headers.len() > columns {
            return Err(uneven(columns, headers.len()));
        }
        self.fit(headers.iter().map(String::as_str));
        self.headers = Some(headers.clone());
        Ok(())
    }

    /// Adds a row.
    pub(super) fn add_row(&mut self, row: &[Cow<'_, str>]) -> Result<()> {
        self.pass(row)?;
        self.cells.add(row);
        Ok(())
    }

    /// Takes a row into account without keeping it.
    pub(super) fn pass(&mut self, row: &[Cow<'_, str>]) -> Result<()> {
        let columns = *self.columns.get_or_insert(row.len());
        if row.len() != columns {
            return Err(uneven(columns, row.len()));
        }
        self.fit(row.iter().map(|cell| &**cell));
        self.count += 1;
        Ok(())
    }

    /// Makes the columns wide enough for the cells.
    fn fit<'a>(&mut self, cells: impl ExactSizeIterator<Item = &'a str>) {
        self.widths.resize(self.widths.len().max(cells.len()), 0);
        for (column, cell) in self.widths.iter_mut().zip(cells) {
            *column = width(cell).max(*column);
        }
    }

    /// The width of the widest text of each column.
    pub(super) fn widths(&self) -> &[usize] {
        &self.widths
    }

    /// Knows the rows to come already, by the widths that they have.
    pub(super) fn widen(&mut self, widths: Vec<usize>) {
        self.widths = widths;
    }

    /// The columns of the terminal that the section needs.
    pub(super) fn total_width(&self) -> usize {
        let cells: usize = self.widths.iter().map(|w| w + PADDING).sum();
        // A missing title takes the room of the word that Python has for nothing.
        let title = self.title.as_deref().map_or(4, width);
        title.max(cells) + 2 + 2 * self.indent
    }

    /// Makes a row of each column in `turned`, if there is one row under a header; says whether there is.
    pub(super) fn turn(&self, turned: &mut Section) -> bool {
        if self.headers().is_empty() || self.count != 1 {
            return false;
        }
        turned.restart(self.title.as_deref(), self.indent);
        for (header, cell) in self.headers().iter().zip(self.rows().flatten()) {
            let row: [Cow<'_, str>; 2] = [header.as_str().into(), cell.into()];
            turned.fit(row.iter().map(|cell| &**cell));
            turned.cells.add(&row);
            turned.count += 1;
        }
        turned.columns = Some(2);
        true
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

fn uneven(columns: usize, cells: usize) -> Trouble {
    Trouble::Unprintable(format!("Row should have {columns} elements, instead it has {cells}"))
}
