//! Where a shape is in its service's tables. Knows nothing of the tables.

/// The place of a shape in its service's tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShapeId(u16);

impl ShapeId {
    /// The shape at this place.
    #[must_use]
    pub const fn new(at: u16) -> ShapeId {
        ShapeId(at)
    }

    /// Where it is.
    #[must_use]
    pub(super) const fn at(self) -> u16 {
        self.0
    }
}
