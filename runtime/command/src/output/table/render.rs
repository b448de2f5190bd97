//! Sections drawn with borders, with or without colours.

use std::collections::VecDeque;
use std::io::{BufWriter, Write};

use super::build::{Audience, Result};
use super::measure::{LONG, Measures};
use super::section::Section;
use super::width::width;

const RESET: &str = "\x1b[0m";
const CELL: &str = "\x1b[1m\x1b[34m";
const INDENT: &str = "\x1b[2m\x1b[33m";

/// Draws what it is told: sections, all as wide as the widest of them.
pub(super) struct Drawing<'a> {
    canvas: Canvas<'a>,
    /// The width of the table.
    total: usize,
    /// Whether sections with a single row are turned.
    turned: bool,
    /// Widths of the sections to come that are too long to be kept.
    long: VecDeque<Vec<usize>>,
    section: Option<Section>,
    /// The widths of the columns, once the head of the section is drawn and rows follow as they come.
    running: Option<Vec<usize>>,
}

impl<'a> Drawing<'a> {
    /// Draws the first line.
    pub(super) fn new(
        out: &'a mut dyn Write,
        measures: Measures,
        width: usize,
        color: bool,
    ) -> Result<Drawing<'a>> {
        let turned = measures.total > width;
        let total = if turned { measures.turned } else { measures.total };
        let mut canvas = Canvas { out: BufWriter::new(out), color };
        canvas.write(&format!("{}\n", "-".repeat(total)))?;
        Ok(Drawing { canvas, total, turned, long: measures.long, section: None, running: None })
    }

    /// Draws the last line.
    pub(super) fn finish(mut self) -> Result<()> {
        self.close()?;
        Ok(self.canvas.out.flush()?)
    }

    fn close(&mut self) -> Result<()> {
        let Some(section) = self.section.take() else { return Ok(()) };
        if let Some(widths) = self.running.take() {
            return self.canvas.line(section.indent, &rule(&widths));
        }
        let turned = section.turned().filter(|_| self.turned);
        let section = turned.unwrap_or(section);
        let room = self.total - 2 * section.indent;
        let widths = self.canvas.head(&section, room)?;
        if widths.is_empty() || section.rows.is_empty() {
            return Ok(());
        }
        section.rows.iter().try_for_each(|row| self.canvas.row(section.indent, &widths, row))?;
        self.canvas.line(section.indent, &rule(&widths))
    }

    fn section(&mut self) -> &mut Section {
        self.section.get_or_insert_default()
    }

    /// Draws a long section as far as it goes. The rest follows row by row.
    fn run(&mut self) -> Result<()> {
        let (Some(section), Some(widths)) = (&mut self.section, self.long.pop_front()) else { return Ok(()) };
        section.widen(widths);
        let widths = self.canvas.head(section, self.total - 2 * section.indent)?;
        let mut rows = std::mem::take(&mut section.rows).into_iter();
        rows.try_for_each(|row| self.canvas.row(section.indent, &widths, &row))?;
        self.running = Some(widths);
        Ok(())
    }
}

impl Audience for Drawing<'_> {
    fn section(&mut self, title: Option<&str>, indent: usize) -> Result<()> {
        self.close()?;
        self.section = Some(Section::new(title, indent));
        Ok(())
    }

    fn headers(&mut self, names: &[&str]) -> Result<()> {
        self.section().set_headers(names)
    }

    fn row(&mut self, cells: Vec<String>) -> Result<()> {
        if let (Some(widths), Some(section)) = (&self.running, &mut self.section) {
            section.pass(&cells)?;
            return self.canvas.row(section.indent, widths, &cells);
        }
        self.section().add_row(cells)?;
        if self.section().count() > LONG { self.run() } else { Ok(()) }
    }
}

struct Canvas<'a> {
    out: BufWriter<&'a mut dyn Write>,
    color: bool,
}

impl Canvas<'_> {
    /// Draws what stands above the rows; gives the widths of the columns.
    fn head(&mut self, section: &Section, total: usize) -> Result<Vec<usize>> {
        let has_rows = section.count() > 0;
        if let Some(title) = section.title.as_deref().filter(|title| !title.is_empty()) {
            self.line(section.indent, &centred(title, total, "|"))?;
            if section.headers.is_empty() && !has_rows {
                self.line(section.indent, &format!("+{}+", "-".repeat(total.saturating_sub(2))))?;
            }
        }
        let widths = section.column_widths(total);
        if widths.is_empty() {
            return Ok(widths);
        }
        if !section.headers.is_empty() {
            self.line(section.indent, &rule(&widths))?;
            let headers = columns(&widths, &section.headers, centred);
            self.line(section.indent, &headers)?;
        }
        if has_rows {
            self.line(section.indent, &rule(&widths))?;
        }
        Ok(widths)
    }

    fn row(&mut self, indent: usize, widths: &[usize], cells: &[String]) -> Result<()> {
        let row = columns(widths, cells, |text, width, edge| self.cell(text, width, edge));
        self.line(indent, &row)
    }

    /// A line of a section between the borders of those around it.
    fn line(&mut self, indent: usize, text: &str) -> Result<()> {
        let border = if self.color { format!("{INDENT}|{RESET}") } else { "|".to_owned() };
        let borders = border.repeat(indent);
        [&borders, text, &borders, "\n"].into_iter().try_for_each(|piece| self.write(piece))
    }

    /// Writes a piece. Where there are colours they end with each piece.
    fn write(&mut self, piece: &str) -> Result<()> {
        self.out.write_all(piece.as_bytes())?;
        if self.color {
            self.out.write_all(RESET.as_bytes())?;
        }
        Ok(())
    }

    /// A cell after its left edge, padded to `total` with its right edge. Where rounding has left a
    /// column too narrow, the text stands right at the edge.
    fn cell(&self, text: &str, total: usize, edge: &str) -> String {
        let room = total.saturating_sub(edge.len() + width(text) + 1);
        let left = if room < 2 { 0 } else { 2 };
        let (left, right) = (" ".repeat(left), " ".repeat(room - left));
        match self.color {
            true => format!("{edge}{left}{CELL}{text}{RESET}{right}|"),
            false => format!("{edge}{left}{text}{right}|"),
        }
    }
}

/// A text in the middle of `total` columns, edges included; `edge` is the left one, if there is any.
fn centred(text: &str, total: usize, edge: &str) -> String {
    let length = width(text);
    let left = (total / 2).saturating_sub(length / 2 + 1);
    let right = total.saturating_sub(edge.len() + left + length + 1);
    format!("{edge}{}{text}{}|", " ".repeat(left), " ".repeat(right))
}

/// Cells side by side; only the first has a left edge.
fn columns(widths: &[usize], cells: &[String], draw: impl Fn(&str, usize, &str) -> String) -> String {
    let edges = std::iter::once("|").chain(std::iter::repeat(""));
    widths.iter().zip(cells).zip(edges).map(|((width, cell), edge)| draw(cell, *width, edge)).collect()
}

/// The line above and below rows.
fn rule(widths: &[usize]) -> String {
    let mut rule = String::from("+");
    for (i, width) in widths.iter().enumerate() {
        let border = if i == 0 { 2 } else { 1 };
        rule.push_str(&"-".repeat(width.saturating_sub(border)));
        rule.push('+');
    }
    rule
}
