//! What a service looks like, as static data: shapes, operations, the service.
//!
//! Codegen emits these tables; everything in this crate walks them. They hold facts of the model
//! only and nothing about the command line (the command crate has a table for that).

pub mod endpoint;
pub mod protocol;
pub mod reflect;
pub mod waiter;
pub mod wire;

use protocol::Protocol;
use wire::Wire;

/// A named type of the model.
#[derive(Debug)]
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
}

/// What values of a shape look like.
#[derive(Debug)]
pub enum Kind {
    /// Text.
    String,
    /// Text that is one of the listed values, or one that a newer service knows.
    Enum(&'static [&'static str]),
    /// 32-bit integer.
    Integer,
    /// 64-bit integer.
    Long,
    /// Single-precision number.
    Float,
    /// Double-precision number.
    Double,
    /// `true` or `false`.
    Boolean,
    /// A point in time, written in the given format.
    Timestamp(TimestampFormat),
    /// Bytes, base64 on the wire.
    Blob,
    /// Any JSON value.
    Document,
    /// Items of one shape.
    List(&'static Shape),
    /// String keys to values of one shape.
    Map {
        /// Shape of the keys.
        key: &'static Shape,
        /// Shape of the values.
        value: &'static Shape,
    },
    /// Named members.
    Structure(&'static [Member]),
    /// Named members of which exactly one is set.
    Union(&'static [Member]),
}

/// How a timestamp is written on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TimestampFormat {
    /// Seconds since 1970-01-01T00:00:00Z as a number: the default of protocols that write JSON.
    #[default]
    UnixTimestamp,
    /// `2020-09-13T12:26:40Z`.
    Iso8601,
    /// `Sun, 13 Sep 2020 12:26:40 GMT`.
    Rfc822,
    /// The model does not say; protocol and place decide.
    Unsaid,
}

/// A member of a structure or union.
#[derive(Debug)]
pub struct Member {
    /// The model's name, such as `UserPoolId`; the one on the wire too, unless [`Member::wire`] has another.
    pub name: &'static str,
    /// Its type.
    pub shape: &'static Shape,
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

    /// Whether the value under a key of a map is secret.
    #[must_use]
    pub fn is_secret_key(&self, key: &str) -> bool {
        self.secret_keys.iter().any(|secret| secret.eq_ignore_ascii_case(key))
    }

    /// Whether values belong in no log, recording or `Debug`: what the model calls sensitive, and what is secret
    /// even to people who look at their own request.
    #[must_use]
    pub const fn is_hidden(&self) -> bool {
        self.sensitive || self.secret
    }

    /// Members of a structure or union; empty for every other kind.
    #[must_use]
    pub const fn members(&self) -> &'static [Member] {
        match self.kind {
            Kind::Structure(members) | Kind::Union(members) => members,
            _ => &[],
        }
    }

    /// The member that the model calls `name`.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members().iter().find(|m| m.name == name)
    }

    /// The model's word for the type: `string`, `structure`, `list`, … Documents are structures.
    #[must_use]
    pub const fn type_name(&self) -> &'static str {
        match self.kind {
            Kind::String | Kind::Enum(_) => "string",
            Kind::Integer => "integer",
            Kind::Long => "long",
            Kind::Float => "float",
            Kind::Double => "double",
            Kind::Boolean => "boolean",
            Kind::Timestamp(_) => "timestamp",
            Kind::Blob => "blob",
            Kind::List(_) => "list",
            Kind::Map { .. } => "map",
            Kind::Document | Kind::Structure(_) | Kind::Union(_) => "structure",
        }
    }

    /// The members of a structure or union; `None` for every other kind.
    #[must_use]
    pub const fn structure(&self) -> Option<&'static [Member]> {
        match self.kind {
            Kind::Structure(members) | Kind::Union(members) => Some(members),
            _ => None,
        }
    }

    /// Whether values are single words rather than containers. Documents are not.
    #[must_use]
    pub const fn is_scalar(&self) -> bool {
        !matches!(
            self.kind,
            Kind::List(_) | Kind::Map { .. } | Kind::Structure(_) | Kind::Union(_) | Kind::Document
        )
    }

    /// The values of an enum in the model's order; empty for every other kind.
    #[must_use]
    pub const fn enum_values(&self) -> &'static [&'static str] {
        if let Kind::Enum(values) = self.kind { values } else { &[] }
    }
}

impl Member {
    /// A plain optional member.
    #[must_use]
    pub const fn new(name: &'static str, shape: &'static Shape) -> Member {
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

    /// Whether the value is secret, by itself or by its shape.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        self.sensitive || self.shape.is_hidden()
    }

    /// Marks the member as one that does not stand beside the others of a reply.
    #[must_use]
    pub const fn apart(mut self) -> Member {
        self.apart = true;
        self
    }
}

