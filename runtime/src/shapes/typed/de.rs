//! Serde, and so wire JSON, to structures.
//!
//! Replies are read leniently: unknown members are passed over, `null` and absent members stay
//! unset. `Deserialize`, which users call on files of their own, also insists on required members.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize as _;
use serde::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};

use crate::shapes::schema::reflect::{ListField, MapField, OpenEnum, Slot, Structure};
use crate::shapes::schema::{Kind, Member, Shape, TimestampFormat};
use crate::shapes::time::Timestamp;
use crate::shapes::value::Value;

/// Reads a reply. An empty body is an empty structure.
///
/// # Errors
/// If the text is not JSON or a member has another type than the model says.
pub fn from_wire<T: Structure>(text: &[u8]) -> Result<T, serde_json::Error> {
    let mut value = T::empty();
    fill(&mut value, text)?;
    Ok(value)
}

/// The part of [`from_wire`] that is the same for every type, compiled once.
pub(crate) fn fill(target: &mut dyn Structure, text: &[u8]) -> Result<(), serde_json::Error> {
    if text.is_empty() {
        return Ok(());
    }
    let mut deserializer = serde_json::Deserializer::from_slice(text);
    Members { target, strict: false }.deserialize(&mut deserializer)?;
    deserializer.end()
}

/// Reads a structure in wire names; required members must be there.
///
/// # Errors
/// The deserializer's own.
pub fn deserialize<'de, T: Structure, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::empty();
    Members { target: &mut value, strict: true }.deserialize(deserializer)?;
    Ok(value)
}

/// Fills a structure.
struct Members<'a> {
    target: &'a mut dyn Structure,
    strict: bool,
}

impl<'de> DeserializeSeed<'de> for Members<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Members<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the structure {}", self.target.shape().name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (members, strict) = (self.target.shape().members(), self.strict);
        let mut seen = vec![false; if strict { members.len() } else { 0 }];
        let mut expected = 0;
        while let Some(found) = map.next_key_seed(Name { members, expected })? {
            let Some(index) = found else {
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            expected = index + 1;
            let target = Target::Member(&mut *self.target, index);
            let set = map.next_value_seed(Nullable { target, shape: members[index].shape, strict })?;
            seen.get_mut(index).into_iter().for_each(|seen| *seen = set);
        }
        let missing = members.iter().zip(seen).find(|(m, seen)| m.required && !seen);
        match missing {
            Some((member, _)) => Err(A::Error::missing_field(member.name)),
            None => Ok(()),
        }
    }
}

/// Finds a member by the name that is read. Services write members in one order, so that the search begins behind
/// the last one.
struct Name {
    members: &'static [Member],
    expected: usize,
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
        let (before, behind) = self.members.split_at(self.expected.min(self.members.len()));
        let find = |members: &[Member]| members.iter().position(|member| member.name == name);
        Ok(find(behind).map(|index| before.len() + index).or_else(|| find(before)))
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
struct Choice<'a>(&'a mut dyn OpenEnum);

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

/// Where a value goes that may be `null`.
enum Target<'a> {
    Member(&'a mut dyn Structure, usize),
    Item(&'a mut dyn ListField),
    Entry(&'a mut dyn MapField, String),
}

impl<'a> Target<'a> {
    /// The place, which exists from now on.
    fn slot(self) -> Option<Slot<'a>> {
        match self {
            Target::Member(owner, index) => owner.member_mut(index),
            Target::Item(list) => Some(list.push()),
            Target::Entry(map, key) => Some(map.insert(key)),
        }
    }
}

/// Fills a target unless the value is `null`; says whether it did.
struct Nullable<'a> {
    target: Target<'a>,
    shape: &'static Shape,
    strict: bool,
}

impl<'de> DeserializeSeed<'de> for Nullable<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Nullable<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a {} or null", self.shape.type_name())
    }

    fn visit_none<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        let Nullable { target, shape, strict } = self;
        if let Some(slot) = target.slot() {
            Place { slot, shape, strict }.deserialize(deserializer)?;
        }
        Ok(true)
    }
}

