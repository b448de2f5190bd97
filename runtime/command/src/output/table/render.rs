//! Sections drawn one after the other, all as wide as the widest of them.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::Write;

use super::build::{Audience, Names, Result};
use super::canvas::Canvas;
use super::measure::{LONG, Measures};
use super::section::Section;

/// Draws what it is told.
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
        let canvas = Canvas::new(out, total, color);
        Ok(Drawing { canvas, total, turned, long: measures.long, section: None, running: None })
    }

    /// Draws the last line.
    pub(super) fn finish(mut self) -> Result<()> {
        self.close()?;
        self.canvas.flush()
    }

    fn close(&mut self) -> Result<()> {
        let Some(section) = self.section.take() else { return Ok(()) };
        if let Some(widths) = self.running.take() {
            return self.canvas.rule(section.indent, &widths);
        }
        let turned = section.turned().filter(|_| self.turned);
        let section = turned.unwrap_or(section);
        let room = self.total - 2 * section.indent;
        let widths = self.canvas.head(&section, room)?;
        if widths.is_empty() || section.rows.is_empty() {
            return Ok(());
        }
        section.rows.iter().try_for_each(|row| self.canvas.row(section.indent, &widths, row))?;
        self.canvas.rule(section.indent, &widths)
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

    fn headers(&mut self, names: &Names) -> Result<()> {
        self.section().set_headers(names)
    }

    fn row(&mut self, cells: &[Cow<'_, str>]) -> Result<()> {
        if let (Some(widths), Some(section)) = (&self.running, &mut self.section) {
            section.pass(cells)?;
            return self.canvas.row(section.indent, widths, cells);
        }
        self.section().add_row(cells)?;
        if self.section().count() > LONG { self.run() } else { Ok(()) }
    }
}
