//! Typed structures as JSON, as text and as `Debug`: walks over [`crate::shapes::schema::reflect`], each written once.
//!
//! The macros here give an emitted type the traits of the standard library and of serde. They hold
//! no logic; everything is a call into this module.

mod de;
mod debug;
mod ser;
#[cfg(test)]
mod tests;
mod text;
mod value;
mod wire;
mod words;
mod written;

pub use de::{deserialize, from_wire};
pub(crate) use de::{fill, fill_reply};
pub use debug::fmt as fmt_structure;
pub use ser::serialize;
pub use text::{ShorthandError, from_shorthand, list_from_shorthand};
pub use wire::to_wire;
pub(crate) use wire::{field_to_wire, request_to_wire};

use crate::shapes::schema::Shape;
use crate::shapes::schema::reflect::{Field, Slot, Structure};

/// The request of an operation that takes none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoMembers;

crate::shapes! {
    static NO_MEMBERS: Shape = Shape::new("NoMembers", Kind::Structure(&[]));
}

impl Structure for NoMembers {
    fn empty() -> Self {
        NoMembers
    }

    fn shape(&self) -> Shape {
        NO_MEMBERS
    }

    fn member(&self, _: usize) -> Option<Field<'_>> {
        None
    }

    fn member_mut(&mut self, _: usize) -> Option<Slot<'_>> {
        None
    }
}

/// Gives a structure `Debug` (secrets redacted), `FromStr` (shorthand), `Serialize` and
/// `Deserialize` (in wire names).
#[macro_export]
macro_rules! structure {
    ($type:ident) => {
        impl ::std::fmt::Debug for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::typed::fmt_structure(self, f)
            }
        }

        impl ::std::str::FromStr for $type {
            type Err = $crate::typed::ShorthandError;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                $crate::typed::from_shorthand(text)
            }
        }

        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::typed::serialize(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::typed::deserialize(deserializer)
            }
        }
    };
}

/// Gives an enum its place in reflection, and the conversions that follow from `as_str` and `From<&str>`.
#[macro_export]
macro_rules! open_enum {
    ($type:ident) => {
        impl $crate::reflect::OpenEnum for $type {
            #[inline]
            fn as_str(&self) -> &str {
                $type::as_str(self)
            }

            #[inline]
            fn set(&mut self, value: &str) {
                *self = $type::from(value);
            }
        }

        impl $crate::Reflect for $type {
            #[inline]
            fn empty() -> Self {
                $type::Other(::std::string::String::new())
            }

            #[inline]
            fn field(&self) -> ::std::option::Option<$crate::Field<'_>> {
                ::std::option::Option::Some($crate::Field::Text(self.as_str()))
            }

            #[inline]
            fn slot(&mut self) -> $crate::Slot<'_> {
                $crate::Slot::Enum(self)
            }
        }

        /// Values are the same if they read the same, whether this version lists them or not.
        impl ::std::cmp::PartialEq for $type {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                self.as_str() == other.as_str()
            }
        }

        impl ::std::cmp::Eq for $type {}

        impl ::std::cmp::PartialOrd for $type {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                ::std::option::Option::Some(::std::cmp::Ord::cmp(self, other))
            }
        }

        impl ::std::cmp::Ord for $type {
            #[inline]
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                ::std::cmp::Ord::cmp(self.as_str(), other.as_str())
            }
        }

        impl ::std::hash::Hash for $type {
            #[inline]
            fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                ::std::hash::Hash::hash(self.as_str(), state);
            }
        }

        /// Any text is a value.
        impl ::std::str::FromStr for $type {
            type Err = ::std::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                ::std::result::Result::Ok($type::from(text))
            }
        }

        impl ::std::convert::From<::std::string::String> for $type {
            #[inline]
            fn from(value: ::std::string::String) -> Self {
                $type::from(value.as_str())
            }
        }

        impl ::std::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::convert::AsRef<str> for $type {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::serde::Serialize for $type {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $type {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                <::std::string::String as $crate::serde::Deserialize>::deserialize(deserializer)
                    .map($type::from)
            }
        }
    };
}

/// Gives a structure a method for each optional member that sets it. Types are given as `(into T)` for what can be
/// made of a literal, `(list T)` and `(map T)` for lists and maps of that, and `(T)` for anything else.
#[macro_export]
macro_rules! setters {
    ($type:ident; $($name:ident $kind:tt;)*) => {
        impl $type {
            $($crate::setter!($name $kind);)*
        }
    };
}

/// One of [`setters!`].
#[doc(hidden)]
#[macro_export]
macro_rules! setter {
    ($name:ident (into $of:ty)) => {
        $crate::setter!($name, impl ::std::convert::Into<$of>, ::std::convert::Into::into($name));
    };
    ($name:ident (list $of:ty)) => {
        $crate::setter!(
            $name,
            impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<$of>>,
            ::std::iter::IntoIterator::into_iter($name).map(::std::convert::Into::into).collect()
        );
    };
    ($name:ident (map $of:ty)) => {
        $crate::setter!(
            $name,
            impl ::std::iter::IntoIterator<
                Item = (impl ::std::convert::Into<::std::string::String>, impl ::std::convert::Into<$of>),
            >,
            ::std::iter::IntoIterator::into_iter($name)
                .map(|(key, value)| (key.into(), value.into()))
                .collect()
        );
    };
    ($name:ident ($of:ty)) => {
        $crate::setter!($name, $of, $name);
    };
    ($name:ident, $given:ty, $value:expr) => {
        #[doc = ::std::concat!("Sets `", ::std::stringify!($name), "`.")]
        #[inline]
        #[must_use]
        pub fn $name(mut self, $name: $given) -> Self {
            self.$name = ::std::option::Option::Some($value);
            self
        }
    };
}
