//! How wide a table has to be, before its first line is drawn.

use std::borrow::Cow;

use super::build::{Audience, Names, Result};
use super::section::Section;

/// Sections of more rows are drawn as the rows come, by widths that were measured before. Shorter ones
/// are measured again, since there may be very many of them.
pub(super) const LONG: usize = 1000;

/// The widths that all sections agree on.
#[derive(Debug, Default)]
pub(super) struct Measures {
    /// The columns of the terminal that the widest section needs.
    pub(super) total: usize,
    /// The same if sections with a single row are turned.
    pub(super) turned: usize,
    /// The widest texts of each column of the long sections, from top to bottom.
    pub(super) long: Vec<Vec<usize>>,
}

/// Measures what it is told.
#[derive(Debug, Default)]
pub(super) struct Measuring {
    measures: Measures,
    section: Section,
    /// Whether there is a section.
    is_open: bool,
    /// Room for the section when it is turned.
    turned: Section,
}

impl Measuring {
    /// What was measured.
    pub(super) fn finish(mut self) -> Measures {
        self.close();
        self.measures
    }

    fn close(&mut self) {
        if !std::mem::replace(&mut self.is_open, true) {
            return;
        }
        let Measures { total, turned, long } = &mut self.measures;
        *total = self.section.total_width().max(*total);
        let is_turned = self.section.turn(&mut self.turned);
        *turned = if is_turned { &self.turned } else { &self.section }.total_width().max(*turned);
        if self.section.count() > LONG {
            long.push(self.section.widths().to_vec());
        }
    }
}

impl Audience for Measuring {
    fn section(&mut self, title: Option<&str>, indent: usize) -> Result<()> {
        self.close();
        self.section.restart(title, indent);
        Ok(())
    }

    fn headers(&mut self, names: &Names) -> Result<()> {
        self.section.set_headers(names)
    }

    fn row(&mut self, cells: &[Cow<'_, str>]) -> Result<()> {
        // The first row alone can be one to turn.
        if self.section.count() == 0 { self.section.add_row(cells) } else { self.section.pass(cells) }
    }
}
