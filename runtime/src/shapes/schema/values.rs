//! The values of an enum, as everything walks them.

use std::fmt;

use super::tables::{Span, Tables};

/// The values of an enum.
#[derive(Clone, Copy)]
pub struct Values {
    tables: &'static Tables,
    spans: &'static [Span],
}

impl Values {
    pub(super) fn new(tables: &'static Tables, span: Span) -> Values {
        let start = span.at as usize;
        let spans = tables.texts.get(start..start + span.len as usize).unwrap_or_default();
        Values { tables, spans }
    }

    /// Each of them, in the model's order.
    #[inline]
    pub fn iter(self) -> impl DoubleEndedIterator<Item = &'static str> + ExactSizeIterator + Clone {
        self.spans.iter().map(move |span| self.tables.text(*span))
    }

    /// How many there are.
    #[must_use]
    pub const fn len(self) -> usize {
        self.spans.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.spans.is_empty()
    }

    /// The first one.
    #[must_use]
    pub fn first(self) -> Option<&'static str> {
        self.iter().next()
    }

    /// All of them in one text.
    #[must_use]
    pub fn join(self, between: &str) -> String {
        self.iter().collect::<Vec<_>>().join(between)
    }

    /// Whether `value` is one of them.
    #[must_use]
    pub fn contains(self, value: &str) -> bool {
        self.iter().any(|known| known == value)
    }
}

impl fmt::Debug for Values {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
