//! Lines to blocks: paragraphs, lists, code.

use super::inline::inlines;
use super::line::{self, Item};
use super::pieces::Prose;

/// Lists inside lists beyond this are read as words, so that no text can exhaust the stack.
const MAX_DEPTH: usize = 32;

/// The blocks of a text.
pub(in crate::help) fn blocks(text: &str) -> Vec<Prose> {
    let lines: Vec<String> = text.lines().map(line::untabbed).collect();
    of(&lines.iter().map(String::as_str).collect::<Vec<_>>(), 0)
}

fn of(lines: &[&str], depth: usize) -> Vec<Prose> {
    let mut reader = Reader { lines, at: 0, depth, blocks: Vec::new() };
    while reader.at < lines.len() {
        reader.block();
    }
    reader.blocks
}

struct Reader<'a> {
    lines: &'a [&'a str],
    at: usize,
    depth: usize,
    blocks: Vec<Prose>,
}

impl<'a> Reader<'a> {
    fn line(&self) -> Option<&'a str> {
        self.lines.get(self.at).copied()
    }

    fn block(&mut self) {
        let Some(line) = self.line() else { return };
        let nests = self.depth < MAX_DEPTH;
        if line::is_blank(line) || line::is_rule(line) {
            self.at += 1;
        } else if line::indent(line) >= 4 {
            self.indented();
        } else if line::fence(line).is_some() {
            self.fenced();
        } else if let Some(words) = line::heading(line) {
            self.at += 1;
            self.paragraph_of(words);
        } else if line::quoted(line).is_some() && nests {
            self.quotation();
        } else if line::html(line, false) {
            self.html();
        } else if let Some(item) = line::item(line).filter(|_| nests) {
            self.list(item);
        } else {
            self.paragraph();
        }
    }

    fn paragraph_of(&mut self, words: &str) {
        let inlines = inlines(words);
        if !inlines.is_empty() {
            self.blocks.push(Prose::Paragraph(inlines));
        }
    }

    fn paragraph(&mut self) {
        let mut words = String::new();
        while let Some(line) = self.line().filter(|line| words.is_empty() || !breaks(line)) {
            self.at += 1;
            if !words.is_empty() && line::is_underline(line) {
                break;
            }
            words.push_str(if words.is_empty() { "" } else { "\n" });
            words.push_str(line.trim_start());
        }
        self.paragraph_of(words.trim_end());
    }

    fn indented(&mut self) {
        let mut code = Vec::new();
        while let Some(line) = self.line().filter(|line| line::indent(line) >= 4 || line::is_blank(line)) {
            code.push(line::without_indent(line, 4));
            self.at += 1;
        }
        self.code(&code);
    }

    fn fenced(&mut self) {
        let Some(fence) = self.line().and_then(line::fence) else { return };
        let mut code = Vec::new();
        self.at += 1;
        while let Some(line) = self.line() {
            self.at += 1;
            if fence.is_closed_by(line) {
                break;
            }
            code.push(line::without_indent(line, fence.indent));
        }
        self.code(&code);
    }

    fn code(&mut self, lines: &[&str]) {
        self.blocks.push(Prose::Code(lines.join("\n").trim_end().to_owned()));
    }

    fn quotation(&mut self) {
        let mut inner = Inner::default();
        while let Some(line) = self.line() {
            match line::quoted(line) {
                Some(words) => inner.push(words),
                None if inner.goes_on(line) => inner.push(line.trim_start()),
                None => break,
            }
            self.at += 1;
        }
        self.blocks.extend(of(&inner.lines, self.depth + 1));
    }

    /// Up to the next blank line; a comment up to its end.
    fn html(&mut self) {
        let comment = self.line().is_some_and(|line| line.trim_start().starts_with("<!--"));
        while let Some(line) = self.line().filter(|line| comment || !line::is_blank(line)) {
            self.at += 1;
            if comment && line.contains("-->") {
                break;
            }
        }
    }

    fn list(&mut self, first: Item) {
        let mut items = Vec::new();
        while let Some(item) = self.next_item(first.kind) {
            let lines = self.item(item);
            items.push(of(&lines, self.depth + 1));
        }
        self.blocks.push(Prose::List(items));
    }

    /// The next item of a list, behind blank lines if need be.
    fn next_item(&mut self, kind: char) -> Option<Item> {
        let blank = self.lines[self.at..].iter().take_while(|line| line::is_blank(line)).count();
        let item = line::item(self.lines.get(self.at + blank)?).filter(|item| item.kind == kind)?;
        self.at += blank;
        Some(item)
    }

    /// The lines of an item without what makes them such.
    fn item(&mut self, item: Item) -> Vec<&'a str> {
        let first = self.line().map(|line| line.get(item.indent..).unwrap_or_default()).unwrap_or_default();
        let mut inner = Inner::default();
        inner.push(first);
        self.at += 1;
        while let Some(line) = self.line() {
            if line::is_blank(line) {
                let blank = self.lines[self.at..].iter().take_while(|line| line::is_blank(line)).count();
                let next = self.lines.get(self.at + blank).filter(|line| line::indent(line) >= item.indent);
                // An item without words ends with the first blank line.
                if next.is_none() || !item.has_words && inner.lines.len() == 1 {
                    break;
                }
                (0..blank).for_each(|_| inner.push(""));
                self.at += blank;
                continue;
            }
            if line::indent(line) >= item.indent {
                inner.push(&line[item.indent..]);
            } else if inner.goes_on(line) {
                inner.push(line.trim_start());
            } else {
                break;
            }
            self.at += 1;
        }
        inner.lines
    }
}

/// Lines of a quotation or an item, without their marks.
#[derive(Default)]
struct Inner<'a> {
    lines: Vec<&'a str>,
    /// Whether they end within a fence.
    fenced: bool,
}

impl<'a> Inner<'a> {
    fn push(&mut self, line: &'a str) {
        self.fenced ^= line::fence(line).is_some();
        self.lines.push(line);
    }

    /// Whether a line goes on with the paragraph that these end with, though it lacks their marks.
    fn goes_on(&self, line: &str) -> bool {
        let above = self.lines.last().is_some_and(|last| {
            !line::is_blank(last) && line::heading(last).is_none() && line::fence(last).is_none()
        });
        above && !self.fenced && !breaks(line) && !line::is_underline(line) && line::item(line).is_none()
    }
}

/// Whether a line ends the paragraph above it.
fn breaks(line: &str) -> bool {
    line::is_blank(line)
        || line::is_rule(line) && !line::is_underline(line)
        || line::fence(line).is_some()
        || line::heading(line).is_some()
        || line::quoted(line).is_some()
        || line::html(line, true)
        || line::item(line).is_some_and(|item| item.has_words && item.is_first)
}
