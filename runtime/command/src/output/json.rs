//! JSON with four blanks a level, as `--output json` prints it.

use rt::json::{Drain, Layout, new_line, write_value};
use rt::value::Value;

/// Writes a value as JSON with a final newline. An empty structure is no result: nothing is printed.
#[must_use]
pub fn json(value: &Value) -> Option<String> {
    let empty = value.as_map().is_some_and(|map| map.is_empty());
    (!empty).then(|| document(value, &mut |_| {}))
}

/// The end of a document, after what `drain` has taken.
pub(super) fn document(value: &Value, drain: Drain<'_>) -> String {
    let mut out = String::new();
    write_value(&mut out, value, Layout::Pretty, 0, drain);
    out.push('\n');
    out
}

/// Writes an item of a list that stands below these keys, without the indent of its first line.
pub(super) fn item(out: &mut String, value: &Value, keys: &[&str]) {
    write_value(out, value, Layout::Pretty, keys.len() + 1, &mut |_| {});
}

/// Writes what stands between two items of such a list.
pub(super) fn between_items(out: &mut String, keys: &[&str]) {
    out.push(',');
    new_line(out, keys.len() + 1);
}
