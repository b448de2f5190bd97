//! The name of an entry. Names that the program's tables hold are shared; any other is its own text.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;

/// A name, in as little room as its text needs. It compares, hashes and prints as that text.
#[derive(Clone)]
pub struct Key(Text);

#[derive(Clone)]
enum Text {
    Own(Box<str>),
    /// Behind one more reference, so that a key takes 16 bytes and not 24.
    Known(&'static &'static str),
}

impl Key {
    /// A name that lives as long as the program: nothing is allocated.
    #[must_use]
    pub const fn known(name: &'static &'static str) -> Key {
        Key(Text::Known(name))
    }

    /// Whether it is one of those.
    pub(crate) fn is_known(&self) -> bool {
        matches!(self.0, Text::Known(_))
    }
}

impl Deref for Key {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Text::Own(text) => text,
            Text::Known(name) => name,
        }
    }
}

impl AsRef<str> for Key {
    fn as_ref(&self) -> &str {
        self
    }
}

impl Borrow<str> for Key {
    fn borrow(&self) -> &str {
        self
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Key {
        Key(Text::Own(text.into()))
    }
}

impl From<&String> for Key {
    fn from(text: &String) -> Key {
        Key::from(text.as_str())
    }
}

impl From<Cow<'_, str>> for Key {
    fn from(text: Cow<'_, str>) -> Key {
        Key(Text::Own(text.into()))
    }
}

impl From<String> for Key {
    fn from(text: String) -> Key {
        Key(Text::Own(text.into()))
    }
}

impl From<Key> for String {
    fn from(key: Key) -> String {
        match key.0 {
            Text::Own(text) => text.into(),
            Text::Known(name) => (*name).to_owned(),
        }
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Key) -> bool {
        **self == **other
    }
}

impl Eq for Key {}

impl PartialEq<str> for Key {
    fn eq(&self, other: &str) -> bool {
        **self == *other
    }
}

impl PartialEq<&str> for Key {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Key) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Key) -> std::cmp::Ordering {
        (**self).cmp(other)
    }
}

impl std::hash::Hash for Key {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}
