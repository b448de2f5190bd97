//! Serde, and so wire JSON, to structures.
//!
//! Replies are read leniently: unknown members are passed over, `null` and absent members stay
//! unset. `Deserialize`, which users call on files of their own, also insists on required members.

use std::cell::Cell;
use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_core::Deserialize as _;
use serde_core::de::{
    DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Unexpected, Visitor,
};

use super::words::{Choice, Names, Text};
use crate::shapes::schema::reflect::{ListField, MapField, Slot, Structure};
use crate::shapes::schema::{Kind, Shape, TimestampFormat};
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
    read(target, text, &Manner { strict: false, wire: false, values: Cell::new(0), go_on: &|| true })
}

/// In the names of the wire, as long as it may go on, which is asked every now and then.
pub(crate) fn fill_reply(
    target: &mut dyn Structure,
    text: &[u8],
    go_on: &dyn Fn() -> bool,
) -> Result<(), serde_json::Error> {
    read(target, text, &Manner { strict: false, wire: true, values: Cell::new(0), go_on })
}

/// Bytes are looked at once: where all of them are text, no string among them has to be asked again.
fn read(target: &mut dyn Structure, bytes: &[u8], manner: &Manner<'_>) -> Result<(), serde_json::Error> {
    if bytes.is_empty() {
        return Ok(());
    }
    let text = std::str::from_utf8(bytes).map_err(serde_json::Error::custom)?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    Members { target, manner }.deserialize(&mut deserializer)?;
    deserializer.end()
}

/// How values are read.
struct Manner<'a> {
    /// Whether required members must be there.
    strict: bool,
    /// Whether members have their names on the wire rather than the model's.
    wire: bool,
    /// Values that have been read.
    values: Cell<u32>,
    go_on: &'a dyn Fn() -> bool,
}

impl Manner<'_> {
    /// Counts a value; an error if there is no time for more.
    fn step<E: Error>(&self) -> Result<(), E> {
        const ASKING: u32 = 1024;
        self.values.set(self.values.get().wrapping_add(1));
        if self.values.get().is_multiple_of(ASKING) && !(self.go_on)() {
            return Err(E::custom("out of time"));
        }
        Ok(())
    }
}

/// Reads a structure in wire names; required members must be there.
///
/// # Errors
/// The deserializer's own.
pub fn deserialize<'de, T: Structure, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::empty();
    let manner = Manner { strict: true, wire: false, values: Cell::new(0), go_on: &|| true };
    Members { target: &mut value, manner: &manner }.deserialize(deserializer)?;
    Ok(value)
}

/// Fills a structure.
struct Members<'a> {
    target: &'a mut dyn Structure,
    manner: &'a Manner<'a>,
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
        write!(f, "the structure {}", self.target.shape().name())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let (members, manner) = (self.target.shape().members(), self.manner);
        let mut seen = vec![false; if manner.strict { members.len() } else { 0 }];
        let mut places = Places::new(Container::Structure(self.target), manner);
        let mut names = Names { members, expected: 0, wire: manner.wire };
        while let Some(found) = map.next_key_seed(&mut names)? {
            let Some((index, member)) = found.and_then(|index| Some((index, members.get(index)?))) else {
                manner.step()?;
                map.next_value::<IgnoredAny>()?;
                continue;
            };
            places.index = index;
            let set = map.next_value_seed(Nullable { places: &mut places, shape: member.shape() })?;
            seen.get_mut(index).into_iter().for_each(|seen| *seen = set);
        }
        match seen.iter().zip(members).find(|(seen, member)| !**seen && member.required()) {
            Some((_, member)) => Err(A::Error::missing_field(member.name())),
            None => Ok(()),
        }
    }
}

/// Where values go, one after another.
struct Places<'a> {
    container: Container<'a>,
    /// Of a structure: the position of the member that comes next.
    index: usize,
    /// Of a map: the key that comes next.
    key: String,
    manner: &'a Manner<'a>,
}

enum Container<'a> {
    Structure(&'a mut dyn Structure),
    List(&'a mut dyn ListField),
    Map(&'a mut dyn MapField),
}

impl<'a> Places<'a> {
    fn new(container: Container<'a>, manner: &'a Manner<'a>) -> Places<'a> {
        Places { container, index: 0, key: String::new(), manner }
    }

    /// The place that comes next, which exists from now on.
    fn slot(&mut self) -> Option<Slot<'_>> {
        match &mut self.container {
            Container::Structure(target) => target.member_mut(self.index),
            Container::List(list) => Some(list.push()),
            Container::Map(map) => Some(map.insert(std::mem::take(&mut self.key))),
        }
    }
}

/// Fills the place that comes next unless the value is `null`; says whether it did.
struct Nullable<'a, 'b> {
    places: &'a mut Places<'b>,
    shape: Shape,
}

impl<'de> DeserializeSeed<'de> for Nullable<'_, '_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for Nullable<'_, '_> {
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
        let Nullable { places, shape } = self;
        let manner = places.manner;
        manner.step()?;
        let Some(slot) = places.slot() else { return Ok(true) };
        match slot {
            Slot::Text(place) => deserializer.deserialize_string(Text(place))?,
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
            Slot::Structure(target) => Members { target, manner }.deserialize(deserializer)?,
            Slot::List(list) => deserializer.deserialize_seq(Items { list, shape, manner })?,
            Slot::Map(map) => deserializer.deserialize_map(Entries { map, shape, manner })?,
        }
        Ok(true)
    }
}

struct Items<'a> {
    list: &'a mut dyn ListField,
    shape: Shape,
    manner: &'a Manner<'a>,
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        let Kind::List(shape) = self.shape.kind() else {
            return Err(A::Error::custom("a list without its shape"));
        };
        let mut places = Places::new(Container::List(self.list), self.manner);
        while seq.next_element_seed(Nullable { places: &mut places, shape })?.is_some() {}
        Ok(())
    }
}

struct Entries<'a> {
    map: &'a mut dyn MapField,
    shape: Shape,
    manner: &'a Manner<'a>,
}

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Kind::Map { value: shape, .. } = self.shape.kind() else {
            return Err(A::Error::custom("a map without its shape"));
        };
        let mut places = Places::new(Container::Map(self.map), self.manner);
        while let Some(key) = map.next_key::<String>()? {
            places.key = key;
            map.next_value_seed(Nullable { places: &mut places, shape })?;
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
struct Moment(Shape);

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
        let rfc822_first = matches!(self.0.kind(), Kind::Timestamp(TimestampFormat::Rfc822));
        let parsed = match rfc822_first {
            true => Timestamp::parse_http_date(text).or_else(|| Timestamp::parse_rfc3339(text)),
            false => Timestamp::parse_rfc3339(text).or_else(|| Timestamp::parse_http_date(text)),
        };
        let parsed = parsed.or_else(|| Timestamp::from_seconds_f64(text.parse().ok()?));
        parsed.ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}
