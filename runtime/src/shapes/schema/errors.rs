//! The errors of an operation, as everything walks them.

use std::fmt;

use super::place::ShapeId;
use super::shape::Shape;
use super::tables::Tables;

/// Places of the errors that the model lists for an operation.
///
/// The start of a program has to write down every address that a table holds, so those of most operations stand here
/// without one.
#[derive(Clone, Copy, Debug)]
pub struct ErrorIds(Ids);

#[derive(Clone, Copy, Debug)]
enum Ids {
    Few(u8, [ShapeId; FEW]),
    Many(&'static [ShapeId]),
}

/// As many as most operations have at most.
const FEW: usize = 15;

impl ErrorIds {
    /// No errors.
    pub const NONE: ErrorIds = ErrorIds(Ids::Few(0, [ShapeId::new(0); FEW]));

    /// These errors.
    #[must_use]
    pub const fn of(ids: &'static [ShapeId]) -> ErrorIds {
        if ids.len() > FEW {
            return ErrorIds(Ids::Many(ids));
        }
        let mut few = [ShapeId::new(0); FEW];
        few.split_at_mut(ids.len()).0.copy_from_slice(ids);
        ErrorIds(Ids::Few(ids.len() as u8, few))
    }

    /// Each of them, in the model's order.
    #[must_use]
    pub const fn all(&self) -> &[ShapeId] {
        match &self.0 {
            Ids::Few(length, few) => few.split_at(*length as usize).0,
            Ids::Many(ids) => ids,
        }
    }
}

/// The errors that the model lists for an operation.
#[derive(Clone, Copy)]
pub struct Errors<'a> {
    tables: &'static Tables,
    ids: &'a [ShapeId],
}

impl<'a> Errors<'a> {
    pub(super) const fn new(tables: &'static Tables, ids: &'a [ShapeId]) -> Errors<'a> {
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

impl fmt::Debug for Errors<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{ErrorIds, FEW, ShapeId};

    #[test]
    fn few_and_many_errors_come_back() {
        for count in [0, 1, FEW, FEW + 1, 2 * FEW] {
            let ids: Vec<ShapeId> = (0..count as u16).map(ShapeId::new).collect();
            assert_eq!(ErrorIds::of(ids.clone().leak()).all(), ids);
        }
        assert!(ErrorIds::NONE.all().is_empty());
    }
}
