//! Shapes as codegen writes them down: constants that are gone once the crate is compiled, packed into
//! [`Tables`](super::tables::Tables).

use super::place::ShapeId;
use super::wire::Wire;

/// A named type of the model.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The model's name, such as `UserPoolIdType`.
    pub name: &'static str,
    /// What values of this shape look like.
    pub kind: Kind,
    /// Least length (strings, lists, maps, blobs) or value (numbers). Fractions occur for floats.
    pub min: Option<f64>,
    /// Greatest length or value.
    pub max: Option<f64>,
    /// Regular expression for strings, as the model writes it.
    pub pattern: Option<&'static str>,
    /// Whether values must not be shown in logs.
    pub sensitive: bool,
    /// For maps: keys whose values are secret, however they are capitalized.
    pub secret_keys: &'static [&'static str],
    /// Whether values are secret also where a person looks at their own request.
    pub secret: bool,
    /// How it is written where that is not the protocol's default.
    pub wire: Option<&'static Wire>,
    /// Of an error: its code on the wire.
    pub code: Option<&'static str>,
}

/// What values of a shape look like.
pub type Kind = super::kind::Kind<&'static [&'static str], ShapeId, &'static [Member]>;

/// A member of a structure or union.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The model's name, such as `UserPoolId`; the one on the wire too, unless [`Member::wire`] has another.
    pub name: &'static str,
    /// Its type.
    pub shape: ShapeId,
    /// Whether the service refuses a request without it.
    pub required: bool,
    /// Whether a random UUID is sent when the caller gives no value.
    pub idempotency_token: bool,
    /// Whether the model discourages its use.
    pub deprecated: bool,
    /// Label of the host prefix that this member fills, if any.
    pub host_label: bool,
    /// The value is JSON text inside a string.
    pub json_value: bool,
    /// How it is written where that is not the protocol's default.
    pub wire: Option<&'static Wire>,
    /// Whether the value is secret, though its shape is not.
    pub sensitive: bool,
    /// Whether it does not stand beside the other members of a reply: a reply has either those that are apart, or the others.
    pub apart: bool,
}

impl Shape {
    /// A shape without constraints.
    #[must_use]
    pub const fn new(name: &'static str, kind: Kind) -> Shape {
        Shape {
            name,
            kind,
            min: None,
            max: None,
            pattern: None,
            sensitive: false,
            secret_keys: &[],
            secret: false,
            wire: None,
            code: None,
        }
    }

    /// Sets the least length or value.
    #[must_use]
    pub const fn min(mut self, min: f64) -> Shape {
        self.min = Some(min);
        self
    }

    /// Sets the greatest length or value.
    #[must_use]
    pub const fn max(mut self, max: f64) -> Shape {
        self.max = Some(max);
        self
    }

    /// Sets the pattern.
    #[must_use]
    pub const fn pattern(mut self, pattern: &'static str) -> Shape {
        self.pattern = Some(pattern);
        self
    }

    /// Marks values as secret that must not be shown in logs.
    #[must_use]
    pub const fn sensitive(mut self) -> Shape {
        self.sensitive = true;
        self.secret = true;
        self
    }

    /// Marks values as none that a person must not see in their own request.
    #[must_use]
    pub const fn shown(mut self) -> Shape {
        self.secret = false;
        self
    }

    /// Marks the values of some keys of a map as secret.
    #[must_use]
    pub const fn secret_keys(mut self, keys: &'static [&'static str]) -> Shape {
        self.secret_keys = keys;
        self
    }

    /// Sets how it is written.
    #[must_use]
    pub const fn wire(mut self, wire: &'static Wire) -> Shape {
        self.wire = Some(wire);
        self
    }

    pub(super) const fn is_limited(&self) -> bool {
        self.min.is_some() || self.max.is_some()
    }

    /// Makes it an error of this code.
    #[must_use]
    pub const fn code(mut self, code: &'static str) -> Shape {
        self.code = Some(code);
        self
    }
}

impl Member {
    /// A plain optional member.
    #[must_use]
    pub const fn new(name: &'static str, shape: ShapeId) -> Member {
        Member {
            name,
            shape,
            required: false,
            idempotency_token: false,
            deprecated: false,
            host_label: false,
            json_value: false,
            wire: None,
            sensitive: false,
            apart: false,
        }
    }

    /// Marks the member as required.
    #[must_use]
    pub const fn required(mut self) -> Member {
        self.required = true;
        self
    }

    /// Marks the member as an idempotency token.
    #[must_use]
    pub const fn idempotency_token(mut self) -> Member {
        self.idempotency_token = true;
        self
    }

    /// Marks the member as deprecated.
    #[must_use]
    pub const fn deprecated(mut self) -> Member {
        self.deprecated = true;
        self
    }

    /// Marks the member as a label of the host prefix.
    #[must_use]
    pub const fn host_label(mut self) -> Member {
        self.host_label = true;
        self
    }

    /// Marks the member as JSON text inside a string.
    #[must_use]
    pub const fn json_value(mut self) -> Member {
        self.json_value = true;
        self
    }

    /// Sets how it is written.
    #[must_use]
    pub const fn wire(mut self, wire: &'static Wire) -> Member {
        self.wire = Some(wire);
        self
    }

    /// Marks the member's value as secret.
    #[must_use]
    pub const fn sensitive(mut self) -> Member {
        self.sensitive = true;
        self
    }

    /// Marks the member as one that does not stand beside the others of a reply.
    #[must_use]
    pub const fn apart(mut self) -> Member {
        self.apart = true;
        self
    }
}
