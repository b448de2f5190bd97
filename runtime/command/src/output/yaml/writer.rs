//! Words and quoted texts to lines.

use std::fmt::Write as _;

use super::style::{Style, is_break, is_printable};
use rt::internals::surrogates::half;
use rt::json::Drain;

/// Text is folded at the first blank beyond this column.
const WIDTH: usize = 80;

const BLANKS: &str = "                                ";

/// A document as far as it is written.
pub(super) struct Writer<'a> {
    out: String,
    drain: Drain<'a>,
    column: usize,
    /// Whether a word may start here without a blank before it.
    after_blank: bool,
    /// Whether there is nothing but indicators on the line so far.
    at_indent: bool,
}

impl<'a> Writer<'a> {
    /// An empty document. `drain` is offered what is finished.
    pub(super) fn new(drain: Drain<'a>) -> Writer<'a> {
        Writer { out: String::new(), drain, column: 0, after_blank: true, at_indent: true }
    }

    /// The text as it is, without an end.
    pub(super) fn into_text(self) -> String {
        self.out
    }

    /// Offers what is written so far to whoever wants to take it away.
    pub(super) fn drain(&mut self) {
        (self.drain)(&mut self.out);
    }

    /// Ends the document.
    pub(super) fn finish(mut self) -> String {
        self.new_line(0);
        self.out
    }

    /// Whether there is nothing but indicators on the line so far.
    pub(super) fn at_indent(&self) -> bool {
        self.at_indent
    }

    /// A word that needs no quotes.
    pub(super) fn word(&mut self, word: &str) {
        self.blank();
        self.put(word);
        self.at_indent = false;
    }

    /// The `:` right after a key.
    pub(super) fn colon(&mut self) {
        self.put(":");
        self.at_indent = false;
    }

    /// A text in the given style; only where it may, it is folded into lines.
    pub(super) fn text(&mut self, text: &str, style: Style, indent: usize, fold: bool) {
        self.blank();
        match style {
            Style::Plain => self.lines(text, None, indent, fold),
            Style::Single => {
                self.put("'");
                self.at_indent = false;
                self.lines(text, Some('\''), indent, fold);
                self.put("'");
            }
            Style::Double => self.escaped(text, indent, fold),
        }
        self.at_indent = false;
    }

    /// A text without escapes but for doubled quotes. A line break is doubled, as a single one
    /// would be read as a blank.
    fn lines(&mut self, text: &str, quote: Option<char>, indent: usize, fold: bool) {
        if self.column + text.len() <= WIDTH
            && is_short(text)
            && quote.is_none_or(|quote| !text.contains(quote))
        {
            return self.put(text);
        }
        let (mut after_space, mut after_break) = (false, false);
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            if c == ' ' {
                let inner = quote.is_none() || at > 0 && next.is_some();
                if fold && !after_space && self.column > WIDTH && inner && next != Some(' ') {
                    self.new_line(indent);
                } else {
                    self.put_char(c);
                }
                after_space = true;
            } else if is_break(c) {
                if !after_break && c == '\n' {
                    self.put_char('\n');
                }
                self.put_char(c);
                self.at_indent = true;
                after_break = true;
            } else {
                if after_break {
                    self.new_line(indent);
                }
                if Some(c) == quote {
                    self.put_char(c);
                }
                self.put_char(c);
                self.at_indent = false;
                (after_space, after_break) = (false, false);
            }
        }
        if after_break {
            self.new_line(indent);
        }
    }

    /// A text in double quotes.
    fn escaped(&mut self, text: &str, indent: usize, fold: bool) {
        self.put("\"");
        self.at_indent = false;
        let mut after_space = false;
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let next = chars.peek().map(|(_, next)| *next);
            if half(c).is_some() {
                // Left to whoever writes it.
                self.put_char(c);
            } else if !is_printable(c) || is_break(c) || matches!(c, '"' | '\\') {
                self.put(&escape(c));
            } else if c == ' ' && fold && !after_space && self.column > WIDTH && at > 0 && next.is_some() {
                self.new_line(indent);
                if next == Some(' ') {
                    self.put("\\");
                }
            } else {
                self.put_char(c);
            }
            after_space = c == ' ';
        }
        self.put("\"");
    }

    fn blank(&mut self) {
        if !self.after_blank {
            self.put(" ");
        }
    }

    /// `-`, `?` or `:` before a value.
    pub(super) fn indicator(&mut self, indicator: &str) {
        self.blank();
        self.put(indicator);
    }

    /// Goes to the indent, on a new line unless there is nothing in the way on this one.
    pub(super) fn new_line(&mut self, indent: usize) {
        if !self.at_indent || self.column > indent || self.column == indent && !self.after_blank {
            self.put_char('\n');
        }
        while self.column < indent {
            let blanks = BLANKS.len().min(indent - self.column);
            self.out.push_str(&BLANKS[..blanks]);
            self.column += blanks;
        }
        (self.after_blank, self.at_indent) = (true, true);
    }

    fn put(&mut self, text: &str) {
        if text.is_empty() || !is_short(text) {
            return text.chars().for_each(|c| self.put_char(c));
        }
        self.out.push_str(text);
        self.column += text.len();
        self.after_blank = false;
    }

    fn put_char(&mut self, c: char) {
        self.out.push(c);
        self.column = if is_break(c) { 0 } else { self.column + 1 };
        self.after_blank = false;
    }
}

/// Whether a text takes as many columns as bytes.
fn is_short(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b' '..=b'~'))
}

fn escape(c: char) -> String {
    let short = match c {
        '\0' => '0',
        '\u{7}' => 'a',
        '\u{8}' => 'b',
        '\t' => 't',
        '\n' => 'n',
        '\u{b}' => 'v',
        '\u{c}' => 'f',
        '\r' => 'r',
        '\u{1b}' => 'e',
        '"' | '\\' => c,
        '\u{85}' => 'N',
        '\u{a0}' => '_',
        '\u{2028}' => 'L',
        '\u{2029}' => 'P',
        _ => return numeric_escape(u32::from(c)),
    };
    format!("\\{short}")
}

fn numeric_escape(code: u32) -> String {
    let mut out = String::new();
    let _ = match code {
        0..=0xff => write!(out, "\\x{code:02X}"),
        0x100..=0xffff => write!(out, "\\u{code:04X}"),
        _ => write!(out, "\\U{code:08X}"),
    };
    out
}