/// An operation of the service.
#[derive(Debug)]
pub struct Operation {
    /// The model's name, such as `SetUserPoolMfaConfig`.
    pub name: &'static str,
    /// HTTP method, almost always `POST`.
    pub method: &'static str,
    /// Path of the request, almost always `/`.
    pub path: &'static str,
    /// Shape of the request; `None` sends `{}`.
    pub input: Option<&'static Shape>,
    /// Shape of the reply; `None` means that the reply has no content.
    pub output: Option<&'static Shape>,
    /// The errors that the model lists for it, all structures.
    pub errors: &'static [&'static ErrorShape],
    /// Whether requests are signed.
    pub signed: bool,
    /// Whether what a request does not name is set to its default.
    pub resets: bool,
    /// Prefix of the endpoint's host name such as `data-`, with `{Member}` labels.
    pub host_prefix: Option<&'static str>,
    /// How its pages follow each other, if it has pages.
    pub paginator: Option<&'static Paginator>,
    /// What it tells the endpoint's rules.
    pub endpoint_parameters: &'static [EndpointParameter],
    /// Whether the model discourages its use.
    pub deprecated: bool,
    /// Why it cannot be called, such as `its reply is an event stream`.
    pub unsupported: Option<&'static str>,
    /// How its request is written as a whole where that is not the protocol's default: name and namespace.
    pub wire: Option<&'static Wire>,
    /// The element of the reply that holds its members, for protocols that wrap them.
    pub result_wrapper: Option<&'static str>,
    /// What is done to its requests beyond the protocol.
    pub extras: Option<&'static Extras>,
    /// The operation that tells its address, which depends on who calls.
    pub discovery: Option<&'static Operation>,
}

/// What is done to an operation's requests beyond the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extras {
    /// The body is not part of the signature, where the connection protects it.
    pub unsigned_payload: bool,
    /// The request must have a checksum.
    pub checksum_required: bool,
    /// The request may have a checksum; this member says of which algorithm, where there is one.
    pub checksum: Option<&'static str>,
    /// The body is compressed.
    pub gzip: bool,
    /// Headers that say the same each time.
    pub headers: &'static [(&'static str, &'static str)],
    /// The member that asks for a checksum of the reply, where there is one.
    pub validation: Option<&'static str>,
    /// The algorithms of such checksums.
    pub replies: &'static [&'static str],
}

impl Extras {
    /// Nothing.
    pub const NONE: Extras = Extras {
        unsigned_payload: false,
        checksum_required: false,
        checksum: None,
        gzip: false,
        headers: &[],
        validation: None,
        replies: &[],
    };
}

/// A parameter of the endpoint's rules that an operation fills.
#[derive(Debug)]
pub struct EndpointParameter {
    /// The parameter's name.
    pub name: &'static str,
    /// Where its value comes from.
    pub source: EndpointSource,
}

/// Where an operation's endpoint parameter comes from.
#[derive(Debug)]
pub enum EndpointSource {
    /// Constant text.
    Text(&'static str),
    /// A constant switch.
    Flag(bool),
    /// Constant texts.
    Texts(&'static [&'static str]),
    /// The member of the request that has this name.
    Member(&'static str),
    /// What this JMESPath expression finds in the request.
    Path(&'static str),
}

impl Operation {
    /// The member of the reply that is its body as it comes, and may be too long to be kept in memory.
    #[must_use]
    pub fn stream(&self) -> Option<&'static Member> {
        let output = self.output?;
        let member = output.member(output.wire?.payload?)?;
        matches!(member.shape.kind, Kind::Blob).then_some(member)
    }

    /// The member of the request that is its body as it is, and may be too long to be kept in memory.
    #[must_use]
    pub fn upload(&self) -> Option<&'static Member> {
        let input = self.input?;
        let member = input.member(input.wire?.payload?)?;
        let streams = matches!(member.shape.kind, Kind::Blob) && wire::Referred::of(member).is_streaming();
        streams.then_some(member)
    }

    /// A signed `POST /` without input, output or errors.
    #[must_use]
    pub const fn new(name: &'static str) -> Operation {
        Operation {
            name,
            method: "POST",
            path: "/",
            input: None,
            output: None,
            errors: &[],
            signed: true,
            resets: false,
            host_prefix: None,
            paginator: None,
            endpoint_parameters: &[],
            deprecated: false,
            unsupported: None,
            wire: None,
            result_wrapper: None,
            extras: None,
            discovery: None,
        }
    }

    /// Sets method and path.
    #[must_use]
    pub const fn http(mut self, method: &'static str, path: &'static str) -> Operation {
        self.method = method;
        self.path = path;
        self
    }

    /// Sets the shape of the request.
    #[must_use]
    pub const fn input(mut self, shape: &'static Shape) -> Operation {
        self.input = Some(shape);
        self
    }

