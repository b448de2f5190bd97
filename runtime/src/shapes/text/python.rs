//! Python's notation, as far as it shows in what the AWS CLI accepts and prints.

use crate::shapes::text::os;
use crate::shapes::value::{Number, Value};

/// A string as `repr()` writes it.
pub fn repr(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote => {
                out.push('\\');
                out.push(c);
            }
            // Bytes that are no text are escaped by whoever shows the whole (see `os`).
            c if os::is_half(c) => out.push(c),
            c if !printable(c) => out.push_str(&escape(c)),
            c => out.push(c),
        }
    }
    out.push(quote);
    out
}

/// The name of the type that Python reads a JSON value into.
pub fn type_name(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(Number::Float(_)) => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Bytes(_) => "bytes",
        Value::List(_) => "list",
        Value::Map(_) => "dict",
    }
}

/// What Python says of bytes that are not UTF-8.
pub fn utf8_error(bytes: &[u8], error: std::str::Utf8Error) -> String {
    let start = error.valid_up_to();
    let length = error.error_len().unwrap_or(bytes.len() - start);
    let first = bytes.get(start).copied().unwrap_or_default();
    let reason = match error.error_len() {
        None => "unexpected end of data",
        Some(_) if (0xc2..=0xf4).contains(&first) => "invalid continuation byte",
        Some(_) => "invalid start byte",
    };
    match length {
        1 => format!("'utf-8' codec can't decode byte 0x{first:02x} in position {start}: {reason}"),
        _ => {
            let last = start + length - 1;
            format!("'utf-8' codec can't decode bytes in position {start}-{last}: {reason}")
        }
    }
}

/// An operating system's error as Python writes it: `[Errno 2] No such file or directory: 'x'`.
pub fn os_error(error: &std::io::Error, path: &str) -> String {
    let text = error.to_string();
    let Some(code) = error.raw_os_error() else { return format!("{text}: {}", repr(path)) };
    let reason = text.strip_suffix(&format!(" (os error {code})")).unwrap_or(&text);
    format!("[Errno {code}] {reason}: {}", repr(path))
}

/// Rust's and Python's notions of what is printable agree, but Rust also escapes a combining
/// character that starts a text.
fn printable(c: char) -> bool {
    c.is_ascii_graphic() || c == ' ' || !format!("a{c}").escape_debug().to_string().contains('\\')
}

fn escape(c: char) -> String {
    match u32::from(c) {
        code @ 0..=0xff => format!("\\x{code:02x}"),
        code @ 0x100..=0xffff => format!("\\u{code:04x}"),
        code => format!("\\U{code:08x}"),
    }
}

/// A value as `str()` writes it: strings bare, those inside of containers with quotes.
pub fn display(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => repr_of(other),
    }
}

fn repr_of(value: &Value) -> String {
    match value {
        Value::Null => "None".into(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::Number(Number::Float(x)) if !x.is_finite() => x.to_string().to_lowercase(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => repr(text),
        Value::Bytes(bytes) if bytes.contains(&b'\'') && !bytes.contains(&b'"') => {
            format!("b\"{}\"", bytes.escape_ascii().to_string().replace("\\'", "'"))
        }
        Value::Bytes(bytes) => format!("b'{}'", bytes.escape_ascii().to_string().replace("\\\"", "\"")),
        Value::List(items) => format!("[{}]", items.iter().map(repr_of).collect::<Vec<_>>().join(", ")),
        Value::Map(map) => {
            let pairs = map.iter().map(|(key, value)| format!("{}: {}", repr(key), repr_of(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
    }
}

/// A whole number as `int()` reads it: blanks around it, a sign, and `_` between digits are fine.
pub fn integer(text: &str) -> Option<Number> {
    let text = text.trim();
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    Number::integer(&(text[..text.len() - digits.len()].to_owned() + &without_underscores(digits)?))
}

/// The message for a word that is not a whole number.
pub fn not_an_integer(text: &str) -> String {
    format!("invalid literal for int() with base 10: {}", repr(text))
}

/// A number as `float()` reads it.
pub fn float(text: &str) -> Option<f64> {
    without_underscores(text.trim())?.parse().ok()
}

/// Takes out each `_` between two digits; any other makes the number invalid.
fn without_underscores(digits: &str) -> Option<String> {
    let bytes = digits.as_bytes();
    let digit = |at: Option<usize>| at.and_then(|i| bytes.get(i)).is_some_and(u8::is_ascii_digit);
    let misplaced = |(i, b): (usize, &u8)| *b == b'_' && !(digit(i.checked_sub(1)) && digit(Some(i + 1)));
    if bytes.iter().enumerate().any(misplaced) {
        return None;
    }
    Some(digits.replace('_', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings() {
        let cases = [
            ("a", "'a'"),
            ("it's", "\"it's\""),
            ("'\"", "'\\'\"'"),
            ("\n\u{1}é\u{2028}e\u{301}", "'\\n\\x01é\\u2028e\u{301}'"),
        ];
        for (text, expected) in cases {
            assert_eq!(repr(text), expected);
        }
    }

    #[test]
    fn integers() {
        assert_eq!(integer(" +1_0 "), Some(Number::Int(10)));
        assert_eq!(integer("-007"), Some(Number::Int(-7)));
        for bad in ["", "x", "1.5", "0x10", "_1", "1_", "1__0", "+ 1", "--1"] {
            assert_eq!(integer(bad), None, "{bad}");
        }
    }
}
