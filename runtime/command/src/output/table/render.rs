//! Sections drawn one after the other, all as wide as the widest of them.

use std::borrow::Cow;
use std::io::Write;
use std::vec::IntoIter;

use super::build::{Audience, Names, Result};
use super::canvas::Canvas;
use super::measure::{LONG, Measures};
use super::section::Section;

/// Draws what it is told.
pub(super) struct Drawing<'a> {
    canvas: Canvas<'a>,
    /// The width of the table.
    total: usize,
    /// Where sections with a single row are turned, if they are.
    turned: Option<Section>,
    /// Widths of the sections to come that are too long to be kept.
    long: IntoIter<Vec<usize>>,
    section: Section,
    /// The widths of the columns, once the head of the section is drawn and rows follow as they come.
    running: Option<Vec<usize>>,
}

impl<'a> Drawing<'a> {
    /// Draws the first line.
    pub(super) fn new(out: &'a mut dyn Write, measures: Measures, width: usize, color: bool) -> Drawing<'a> {
        let turned = (measures.total > width).then(Section::default);
        let total = if turned.is_some() { measures.turned } else { measures.total };
        let canvas = Canvas::new(out, total, color);
        Drawing {
            canvas,
            total,
            turned,
            long: measures.long.into_iter(),
            section: Section::default(),
            running: None,
        }
    }

    /// Draws the last line.
    pub(super) fn finish(mut self) -> Result<()> {
        self.close()?;
        self.canvas.flush()
    }

    /// Draws the section as far as it is not drawn. There is none before the first, which draws nothing.
    fn close(&mut self) -> Result<()> {
        if let Some(widths) = self.running.take() {
            return self.canvas.rule(self.section.indent, &widths);
        }
        let is_turned = self.turned.as_mut().is_some_and(|turned| self.section.turn(turned));
        let section = self.turned.as_ref().filter(|_| is_turned).unwrap_or(&self.section);
        let widths = self.canvas.head(section, self.total - 2 * section.indent)?;
        if widths.is_empty() || section.count() == 0 {
            return Ok(());
        }
        section.rows().try_for_each(|row| self.canvas.row(section.indent, &widths, row))?;
        self.canvas.rule(section.indent, &widths)
    }

    /// Draws a long section as far as it goes. The rest follows row by row.
    fn run(&mut self) -> Result<()> {
        let Some(widths) = self.long.next() else { return Ok(()) };
        let section = &mut self.section;
        section.widen(widths);
        let widths = self.canvas.head(section, self.total - 2 * section.indent)?;
        section.rows().try_for_each(|row| self.canvas.row(section.indent, &widths, row))?;
        self.running = Some(widths);
        Ok(())
    }
}

impl Audience for Drawing<'_> {
    fn section(&mut self, title: Option<&str>, indent: usize) -> Result<()> {
        self.close()?;
        self.section.restart(title, indent);
        Ok(())
    }

    fn headers(&mut self, names: &Names) -> Result<()> {
        self.section.set_headers(names)
    }

    fn row(&mut self, cells: &[Cow<'_, str>]) -> Result<()> {
        if let Some(widths) = &self.running {
            self.section.pass(cells)?;
            return self.canvas.row(self.section.indent, widths, cells.iter().map(|cell| &**cell));
        }
        self.section.add_row(cells)?;
        if self.section.count() > LONG { self.run() } else { Ok(()) }
    }
}
