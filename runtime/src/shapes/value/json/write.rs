//! The writer.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::plain::{is_plain, plain};
use crate::shapes::text::surrogates;
use crate::shapes::value::Value;

/// How JSON is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One line with `", "` and `": "`, ASCII only: bodies of requests.
    Wire,
    /// As `Wire`, UTF-8 as it is: a line of many.
    Line,
    /// One line without any blanks, ASCII only: JSON inside of text.
    Dense,
    /// Four blanks a level, UTF-8 as it is: what people read.
    Pretty,
    /// Like `Pretty` but ASCII only: input skeletons.
    PrettyAscii,
}

impl Layout {
    /// Whether all beyond ASCII is escaped.
    fn is_ascii(self) -> bool {
        !matches!(self, Layout::Line | Layout::Pretty)
    }

    /// Whether each item stands on a line of its own.
    fn is_indented(self) -> bool {
        matches!(self, Layout::Pretty | Layout::PrettyAscii)
    }
}

/// Writes a value. Bytes become base64.
#[must_use]
pub fn to_string(value: &Value, layout: Layout) -> String {
    let mut out = String::new();
    write_value(&mut out, value, layout, 0, &mut |_| {});
    out
}

/// What is called between two values with the text so far, and may take it away.
pub type Drain<'a> = &'a mut dyn FnMut(&mut String);

/// Writes a value that stands at a level of a longer text, from the place of its first character on.
pub fn write_value(out: &mut String, value: &Value, layout: Layout, level: usize, drain: Drain<'_>) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(b) => out.push_str(if *b { "true" } else { "false" }),
        Value::Number(n) => {
            let _ = write!(out, "{n}");
        }
        Value::String(s) => write_string(out, s, layout.is_ascii()),
        Value::Bytes(bytes) => write_string(out, &STANDARD.encode(bytes), true),
        Value::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                before(out, at == 0, layout, level + 1);
                write_value(out, item, layout, level + 1, drain);
                drain(out);
            }
            after(out, items.is_empty(), layout, level);
            out.push(']');
        }
        Value::Map(map) => {
            out.push('{');
            for (at, (key, value)) in map.iter().enumerate() {
                before(out, at == 0, layout, level + 1);
                write_string(out, key, layout.is_ascii());
                match layout {
                    Layout::Dense => out.push(':'),
                    _ => out.push_str(": "),
                }
                write_value(out, value, layout, level + 1, drain);
                drain(out);
            }
            after(out, map.is_empty(), layout, level);
            out.push('}');
        }
    }
}

/// Writes what stands before an item or a member.
fn before(out: &mut String, is_first: bool, layout: Layout, level: usize) {
    match layout {
        Layout::Pretty | Layout::PrettyAscii => {
            if !is_first {
                out.push(',');
            }
            new_line(out, level);
        }
        _ if is_first => {}
        Layout::Dense => out.push(','),
        Layout::Wire | Layout::Line => out.push_str(", "),
    }
}

/// Writes what stands before the end of a container.
fn after(out: &mut String, is_empty: bool, layout: Layout, level: usize) {
    if layout.is_indented() && !is_empty {
        new_line(out, level);
    }
}

/// Starts a line at a level.
pub fn new_line(out: &mut String, level: usize) {
    const LINE: &str = "\n                                ";
    const BLANKS: usize = LINE.len() - 1;
    let mut blanks = 4 * level;
    out.push_str(&LINE[..=blanks.min(BLANKS)]);
    while blanks > BLANKS {
        blanks -= BLANKS;
        out.push_str(&LINE[1..=blanks.min(BLANKS)]);
    }
}

/// Writes a JSON string with its quotes; `ascii` writes everything beyond ASCII as `\uXXXX`.
pub fn write_string(out: &mut String, text: &str, ascii: bool) {
    let is_plain = if ascii { is_plain::<true>(text.as_bytes()) } else { is_plain::<false>(text.as_bytes()) };
    out.reserve(text.len() + 2);
    out.push('"');
    if is_plain {
        out.push_str(text)
    } else {
        escape(out, text, ascii)
    }
    out.push('"');
}

/// Writes a text that does not stand as it is. What comes before its first escape is copied in one piece, which ends before
/// an ASCII character or the first one beyond ASCII, so never within a character.
fn escape(out: &mut String, text: &str, ascii: bool) {
    let plain = if ascii { plain::<true>(text.as_bytes()) } else { plain::<false>(text.as_bytes()) };
    out.push_str(&text[..plain]);
    for c in text[plain..].chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            c if c < ' ' || (ascii && c > '~') => {
                if let Some(unit) = surrogates::half(c) {
                    let _ = write!(out, "\\u{unit:04x}");
                    continue;
                }
                for unit in c.encode_utf16(&mut [0; 2]) {
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes::value::json::parse;

    #[test]
    fn layouts() {
        let value = parse(r#"{"a":[1,{}],"é":"😀\u0001\u007f/"}"#).unwrap_or_default();
        assert_eq!(
            to_string(&value, Layout::Wire),
            r#"{"a": [1, {}], "\u00e9": "\ud83d\ude00\u0001\u007f/"}"#
        );
        let pretty = "{\n    \"a\": [\n        1,\n        {}\n    ],\n    \"é\": \"😀\\u0001\u{7f}/\"\n}";
        assert_eq!(to_string(&value, Layout::Pretty), pretty);
    }
}
