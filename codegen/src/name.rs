//! A name of the model, checked when it is read: whatever is called so has a legal name in Rust, too.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;

/// The longest name; file systems take 255 bytes, and endings and prefixes need some.
const LONGEST: usize = 200;

/// What names of members may have besides letters, digits and `_`: their names on the wire are keys of JSON.
const OF_MEMBERS: &str = "-.:/@$#+";

/// A name of an operation, a shape, a member or a variable of the endpoint's rules: ASCII, with a letter or a digit
/// in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Name(String);

impl Name {
    /// The name of an operation, a shape or a variable.
    pub(crate) fn new(text: &str) -> Result<Name, String> {
        Name::checked(text, "")
    }

    /// The name of a member.
    pub(crate) fn of_member(text: &str) -> Result<Name, String> {
        Name::checked(text, OF_MEMBERS)
    }

    fn checked(text: &str, more: &str) -> Result<Name, String> {
        let is_good = |c: &char| c.is_ascii_alphanumeric() || *c == '_' || more.contains(*c);
        if text.len() > LONGEST {
            return Err(format!("a name of {} bytes; the longest has {LONGEST}", text.len()));
        }
        if let Some(bad) = text.chars().find(|c| !is_good(c)) {
            let also = if more.is_empty() { String::new() } else { format!(", or one of `{more}`") };
            return Err(format!("{text:?} is no name: {bad:?} is not an ASCII letter, a digit or `_`{also}"));
        }
        match text.chars().any(|c| c.is_ascii_alphanumeric()) {
            true => Ok(Name(text.to_owned())),
            false => Err(format!("{text:?} is no name: it has no letter and no digit")),
        }
    }

    /// The name and letters of ours behind it.
    pub(crate) fn with(&self, suffix: &'static str) -> Name {
        Name(format!("{}{suffix}", self.0))
    }
}

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_a_letter_or_a_digit_and_nothing_odd() {
        for good in ["A", "2Fast", "__string", "OtaaV1_0_x", "type", "Self"] {
            assert!(Name::new(good).is_ok(), "{good}");
        }
        for good in ["@type", "$ref", "a-b", "x.y", "#1"] {
            assert!(Name::of_member(good).is_ok(), "{good}");
            assert!(Name::new(good).is_err(), "{good}");
        }
        for bad in
            ["", "_", "__", "#", "é", "İ", "a b", "a\"b", "a'b", "a`b", "a\nb", "a\0b", "..", "/", "a\\b"]
        {
            assert!(Name::of_member(bad).is_err(), "{bad:?}");
        }
        assert!(Name::new(&"a".repeat(LONGEST + 1)).is_err());
    }
}
