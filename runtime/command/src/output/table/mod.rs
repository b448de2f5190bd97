//! Boxes of characters, as `--output table` prints them.
//!
//! [`build`] cuts a value into sections, [`section`] knows how wide they are, [`render`] draws them.

mod build;
mod render;
mod section;
mod width;

use super::Unprintable;
use rt::value::Value;
use section::Section;

/// Draws a value as a table under a title; nothing if the value is empty, `false` or zero.
///
/// If the table does not fit into `width` columns, sections with a single row are turned: a row for
/// each column. With `color`, values and borders are coloured for a terminal.
///
/// # Errors
/// [`Unprintable`] if a list holds rows of different lengths, or structures and other values.
pub fn table(title: &str, value: &Value, color: bool, width: usize) -> Result<Option<String>, Unprintable> {
    let draw = || {
        let mut sections = build::sections(title, value)?;
        if sections.iter().any(|section| section.total_width() > width) {
            sections = sections.into_iter().map(Section::into_vertical).collect::<Result<_, String>>()?;
        }
        Ok((!sections.is_empty()).then(|| render::render(&sections, color)))
    };
    draw().map_err(|message: String| Unprintable { printed: String::new(), message })
}
