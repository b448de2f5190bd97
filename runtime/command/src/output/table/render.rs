//! Sections drawn with borders, with or without colours.

use super::section::Section;
use super::width::width;

const RESET: &str = "\x1b[0m";
const CELL: &str = "\x1b[1m\x1b[34m";
const INDENT: &str = "\x1b[2m\x1b[33m";

/// Draws sections, all as wide as the widest of them.
pub(super) fn render(sections: &[Section], color: bool) -> String {
    let total = sections.iter().map(Section::total_width).max().unwrap_or_default();
    let mut canvas = Canvas { out: String::new(), color };
    canvas.write(&format!("{}\n", "-".repeat(total)));
    for section in sections {
        canvas.section(section, total - 2 * section.indent);
    }
    canvas.out
}

struct Canvas {
    out: String,
    color: bool,
}

impl Canvas {
    fn section(&mut self, section: &Section, total: usize) {
        if let Some(title) = section.title.as_deref().filter(|title| !title.is_empty()) {
            self.line(section, &centred(title, total, "|"));
            if section.headers.is_empty() && section.rows.is_empty() {
                self.line(section, &format!("+{}+", "-".repeat(total.saturating_sub(2))));
            }
        }
        let widths = section.column_widths(total);
        if widths.is_empty() {
            return;
        }
        if !section.headers.is_empty() {
            self.line(section, &rule(&widths));
            let headers = columns(&widths, &section.headers, centred);
            self.line(section, &headers);
        }
        if !section.rows.is_empty() {
            self.line(section, &rule(&widths));
            for row in &section.rows {
                let row = columns(&widths, row, |text, width, edge| self.cell(text, width, edge));
                self.line(section, &row);
            }
            self.line(section, &rule(&widths));
        }
    }

    /// A line of a section between the borders of those around it.
    fn line(&mut self, section: &Section, text: &str) {
        let border = if self.color { format!("{INDENT}|{RESET}") } else { "|".to_owned() };
        let borders = border.repeat(section.indent);
        for piece in [&borders, text, &borders, "\n"] {
            self.write(piece);
        }
    }

    /// Writes a piece. Where there are colours they end with each piece.
    fn write(&mut self, piece: &str) {
        self.out.push_str(piece);
        if self.color {
            self.out.push_str(RESET);
        }
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
