//! Boxes of characters, as `--output table` prints them.
//!
//! [`build`] cuts a value into sections and tells them twice: [`measure`] learns how wide they are, then
//! [`render`] draws them. What they share is a [`section`]; no more than one of them is kept at a time.

mod build;
mod canvas;
mod cells;
mod measure;
mod render;
mod rows;
mod section;
mod width;

use std::io::Write;

use super::{Trouble, Unprintable, columns};
use measure::Measuring;
use render::Drawing;
pub(super) use rows::Rows;
use rt::value::Value;

/// How a table is drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look<'a> {
    /// What stands above it.
    pub(crate) title: &'a str,
    /// Whether values and borders are coloured, for a terminal.
    pub(crate) color: bool,
    /// The columns of the terminal. If the table does not fit, sections with a single row are turned: a row
    /// for each column.
    pub(crate) width: usize,
}

/// Draws a value as a table under a title; nothing if the value is empty, `false` or zero.
///
/// # Errors
/// [`Unprintable`] if a list holds rows of different lengths, or structures and other values.
pub fn table(title: &str, value: &Value, color: bool, width: usize) -> Result<Option<String>, Unprintable> {
    let mut out = Vec::new();
    match write(Look { title, color, width }, value, &|_| None, &mut out) {
        Ok(()) => Ok((!out.is_empty()).then(|| String::from_utf8_lossy(&out).into_owned())),
        Err(trouble) => Err(Unprintable { printed: String::new(), message: trouble.to_string() }),
    }
}

/// Draws a value, some lists of which are elsewhere: `rows` finds them. If the value cannot be drawn,
/// nothing is written.
pub(super) fn write(
    look: Look<'_>,
    value: &Value,
    rows: build::FindRows<'_, '_>,
    out: &mut dyn Write,
) -> Result<(), Trouble> {
    if columns::is_nothing(value) {
        return Ok(());
    }
    let mut measuring = Measuring::default();
    build::tell(look.title, value, rows, &mut measuring)?;
    let mut drawing = Drawing::new(out, measuring.finish(), look.width, look.color);
    build::tell(look.title, value, rows, &mut drawing)?;
    drawing.finish()
}
