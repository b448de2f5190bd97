//! Lines of a table with their borders, with or without colours.

use std::io::Write;

use super::build::Result;
use super::section::Section;
use super::width::width;

const RESET: &str = "\x1b[0m";
const CELL: &str = "\x1b[1m\x1b[34m";
const BORDER: &str = "\x1b[2m\x1b[33m|\x1b[0m";

/// Text of this length is handed on.
const CHUNK: usize = 1 << 14;

/// What is drawn, line by line.
pub(super) struct Canvas<'a> {
    out: &'a mut dyn Write,
    text: String,
    color: bool,
}

impl<'a> Canvas<'a> {
    /// A canvas with the first line of a table.
    pub(super) fn new(out: &'a mut dyn Write, total: usize, color: bool) -> Canvas<'a> {
        let mut canvas = Canvas { out, text: String::new(), color };
        canvas.dashes(total);
        canvas.text.push('\n');
        canvas.end_piece();
        canvas
    }

    /// Draws what stands above the rows; gives the widths of the columns.
    pub(super) fn head(&mut self, section: &Section, total: usize) -> Result<Vec<usize>> {
        let has_rows = section.count() > 0;
        if let Some(title) = section.title.as_deref().filter(|title| !title.is_empty()) {
            self.line(section.indent, |canvas| canvas.centred(title, total, "|"))?;
            if section.headers().is_empty() && !has_rows {
                self.rule(section.indent, &[total])?;
            }
        }
        let widths = section.column_widths(total);
        if widths.is_empty() {
            return Ok(widths);
        }
        if !section.headers().is_empty() {
            self.rule(section.indent, &widths)?;
            let names = section.headers().iter().map(String::as_str);
            self.columns(section.indent, &widths, names, Canvas::centred)?;
        }
        if has_rows {
            self.rule(section.indent, &widths)?;
        }
        Ok(widths)
    }

    /// Draws a row.
    pub(super) fn row(
        &mut self,
        indent: usize,
        widths: &[usize],
        cells: impl Iterator<Item = impl AsRef<str>>,
    ) -> Result<()> {
        self.columns(indent, widths, cells, Canvas::cell)
    }

    /// Cells side by side; only the first has a left edge.
    fn columns(
        &mut self,
        indent: usize,
        widths: &[usize],
        cells: impl Iterator<Item = impl AsRef<str>>,
        draw: fn(&mut Self, &str, usize, &str),
    ) -> Result<()> {
        self.line(indent, |canvas| {
            for (at, (width, cell)) in widths.iter().zip(cells).enumerate() {
                draw(canvas, cell.as_ref(), *width, if at == 0 { "|" } else { "" });
            }
        })
    }

    /// Draws the line above and below rows.
    pub(super) fn rule(&mut self, indent: usize, widths: &[usize]) -> Result<()> {
        self.line(indent, |canvas| {
            canvas.text.push('+');
            for (at, width) in widths.iter().enumerate() {
                let border = if at == 0 { 2 } else { 1 };
                canvas.dashes(width.saturating_sub(border));
                canvas.text.push('+');
            }
        })
    }

    /// A line of a section between the borders of those around it. Where there are colours they end with
    /// each piece.
    fn line(&mut self, indent: usize, draw: impl FnOnce(&mut Self)) -> Result<()> {
        self.borders(indent);
        draw(self);
        self.end_piece();
        self.borders(indent);
        self.text.push('\n');
        self.end_piece();
        if self.text.len() > CHUNK { self.flush() } else { Ok(()) }
    }

    fn borders(&mut self, indent: usize) {
        for _ in 0..indent {
            self.text.push_str(if self.color { BORDER } else { "|" });
        }
        self.end_piece();
    }

    fn end_piece(&mut self) {
        if self.color {
            self.text.push_str(RESET);
        }
    }

    /// Hands on what is drawn.
    pub(super) fn flush(&mut self) -> Result<()> {
        self.out.write_all(self.text.as_bytes())?;
        self.text.clear();
        Ok(())
    }

    fn blanks(&mut self, count: usize) {
        self.fill("                                                                ", count);
    }

    fn dashes(&mut self, count: usize) {
        self.fill("----------------------------------------------------------------", count);
    }

    /// So many characters, of which `some` are.
    fn fill(&mut self, some: &str, mut count: usize) {
        while count > 0 {
            let length = count.min(some.len());
            self.text.push_str(&some[..length]);
            count -= length;
        }
    }

    /// A cell after its left edge, padded to `total` with its right edge. Where rounding has left a
    /// column too narrow, the text stands right at the edge.
    fn cell(&mut self, text: &str, total: usize, edge: &str) {
        let room = total.saturating_sub(edge.len() + width(text) + 1);
        let left = if room < 2 { 0 } else { 2 };
        self.text.push_str(edge);
        self.blanks(left);
        self.text.push_str(if self.color { CELL } else { "" });
        self.text.push_str(text);
        self.end_piece();
        self.blanks(room - left);
        self.text.push('|');
    }

    /// A text in the middle of `total` columns, edges included; `edge` is the left one, if there is any.
    fn centred(&mut self, text: &str, total: usize, edge: &str) {
        let length = width(text);
        let left = (total / 2).saturating_sub(length / 2 + 1);
        let right = total.saturating_sub(edge.len() + left + length + 1);
        self.text.push_str(edge);
        self.blanks(left);
        self.text.push_str(text);
        self.blanks(right);
        self.text.push('|');
    }
}
