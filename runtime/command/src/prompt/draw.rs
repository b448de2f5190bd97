//! The menu as text: names on the left, one of them marked, and beside them what that one means.
//!
//! In: offers and the size of the terminal. Out: lines, each begun by a line feed. Nothing here writes to the terminal.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::completer::Offer;

/// So many lines at most.
const MOST: usize = 14;

/// The columns that a description takes, at least and at most.
const DESCRIPTION: (usize, usize) = (20, 70);

/// Columns that belong to neither: before the names, and between names and descriptions.
const BETWEEN: usize = 4;

/// The menu on so many columns and lines.
pub(super) fn menu(offers: &[Offer], marked: usize, columns: usize, lines: usize) -> String {
    let lines = lines.clamp(1, MOST);
    let widest = offers.iter().map(|offer| offer.name.width()).max().unwrap_or_default();
    let names = widest.min(columns.saturating_sub(BETWEEN + DESCRIPTION.0).max(8));
    let beside = columns.saturating_sub(BETWEEN + names + 1).min(DESCRIPTION.1);
    let mut description = wrapped(&offers[marked].description, beside);
    if description.len() > lines {
        description.truncate(lines);
        description[lines - 1] = "...".to_owned();
    }
    let first = marked.saturating_sub(lines / 2).min(offers.len().saturating_sub(lines));
    let count = description.len().max(offers.len().min(lines));
    let row = |at: usize| {
        let offer = offers.get(first + at).filter(|_| at < lines);
        let name = cut(offer.map_or("", |offer| &offer.name), names);
        let name = if first + at == marked { format!("\x1b[7m {name} \x1b[0m") } else { format!(" {name} ") };
        format!("\n{name}  {}", description.get(at).map_or("", String::as_str))
    };
    (0..count).map(row).map(|row| row.trim_end_matches(' ').to_owned()).collect()
}

/// A text on exactly so many columns, without what moves the cursor.
fn cut(text: &str, columns: usize) -> String {
    let mut cut = String::new();
    let mut width = 0;
    for c in text.chars().map(tame) {
        width += c.width().unwrap_or(0);
        if width > columns {
            width -= c.width().unwrap_or(0);
            break;
        }
        cut.push(c);
    }
    cut + &" ".repeat(columns - width)
}

/// A text in lines of so many columns; a longer word is cut.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    if columns == 0 {
        return lines;
    }
    for word in text.split_whitespace() {
        let word: String = word.chars().map(tame).collect();
        let word = if word.width() > columns { cut(&word, columns) } else { word };
        match lines.last_mut().filter(|line| line.width() + 1 + word.width() <= columns) {
            Some(line) => *line = format!("{line} {word}"),
            None => lines.push(word),
        }
    }
    lines
}

/// Names of things come from the service: none of their characters may steer the terminal.
fn tame(c: char) -> char {
    if c.is_control() { '?' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offer(name: &str, description: &str) -> Offer {
        Offer { start: 0, text: String::new(), name: name.to_owned(), description: description.to_owned() }
    }

    #[test]
    fn what_is_marked_is_described() {
        let offers = [offer("list-things", "Lists."), offer("put-thing", "Puts a thing where it belongs.")];
        assert_eq!(
            menu(&offers, 1, 36, 9),
            "\n list-things   Puts a thing where\n\x1b[7m put-thing   \x1b[0m  it belongs."
        );
        assert_eq!(menu(&offers, 0, 80, 9), "\n\x1b[7m list-things \x1b[0m  Lists.\n put-thing");
    }

    #[test]
    fn what_is_marked_is_always_in_sight() {
        let offers: Vec<Offer> = (0..40).map(|at| offer(&format!("name-{at:02}"), "")).collect();
        for marked in [0, 20, 39] {
            let text = menu(&offers, marked, 80, 99);
            assert_eq!(text.matches('\n').count(), MOST);
            assert!(text.contains(&format!("\x1b[7m name-{marked:02}")), "{text}");
        }
        assert_eq!(menu(&offers, 5, 80, 0).matches('\n').count(), 1);
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let offers = [offer(&"long".repeat(40), &"wörter ".repeat(90)), offer("プール", "\x1b[2J")];
        for columns in [1, 12, 24, 40, 80, 300] {
            for marked in 0..2 {
                let text = menu(&offers, marked, columns, 10).replace("\x1b[7m", "").replace("\x1b[0m", "");
                let widest = text.lines().map(|line| line.width()).max().unwrap_or_default();
                assert!(widest <= columns.max(BETWEEN + 8), "{columns}: {widest}");
                assert!(text.lines().count() <= 11 && !text.contains('\x1b'));
            }
        }
    }
}
