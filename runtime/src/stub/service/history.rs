//! The requests that came, as far as they fit: the oldest go first.

use std::collections::VecDeque;

use crate::shapes::value::{Number, Value};

/// How many requests are kept, and how many bytes they may take.
pub(super) const MOST: usize = 10_000;
pub(super) const BYTES: usize = 64 << 20;

/// Requests with their sizes.
#[derive(Debug, Default)]
pub(super) struct History {
    requests: VecDeque<(Value, usize)>,
    bytes: usize,
}

impl History {
    /// Adds what came, as it is shown. What is too long by itself is not kept, nor what came before it.
    pub(super) fn push(&mut self, request: Value) {
        let size = size(&request);
        self.bytes += size;
        self.requests.push_back((request, size));
        while self.requests.len() > MOST || self.bytes > BYTES {
            self.bytes -= self.requests.pop_front().map_or(self.bytes, |(_, size)| size);
        }
    }

    pub(super) fn clear(&mut self) {
        *self = History::default();
    }

    /// Oldest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Value> {
        self.requests.iter().map(|(request, _)| request)
    }
}

/// The bytes that a value takes.
fn size(value: &Value) -> usize {
    let inside = match value {
        Value::String(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
        Value::Number(Number::Big(digits)) => digits.len(),
        Value::List(items) => items.iter().map(size).sum(),
        Value::Map(map) => map.iter().map(|(key, value)| size_of::<String>() + key.len() + size(value)).sum(),
        _ => 0,
    };
    size_of::<Value>() + inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_go_first() {
        let mut history = History::default();
        for number in 0..MOST as i64 + 5 {
            history.push(Value::from(number));
        }
        assert_eq!(history.iter().count(), MOST);
        assert_eq!(history.iter().next(), Some(&Value::from(5)));
        history.push(Value::from("x".repeat(BYTES - 1000)));
        assert!(history.bytes <= BYTES && history.iter().count() < 50);
        history.push(Value::from("x".repeat(BYTES + 1)));
        assert_eq!((history.iter().count(), history.bytes), (0, 0));
        history.push(Value::Null);
        history.clear();
        assert_eq!((history.iter().count(), history.bytes), (0, 0));
    }
}