    /// Sets the shape of the reply.
    #[must_use]
    pub const fn output(mut self, shape: &'static Shape) -> Operation {
        self.output = Some(shape);
        self
    }

    /// Sets the errors.
    #[must_use]
    pub const fn errors(mut self, errors: &'static [&'static ErrorShape]) -> Operation {
        self.errors = errors;
        self
    }

    /// What a request does not name is set to its default.
    #[must_use]
    pub const fn resets(mut self) -> Operation {
        self.resets = true;
        self
    }

    /// Requests go out without a signature.
    #[must_use]
    pub const fn unsigned(mut self) -> Operation {
        self.signed = false;
        self
    }

    /// Sets the prefix of the host name.
    #[must_use]
    pub const fn host_prefix(mut self, prefix: &'static str) -> Operation {
        self.host_prefix = Some(prefix);
        self
    }

    /// Sets how its pages follow each other.
    #[must_use]
    pub const fn paginator(mut self, paginator: &'static Paginator) -> Operation {
        self.paginator = Some(paginator);
        self
    }

    /// Sets what it tells the endpoint's rules.
    #[must_use]
    pub const fn endpoint_parameters(mut self, parameters: &'static [EndpointParameter]) -> Operation {
        self.endpoint_parameters = parameters;
        self
    }

    /// Marks it as discouraged.
    #[must_use]
    pub const fn deprecated(mut self) -> Operation {
        self.deprecated = true;
        self
    }

    /// Marks it as impossible to call, and says why.
    #[must_use]
    pub const fn unsupported(mut self, reason: &'static str) -> Operation {
        self.unsupported = Some(reason);
        self
    }

    /// Sets how its request is written as a whole.
    #[must_use]
    pub const fn wire(mut self, wire: &'static Wire) -> Operation {
        self.wire = Some(wire);
        self
    }

    /// Sets the element of the reply that holds its members.
    #[must_use]
    pub const fn result_wrapper(mut self, element: &'static str) -> Operation {
        self.result_wrapper = Some(element);
        self
    }

    /// Sets the operation that tells its address.
    #[must_use]
    pub const fn discovered_by(mut self, operation: &'static Operation) -> Operation {
        self.discovery = Some(operation);
        self
    }

    /// Sets what is done to its requests beyond the protocol.
    #[must_use]
    pub const fn extras(mut self, extras: &'static Extras) -> Operation {
        self.extras = Some(extras);
        self
    }
}

/// An error of the model.
#[derive(Debug)]
pub struct ErrorShape {
    /// The shape of the error's body.
    pub shape: &'static Shape,
    /// The code on the wire; differs from the shape's name in a few services.
    pub code: &'static str,
}

/// How the pages of an operation follow each other.
#[derive(Debug)]
pub struct Paginator {
    /// Members of the request that carry the token on.
    pub input_tokens: &'static [&'static str],
    /// JMESPath expressions that find the tokens in the reply, in the same order.
    pub output_tokens: &'static [&'static str],
    /// JMESPath expression that is true while there are more pages, if the service has one.
    pub more_results: Option<&'static str>,
    /// Member of the request that limits a page, if there is one.
    pub limit_key: Option<&'static str>,
    /// JMESPath expressions of the lists that pages add to; the first is the primary one.
    pub result_keys: &'static [&'static str],
    /// JMESPath expressions of members that stand beside the lists and are taken from the first page.
    pub non_aggregate_keys: &'static [&'static str],
}

/// The service.
#[derive(Debug)]
pub struct Service {
    /// Full name, such as `Amazon Cognito Identity Provider`.
    pub full_name: &'static str,
    /// The SDK id, such as `Cognito Identity Provider`.
    pub service_id: &'static str,
    /// First label of the default host name, such as `cognito-idp`.
    pub endpoint_prefix: &'static str,
    /// The name that goes into signatures.
    pub signing_name: &'static str,
    /// API version, such as `2016-04-18`.
    pub api_version: &'static str,
    /// `uid` of the model, such as `cognito-idp-2016-04-18`.
    pub uid: &'static str,
    /// How its requests and replies are written.
    pub protocol: &'static dyn Protocol,
    /// Operations sorted as in the model.
    pub operations: &'static [&'static Operation],
    /// Finds the endpoint of a region; compiled from the model's rule set.
    pub endpoint: crate::shapes::schema::endpoint::Resolver,
    /// The AWS partitions that this crate was generated with.
    pub partitions: &'static [crate::shapes::schema::endpoint::Partition],
}

impl Service {
    /// The operation that the model calls `name`.
    #[must_use]
    pub fn operation(&self, name: &str) -> Option<&'static Operation> {
        self.operations.iter().find(|o| o.name == name).copied()
    }
}