/// Fills a place.
struct Place<'a> {
    slot: Slot<'a>,
    shape: &'static Shape,
    strict: bool,
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Place { slot, shape, strict } = self;
        match slot {
            Slot::Text(place) => *place = String::deserialize(deserializer)?,
            Slot::Enum(place) => deserializer.deserialize_str(Choice(place))?,
            Slot::Integer(place) => *place = i32::deserialize(deserializer)?,
            Slot::Long(place) => *place = i64::deserialize(deserializer)?,
            Slot::Float(place) => *place = deserializer.deserialize_any(Real)? as f32,
            Slot::Double(place) => *place = deserializer.deserialize_any(Real)?,
            Slot::Boolean(place) => *place = bool::deserialize(deserializer)?,
            Slot::Timestamp(place) => *place = deserializer.deserialize_any(Moment(shape))?,
            Slot::Blob(place) => {
                let text = String::deserialize(deserializer)?;
                let bytes = STANDARD.decode(&text);
                *place =
                    bytes.map_err(|_| D::Error::invalid_value(Unexpected::Str(&text), &"base64"))?.into();
            }
            Slot::Document(place) => *place = Value::deserialize(deserializer)?,
            Slot::Structure(target) => Members { target, strict }.deserialize(deserializer)?,
            Slot::List(list) => deserializer.deserialize_seq(Items { list, shape, strict })?,
            Slot::Map(map) => deserializer.deserialize_map(Entries { map, shape, strict })?,
        }
        Ok(())
    }
}

struct Items<'a> {
    list: &'a mut dyn ListField,
    shape: &'static Shape,
    strict: bool,
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Kind::List(shape) = self.shape.kind else {
            return Err(A::Error::custom("a list without its shape"));
        };
        let Items { list, strict, .. } = self;
        while seq.next_element_seed(Nullable { target: Target::Item(&mut *list), shape, strict })?.is_some() {
        }
        Ok(())
    }
}

struct Entries<'a> {
    map: &'a mut dyn MapField,
    shape: &'static Shape,
    strict: bool,
}

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Kind::Map { value: shape, .. } = self.shape.kind else {
            return Err(A::Error::custom("a map without its shape"));
        };
        while let Some(key) = map.next_key::<String>()? {
            let target = Target::Entry(&mut *self.map, key);
            map.next_value_seed(Nullable { target, shape, strict: self.strict })?;
        }
        Ok(())
    }
}

/// A number, or the word for one that JSON lacks.
struct Real;

impl Visitor<'_> for Real {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a number, \"NaN\", \"Infinity\" or \"-Infinity\"")
    }

    fn visit_f64<E: Error>(self, x: f64) -> Result<f64, E> {
        Ok(x)
    }

    fn visit_i64<E: Error>(self, n: i64) -> Result<f64, E> {
        Ok(n as f64)
    }

    fn visit_u64<E: Error>(self, n: u64) -> Result<f64, E> {
        Ok(n as f64)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<f64, E> {
        match text {
            "NaN" => Ok(f64::NAN),
            "Infinity" => Ok(f64::INFINITY),
            "-Infinity" => Ok(f64::NEG_INFINITY),
            _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }
}

/// A point in time in any of the wire's forms; services do not always keep to the model's.
struct Moment(&'static Shape);

impl Visitor<'_> for Moment {
    type Value = Timestamp;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "seconds since 1970 or a date")
    }

    fn visit_f64<E: Error>(self, x: f64) -> Result<Timestamp, E> {
        Timestamp::from_seconds_f64(x).ok_or_else(|| E::invalid_value(Unexpected::Float(x), &self))
    }

    fn visit_i64<E: Error>(self, n: i64) -> Result<Timestamp, E> {
        Ok(Timestamp::from_seconds(n))
    }

    fn visit_u64<E: Error>(self, n: u64) -> Result<Timestamp, E> {
        let seconds = i64::try_from(n).map_err(|_| E::invalid_value(Unexpected::Unsigned(n), &self))?;
        Ok(Timestamp::from_seconds(seconds))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Timestamp, E> {
        let rfc822_first = matches!(self.0.kind, Kind::Timestamp(TimestampFormat::Rfc822));
        let parsed = match rfc822_first {
            true => Timestamp::parse_http_date(text).or_else(|| Timestamp::parse_rfc3339(text)),
            false => Timestamp::parse_rfc3339(text).or_else(|| Timestamp::parse_http_date(text)),
        };
        let parsed = parsed.or_else(|| Timestamp::from_seconds_f64(text.parse().ok()?));
        parsed.ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}
