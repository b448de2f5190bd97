//! How a shape, and each place that refers to one, is written on the wire where that is not the protocol's default.
//!
//! Facts alone: what a protocol makes of them is the protocol's own business. Most services that speak JSON have none.

use super::{Kind, Member, Shape, TimestampFormat};

/// Facts of a shape, or of a member, an item, a key or a value that refers to one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wire {
    /// The name on the wire, of headers and parameters too, and the prefix of a group of headers.
    pub name: Option<&'static str>,
    /// The name in the parameters of the `ec2` protocol, before which [`Wire::name`] stands back.
    pub query_name: Option<&'static str>,
    /// Which part of the message holds it.
    pub location: Location,
    /// Items and entries stand in the place of their container.
    pub flattened: bool,
    /// It is an attribute of its element.
    pub attribute: bool,
    /// The namespace of its element.
    pub namespace: Option<Namespace>,
    /// How points in time are written here.
    pub times: Option<TimestampFormat>,
    /// Of a structure: the member that is the body.
    pub payload: Option<&'static str>,
    /// The body is a stream of bytes.
    pub streaming: bool,
    /// Of a request's member: of several parts between slashes the last alone is sent, since replies say more than requests take.
    pub last_part: bool,
    /// Of a list or a map: how it refers to its items or values.
    pub item: Option<&'static Wire>,
    /// Of a map: how it refers to its keys.
    pub key: Option<&'static Wire>,
}

/// Which part of a message holds a member.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Location {
    /// The body.
    #[default]
    Body,
    /// A label of the path.
    Label,
    /// Parameters of the query.
    Query,
    /// A header.
    Header,
    /// Headers of one prefix, as a map.
    Headers,
    /// The status of a reply.
    Status,
}

impl Location {
    /// Whether a reply has it outside of its body. Paths and queries are of requests alone.
    #[must_use]
    pub const fn is_outside_of_replies(self) -> bool {
        matches!(self, Location::Header | Location::Headers | Location::Status)
    }
}

/// A namespace of XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Namespace {
    /// Its prefix; may be empty.
    pub prefix: &'static str,
    /// What it is called.
    pub uri: &'static str,
}

impl Wire {
    /// Nothing but defaults.
    pub const DEFAULT: Wire = Wire {
        name: None,
        query_name: None,
        location: Location::Body,
        flattened: false,
        attribute: false,
        namespace: None,
        times: None,
        payload: None,
        streaming: false,
        last_part: false,
        item: None,
        key: None,
    };

    /// Sets the name.
    #[must_use]
    pub const fn name(mut self, name: &'static str) -> Wire {
        self.name = Some(name);
        self
    }

    /// Sets the name in parameters of `ec2`.
    #[must_use]
    pub const fn query_name(mut self, name: &'static str) -> Wire {
        self.query_name = Some(name);
        self
    }

    /// Sets the part of the message.
    #[must_use]
    pub const fn location(mut self, location: Location) -> Wire {
        self.location = location;
        self
    }

    /// Items and entries stand in the place of their container.
    #[must_use]
    pub const fn flattened(mut self) -> Wire {
        self.flattened = true;
        self
    }

    /// It is an attribute.
    #[must_use]
    pub const fn attribute(mut self) -> Wire {
        self.attribute = true;
        self
    }

    /// Sets the namespace.
    #[must_use]
    pub const fn namespace(mut self, prefix: &'static str, uri: &'static str) -> Wire {
        self.namespace = Some(Namespace { prefix, uri });
        self
    }

    /// Sets how points in time are written.
    #[must_use]
    pub const fn times(mut self, format: TimestampFormat) -> Wire {
        self.times = Some(format);
        self
    }

    /// Sets the member that is the body.
    #[must_use]
    pub const fn payload(mut self, member: &'static str) -> Wire {
        self.payload = Some(member);
        self
    }

    /// The body is a stream of bytes.
    #[must_use]
    pub const fn streaming(mut self) -> Wire {
        self.streaming = true;
        self
    }

    /// The last part alone is sent.
    #[must_use]
    pub const fn last_part(mut self) -> Wire {
        self.last_part = true;
        self
    }

    /// Sets how items or values are referred to.
    #[must_use]
    pub const fn item(mut self, wire: &'static Wire) -> Wire {
        self.item = Some(wire);
        self
    }

    /// Sets how keys are referred to.
    #[must_use]
    pub const fn key(mut self, wire: &'static Wire) -> Wire {
        self.key = Some(wire);
        self
    }
}

/// Where a member stands among others. Services write members in one order, so that the search begins where it is
/// `expected`, behind the one before it.
#[inline]
pub(crate) fn place(
    members: &'static [Member],
    expected: usize,
    is_it: impl Fn(&'static Member) -> bool + Copy,
) -> Option<usize> {
    if members.get(expected).is_some_and(is_it) {
        return Some(expected);
    }
    let (before, behind) = members.split_at(expected.min(members.len()));
    let find = |members: &'static [Member]| members.iter().position(is_it);
    find(behind).map(|index| before.len() + index).or_else(|| find(before))
}

/// A shape as something refers to it: what the reference says comes before what the shape says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Referred {
    /// The shape.
    pub shape: &'static Shape,
    reference: Option<&'static Wire>,
    json: bool,
}

impl Referred {
    /// A shape, referred to with these facts.
    #[must_use]
    pub const fn new(shape: &'static Shape, reference: Option<&'static Wire>) -> Referred {
        Referred { shape, reference, json: false }
    }

    /// The type of a member.
    #[must_use]
    pub const fn of(member: &Member) -> Referred {
        Referred { shape: member.shape, reference: member.wire, json: member.json_value }
    }

    /// The items of a list or the values of a map; nothing else has any.
    #[must_use]
    pub fn item(self) -> Option<Referred> {
        match self.shape.kind {
            Kind::List(shape) | Kind::Map { value: shape, .. } => {
                Some(Referred::new(shape, self.shape.wire.and_then(|w| w.item)))
            }
            _ => None,
        }
    }

    /// The keys of a map; nothing else has any.
    #[must_use]
    pub fn key(self) -> Option<Referred> {
        match self.shape.kind {
            Kind::Map { key: shape, .. } => Some(Referred::new(shape, self.shape.wire.and_then(|w| w.key))),
            _ => None,
        }
    }

    fn first<T>(self, get: impl Fn(&Wire) -> Option<T>) -> Option<T> {
        self.reference.and_then(&get).or_else(|| self.shape.wire.and_then(get))
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
        let of_shape = match self.shape.kind {
            Kind::Timestamp(format) => format,
            _ => TimestampFormat::Unsaid,
        };
        match self.reference.and_then(|wire| wire.times).unwrap_or(of_shape) {
            TimestampFormat::Unsaid => own,
            said => said,
        }
    }
}
