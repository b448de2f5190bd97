//! The writer.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::plain::plain;
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
            let items = items.iter().map(|item| (None, item));
            write_container(out, ['[', ']'], items, layout, level, drain);
        }
        Value::Map(map) => {
            let members = map.iter().map(|(key, value)| (Some(key), value));
            write_container(out, ['{', '}'], members, layout, level, drain);
        }
    }
}

fn write_container<'a>(
    out: &mut String,
    [open, close]: [char; 2],
    items: impl ExactSizeIterator<Item = (Option<&'a str>, &'a Value)>,
    layout: Layout,
    level: usize,
    drain: Drain<'_>,
) {
    out.push(open);
    let empty = items.len() == 0;
    for (i, (key, value)) in items.enumerate() {
        match layout {
            Layout::Wire | Layout::Line if i > 0 => out.push_str(", "),
            Layout::Dense if i > 0 => out.push(','),
            Layout::Wire | Layout::Line | Layout::Dense => {}
            _ => {
                out.push_str(if i > 0 { "," } else { "" });
                new_line(out, level + 1);
            }
        }
        if let Some(key) = key {
            write_string(out, key, layout.is_ascii());
            out.push_str(if layout == Layout::Dense { ":" } else { ": " });
        }
        write_value(out, value, layout, level + 1, drain);
        drain(out);
    }
    if matches!(layout, Layout::Pretty | Layout::PrettyAscii) && !empty {
        new_line(out, level);
    }
    out.push(close);
}

/// Starts a line at a level.
pub fn new_line(out: &mut String, level: usize) {
    const BLANKS: &str = "                                ";
    out.push('\n');
    let mut missing = 4 * level;
    while missing > 0 {
        let blanks = missing.min(BLANKS.len());
        out.push_str(&BLANKS[..blanks]);
        missing -= blanks;
    }
}

/// Writes a JSON string with its quotes; `ascii` writes everything beyond ASCII as `\uXXXX`.
pub fn write_string(out: &mut String, text: &str, ascii: bool) {
    out.push('"');
    let is_escaped = |b: u8| matches!(b, b'"' | b'\\' | ..b' ') || ascii && b > b'~';
    // What needs no escape is copied in one piece, which is nearly always the whole text. It ends before an
    // ASCII character or the first one beyond ASCII, so never within a character.
    let plain = plain(text.as_bytes(), is_escaped);
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
    out.push('"');
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
