//! JSON with four blanks a level, as `--output json` prints it.

use rt::json::{Layout, to_string};
use rt::value::Value;

/// Writes a value as JSON with a final newline. An empty structure is no result: nothing is printed.
#[must_use]
pub fn json(value: &Value) -> Option<String> {
    let empty = value.as_map().is_some_and(|map| map.is_empty());
    (!empty).then(|| to_string(value, Layout::Pretty) + "\n")
}
