//! How a shape, and each place that refers to one, is written on the wire where that is not the protocol's default.
//!
//! Facts alone: what a protocol makes of them is the protocol's own business. Most services that speak JSON have none.

use super::TimestampFormat;

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
