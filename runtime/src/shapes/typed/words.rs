//! Words that a reader of structures looks at: names of members and values of enums, of which no text is made, and texts.

use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, Unexpected, Visitor};

use crate::shapes::schema::Members;
use crate::shapes::schema::reflect::OpenEnum;

/// Finds members by the names that are read.
pub(super) struct Names {
    pub(super) members: Members,
    /// Where the search begins: behind the member before.
    pub(super) expected: usize,
    /// Whether members have their names on the wire.
    pub(super) wire: bool,
}

impl<'de> DeserializeSeed<'de> for &mut Names {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for &mut Names {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Option<usize>, E> {
        let found = match self.wire {
            true => self.members.find_on_wire(self.expected, name, |_| true),
            false => self.members.find(self.expected, name),
        };
        if let Some(index) = found {
            self.expected = index + 1;
        }
        Ok(found)
    }

    fn visit_bytes<E: Error>(self, name: &[u8]) -> Result<Option<usize>, E> {
        self.visit_str(utf8(name)?)
    }
}

/// A text that is written where it belongs.
pub(super) struct Text<'a>(pub(super) &'a mut String);

impl Visitor<'_> for Text<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a string")
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.visit_string(text.to_owned())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<(), E> {
        *self.0 = text;
        Ok(())
    }

    fn visit_bytes<E: Error>(self, text: &[u8]) -> Result<(), E> {
        self.visit_str(utf8(text)?)
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

/// Bytes as the string that they have to be.
fn utf8<E: Error>(bytes: &[u8]) -> Result<&str, E> {
    std::str::from_utf8(bytes).map_err(|_| E::invalid_value(Unexpected::Bytes(bytes), &"a string"))
}
