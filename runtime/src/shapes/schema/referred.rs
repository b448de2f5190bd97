//! A shape as something refers to it: the facts of both, in their order.

use super::TimestampFormat;
use super::shape::{Kind, Member, Members, Shape};
use super::wire::{Location, Namespace, Wire};

impl Member {
    /// The name on the wire, where that is not the model's.
    #[inline]
    pub(crate) fn other_name(self) -> Option<&'static str> {
        if self.is_plain() { None } else { Referred::of(self).name().filter(|name| *name != self.name()) }
    }

    /// The name on the wire.
    #[inline]
    pub(crate) fn wire_name(self) -> &'static str {
        self.other_name().unwrap_or(self.name())
    }

    /// Whether a reply has it outside of its body.
    pub(crate) fn is_outside_of_replies(self) -> bool {
        !self.is_plain() && Referred::of(self).location().is_outside_of_replies()
    }
}

impl Members {
    /// The position of the member that the wire calls `name`, if it counts; as [`Members::find`].
    #[inline]
    pub(crate) fn find_on_wire(
        self,
        expected: usize,
        name: &str,
        counts: impl Fn(Member) -> bool + Copy,
    ) -> Option<usize> {
        match self.are_plain() {
            true => self.find(expected, name),
            false => self.place(expected, |member| member.wire_name() == name && counts(member)),
        }
    }
}

/// A shape as something refers to it: what the reference says comes before what the shape says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Referred {
    /// The shape.
    pub shape: Shape,
    reference: Option<&'static Wire>,
    json: bool,
}

impl Referred {
    /// A shape, referred to with these facts.
    #[must_use]
    pub const fn new(shape: Shape, reference: Option<&'static Wire>) -> Referred {
        Referred { shape, reference, json: false }
    }

    /// The type of a member.
    #[must_use]
    pub fn of(member: Member) -> Referred {
        Referred { shape: member.shape(), reference: member.wire(), json: member.json_value() }
    }

    /// The items of a list or the values of a map; nothing else has any.
    #[must_use]
    pub fn item(self) -> Option<Referred> {
        match self.shape.kind() {
            Kind::List(shape) | Kind::Map { value: shape, .. } => {
                Some(Referred::new(shape, self.shape.wire().and_then(|w| w.item)))
            }
            _ => None,
        }
    }

    /// The keys of a map; nothing else has any.
    #[must_use]
    pub fn key(self) -> Option<Referred> {
        match self.shape.kind() {
            Kind::Map { key: shape, .. } => Some(Referred::new(shape, self.shape.wire().and_then(|w| w.key))),
            _ => None,
        }
    }

    fn first<T>(self, get: impl Fn(&Wire) -> Option<T>) -> Option<T> {
        self.reference.and_then(&get).or_else(|| self.shape.wire().and_then(get))
    }

    /// The name on the wire.
    #[must_use]
    pub fn name(self) -> Option<&'static str> {
        self.first(|wire| wire.name)
    }

    /// The name in parameters of `ec2`.
    #[must_use]
    pub fn query_name(self) -> Option<&'static str> {
        self.first(|wire| wire.query_name)
    }

    /// The namespace of its element.
    #[must_use]
    pub fn namespace(self) -> Option<Namespace> {
        self.first(|wire| wire.namespace)
    }

    /// Whether items and entries stand in the place of their container.
    #[must_use]
    pub fn is_flattened(self) -> bool {
        self.first(|wire| wire.flattened.then_some(())).is_some()
    }

    /// Whether it is an attribute.
    #[must_use]
    pub fn is_attribute(self) -> bool {
        self.first(|wire| wire.attribute.then_some(())).is_some()
    }

    /// Whether it is JSON text.
    #[must_use]
    pub const fn is_json(self) -> bool {
        self.json
    }

    /// Whether the last part alone is sent.
    #[must_use]
    pub fn is_last_part(self) -> bool {
        self.first(|wire| wire.last_part.then_some(())).is_some()
    }

    /// Whether it is a stream of bytes.
    #[must_use]
    pub fn is_streaming(self) -> bool {
        self.first(|wire| wire.streaming.then_some(())).is_some()
    }

    /// Which part of a message holds it.
    #[must_use]
    pub fn location(self) -> Location {
        self.reference.map(|wire| wire.location).unwrap_or_default()
    }

    /// How points in time are written: as the model says, or else in the protocol's own form.
    #[must_use]
    pub fn times(self, own: TimestampFormat) -> TimestampFormat {
        let of_shape = match self.shape.kind() {
            Kind::Timestamp(format) => format,
            _ => TimestampFormat::Unsaid,
        };
        match self.reference.and_then(|wire| wire.times).unwrap_or(of_shape) {
            TimestampFormat::Unsaid => own,
            said => said,
        }
    }
}
