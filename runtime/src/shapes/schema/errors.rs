//! The errors of an operation, as everything walks them.

use std::fmt;

use super::place::ShapeId;
use super::shape::Shape;
use super::tables::Tables;

/// The errors that the model lists for an operation.
#[derive(Clone, Copy)]
pub struct Errors {
    tables: &'static Tables,
    ids: &'static [ShapeId],
}

impl Errors {
    pub(super) const fn new(tables: &'static Tables, ids: &'static [ShapeId]) -> Errors {
        Errors { tables, ids }
    }

    /// Each of them, in the model's order; all are structures.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Shape> + ExactSizeIterator + Clone {
        self.ids.iter().map(move |id| self.tables.shape(*id))
    }

    /// The one of this code.
    #[must_use]
    pub fn of(self, code: &str) -> Option<Shape> {
        self.iter().find(|error| error.code() == Some(code))
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.ids.is_empty()
    }
}

impl fmt::Debug for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
