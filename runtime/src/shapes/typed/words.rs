//! Words that a reader of structures only looks at: names of members and values of enums. No text is made of them.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, Unexpected, Visitor};

use crate::shapes::schema::Members;
use crate::shapes::schema::reflect::OpenEnum;

/// Finds a member by the name that is read.
pub(super) struct Name {
    pub(super) members: Members,
    /// Where the search begins.
    pub(super) expected: usize,
    /// Whether members have their names on the wire.
    pub(super) wire: bool,
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Option<usize>, E> {
        Ok(match self.wire {
            true => self.members.find_on_wire(self.expected, name, |_| true),
            false => self.members.find(self.expected, name),
        })
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Option<usize>, E> {
        let text = std::str::from_utf8(name);
        text.map_or_else(
            |_| Err(E::invalid_value(Unexpected::Bytes(name), &"a string")),
            |n| self.visit_str(n),
        )
    }
}

/// An enum's value, which needs no text of its own.
pub(super) struct Choice<'a>(pub(super) &'a mut dyn OpenEnum);

impl Visitor<'_> for Choice<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.0.set(value);
        Ok(())
    }
}
