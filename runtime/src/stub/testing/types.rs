//! The types of a model by their tables, for tests that look at all of them.

use crate::shapes::schema::reflect::Structure;
use crate::shapes::typed::{self, ShorthandError};

/// Reads a structure whose type the caller does not know.
pub type Read<I, E> = fn(&I) -> Result<Box<dyn Structure>, E>;

/// An emitted structure, and how it is read.
#[derive(Clone, Copy, Debug)]
pub struct StructureType {
    /// Its name in Rust, with its path.
    pub name: fn() -> &'static str,
    /// A value with nothing set.
    pub empty: fn() -> Box<dyn Structure>,
    /// Reads it from JSON in wire names.
    pub from_json: Read<[u8], serde_json::Error>,
    /// Reads it from shorthand.
    pub from_shorthand: Read<str, ShorthandError>,
}

impl StructureType {
    /// The entry of a type.
    #[must_use]
    pub const fn of<T: Structure + 'static>() -> StructureType {
        StructureType {
            name: std::any::type_name::<T>,
            empty: || Box::new(T::empty()),
            from_json: |text| Ok(Box::new(typed::from_wire::<T>(text)?)),
            from_shorthand: |text| Ok(Box::new(typed::from_shorthand::<T>(text)?)),
        }
    }
}
