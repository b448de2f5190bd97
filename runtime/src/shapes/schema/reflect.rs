//! Reflection over emitted types, safe and object-safe.
//!
//! Each emitted structure implements [`Structure`]: its shape, and two functions that hand out a
//! member for reading ([`Field`]) or for filling ([`Slot`]) by its index in the shape's member
//! table. JSON, `Debug`, serde, shorthand and validation are each one walk over these, written once.

use std::collections::BTreeMap;

use crate::{Blob, Shape, Timestamp, Value};

/// A structure of the model. Indices are those of [`Shape::members`].
pub trait Structure {
    /// A value with nothing set, for decoders to fill; required members start out empty.
    fn empty() -> Self
    where
        Self: Sized;

    /// The structure's shape.
    fn shape(&self) -> Shape;

    /// The member at `index`, or `None` if it is not set or there is no such member.
    fn member(&self, index: usize) -> Option<Field<'_>>;

    /// The place of the member at `index`, made present if it was not; `None` if there is no such member.
    fn member_mut(&mut self, index: usize) -> Option<Slot<'_>>;
}

/// A member's value, for reading.
#[derive(Clone, Copy)]
pub enum Field<'a> {
    /// A string or an enum.
    Text(&'a str),
    /// An integer of 32 or 64 bits.
    Integer(i64),
    /// A number of single precision.
    Float(f32),
    /// A number of double precision.
    Double(f64),
    /// A boolean.
    Boolean(bool),
    /// A point in time.
    Timestamp(Timestamp),
    /// Bytes.
    Blob(&'a [u8]),
    /// Any JSON value.
    Document(&'a Value),
    /// A structure.
    Structure(&'a dyn Structure),
    /// A list.
    List(&'a dyn ListField),
    /// A map.
    Map(&'a dyn MapField),
}

/// A member's place, for filling.
pub enum Slot<'a> {
    /// A string.
    Text(&'a mut String),
    /// An enum.
    Enum(&'a mut dyn OpenEnum),
    /// A 32-bit integer.
    Integer(&'a mut i32),
    /// A 64-bit integer.
    Long(&'a mut i64),
    /// A number of single precision.
    Float(&'a mut f32),
    /// A number of double precision.
    Double(&'a mut f64),
    /// A boolean.
    Boolean(&'a mut bool),
    /// A point in time.
    Timestamp(&'a mut Timestamp),
    /// Bytes.
    Blob(&'a mut Blob),
    /// Any JSON value.
    Document(&'a mut Value),
    /// A structure.
    Structure(&'a mut dyn Structure),
    /// A list.
    List(&'a mut dyn ListField),
    /// A map.
    Map(&'a mut dyn MapField),
}

/// A type that a member may have.
pub trait Reflect {
    /// A value with nothing in it.
    fn empty() -> Self
    where
        Self: Sized;

    /// The value for reading; `None` if it is an `Option` that is not set.
    fn field(&self) -> Option<Field<'_>>;

    /// The place for filling; an `Option` becomes set.
    fn slot(&mut self) -> Slot<'_>;
}

/// A list of any item type.
pub trait ListField {
    /// The number of items.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The item at `index`; `None` beyond the end, and for a `null` item.
    fn item(&self, index: usize) -> Option<Field<'_>>;
    /// Adds an empty item and hands out its place.
    fn push(&mut self) -> Slot<'_>;
}

/// A map of any value type.
pub trait MapField {
    /// The number of entries.
    fn len(&self) -> usize;
    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Calls `visit` for each entry in the order of the keys.
    fn each(&self, visit: &mut dyn FnMut(&str, Option<Field<'_>>));
    /// Adds an empty value under `key`, in place of an older one, and hands out its place.
    fn insert(&mut self, key: String) -> Slot<'_>;
}

/// An enum of the model, open to values that it does not list.
pub trait OpenEnum {
    /// The value on the wire.
    fn as_str(&self) -> &str;
    /// Sets the value from the wire.
    fn set(&mut self, value: &str);
}

impl<T: Structure> Reflect for T {
    fn empty() -> T {
        <T as Structure>::empty()
    }

    fn field(&self) -> Option<Field<'_>> {
        Some(Field::Structure(self))
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Structure(self)
    }
}

/// Recursive shapes are boxed; the box is transparent.
impl<T: Structure> Structure for Box<T> {
    fn empty() -> Self {
        Box::new(<T as Structure>::empty())
    }

    fn shape(&self) -> Shape {
        (**self).shape()
    }

    fn member(&self, index: usize) -> Option<Field<'_>> {
        (**self).member(index)
    }

    fn member_mut(&mut self, index: usize) -> Option<Slot<'_>> {
        (**self).member_mut(index)
    }
}

impl<T: Reflect> Reflect for Option<T> {
    fn empty() -> Self {
        None
    }

    fn field(&self) -> Option<Field<'_>> {
        self.as_ref()?.field()
    }

    fn slot(&mut self) -> Slot<'_> {
        match self {
            Some(value) => value.slot(),
            none => none.insert(T::empty()).slot(),
        }
    }
}

macro_rules! reflect_scalar {
    ($($type:ty, $value:ident => $field:expr, $slot:ident;)*) => {$(
        impl Reflect for $type {
            fn empty() -> Self {
                Self::default()
            }

            fn field(&self) -> Option<Field<'_>> {
                let $value = self;
                Some($field)
            }

            fn slot(&mut self) -> Slot<'_> {
                Slot::$slot(self)
            }
        }
    )*};
}

reflect_scalar! {
    String, v => Field::Text(v), Text;
    i32, v => Field::Integer(i64::from(*v)), Integer;
    i64, v => Field::Integer(*v), Long;
    f32, v => Field::Float(*v), Float;
    f64, v => Field::Double(*v), Double;
    bool, v => Field::Boolean(*v), Boolean;
    Timestamp, v => Field::Timestamp(*v), Timestamp;
    Blob, v => Field::Blob(v), Blob;
    Value, v => Field::Document(v), Document;
}

impl<T: Reflect> Reflect for Vec<T> {
    fn empty() -> Self {
        Vec::new()
    }

    fn field(&self) -> Option<Field<'_>> {
        Some(Field::List(self))
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::List(self)
    }
}

impl<T: Reflect> ListField for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn item(&self, index: usize) -> Option<Field<'_>> {
        self.get(index)?.field()
    }

    fn push(&mut self) -> Slot<'_> {
        let at = Vec::len(self);
        Vec::push(self, T::empty());
        self[at].slot()
    }
}

impl<T: Reflect> Reflect for BTreeMap<String, T> {
    fn empty() -> Self {
        BTreeMap::new()
    }

    fn field(&self) -> Option<Field<'_>> {
        Some(Field::Map(self))
    }

    fn slot(&mut self) -> Slot<'_> {
        Slot::Map(self)
    }
}

impl<T: Reflect> MapField for BTreeMap<String, T> {
    fn len(&self) -> usize {
        BTreeMap::len(self)
    }

    fn each(&self, visit: &mut dyn FnMut(&str, Option<Field<'_>>)) {
        for (key, value) in self {
            visit(key, value.field());
        }
    }

    fn insert(&mut self, key: String) -> Slot<'_> {
        use std::collections::btree_map::Entry;
        match self.entry(key) {
            Entry::Occupied(entry) => {
                let place = entry.into_mut();
                *place = T::empty();
                place.slot()
            }
            Entry::Vacant(entry) => entry.insert(T::empty()).slot(),
        }
    }
}
