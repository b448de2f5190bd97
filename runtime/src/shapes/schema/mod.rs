//! What a service looks like, as static data: shapes, operations, the service.
//!
//! Codegen emits these tables; everything in this crate walks them. They hold facts of the model
//! only and nothing about the command line (the command crate has a table for that).

pub mod endpoint;
mod errors;
pub mod kind;
mod macros;
pub mod model;
mod place;
pub mod protocol;
pub mod referred;
pub mod reflect;
mod shape;
pub mod tables;
mod values;
pub mod waiter;
pub mod wire;

pub use errors::{ErrorIds, Errors};
pub use place::ShapeId;
use protocol::Protocol;
pub use shape::{Iter, Kind, Member, Members, Shape};
pub use tables::Tables;
pub use values::Values;
use wire::Wire;

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

/// An operation of the service.
#[derive(Debug)]
pub struct Operation {
    /// The model's name, such as `SetUserPoolMfaConfig`.
    pub name: &'static str,
    /// The tables of its service.
    pub tables: &'static Tables,
    /// Shape of the request in these tables; `None` sends `{}`.
    pub input: Option<ShapeId>,
    /// Shape of the reply in these tables; `None` means that the reply has no content.
    pub output: Option<ShapeId>,
    /// The errors that the model lists for it, all structures in these tables.
    pub errors: ErrorIds,
    /// Whether requests are signed.
    pub signed: bool,
    /// Whether what a request does not name is set to its default.
    pub resets: bool,
    /// Whether the model discourages its use.
    pub deprecated: bool,
    /// How its pages follow each other, if it has pages.
    pub paginator: Option<&'static Paginator>,
    /// In what it differs from most operations, if it does; see [`Operation::all_traits`].
    pub traits: Option<&'static Traits>,
}

/// What most operations of services that speak JSON have in common: these are [`Traits::COMMON`].
#[derive(Debug)]
pub struct Traits {
    /// HTTP method.
    pub method: &'static str,
    /// Path of the request.
    pub path: &'static str,
    /// Prefix of the endpoint's host name such as `data-`, with `{Member}` labels.
    pub host_prefix: Option<&'static str>,
    /// What it tells the endpoint's rules.
    pub endpoint_parameters: &'static [EndpointParameter],
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
#[derive(Clone, Copy, Debug)]
pub struct Extras {
    /// The body is not part of the signature, where the connection protects it.
    pub unsigned_payload: bool,
    /// The request must have a checksum.
    pub checksum_required: bool,
    /// The request may have a checksum; this member says of which algorithm, where there is one.
    pub checksum: Option<&'static str>,
    /// How bodies are made shorter that are long enough, where the service takes them so.
    pub encoding: Option<&'static Encoding>,
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
        encoding: None,
        headers: &[],
        validation: None,
        replies: &[],
    };
}

/// An encoding of bodies.
#[derive(Debug)]
pub struct Encoding {
    /// Its name in the header `content-encoding`.
    pub name: &'static str,
    /// Encodes a body.
    pub encode: fn(&[u8]) -> std::io::Result<Vec<u8>>,
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
    /// Shape of the request; `None` sends `{}`.
    #[must_use]
    pub fn input_shape(&self) -> Option<Shape> {
        self.input.map(|id| self.tables.shape(id))
    }

    /// Shape of the reply; `None` means that the reply has no content.
    #[must_use]
    pub fn output_shape(&self) -> Option<Shape> {
        self.output.map(|id| self.tables.shape(id))
    }

    /// The errors that the model lists for it, all structures.
    #[must_use]
    pub const fn error_shapes(&self) -> Errors<'_> {
        Errors::new(self.tables, self.errors.all())
    }

    /// What most operations have in common, as this one has it.
    #[must_use]
    pub fn all_traits(&self) -> &'static Traits {
        self.traits.unwrap_or(&Traits::COMMON)
    }

    /// The member of the reply that is its body as it comes, and may be too long to be kept in memory.
    #[must_use]
    pub fn stream(&self) -> Option<Member> {
        let output = self.output_shape()?;
        let member = output.member(output.wire()?.payload?)?;
        matches!(member.shape().kind(), Kind::Blob).then_some(member)
    }

    /// The member of the request that is its body as it is, and may be too long to be kept in memory.
    #[must_use]
    pub fn upload(&self) -> Option<Member> {
        let input = self.input_shape()?;
        let member = input.member(input.wire()?.payload?)?;
        let streams =
            matches!(member.shape().kind(), Kind::Blob) && referred::Referred::of(member).is_streaming();
        streams.then_some(member)
    }

    /// A signed `POST /` without input, output or errors.
    #[must_use]
    pub const fn new(name: &'static str, tables: &'static Tables) -> Operation {
        Operation {
            name,
            tables,
            input: None,
            output: None,
            errors: ErrorIds::NONE,
            signed: true,
            resets: false,
            deprecated: false,
            paginator: None,
            traits: None,
        }
    }

    /// Sets the shape of the request.
    #[must_use]
    pub const fn input(mut self, shape: ShapeId) -> Operation {
        self.input = Some(shape);
        self
    }

    /// Sets the shape of the reply.
    #[must_use]
    pub const fn output(mut self, shape: ShapeId) -> Operation {
        self.output = Some(shape);
        self
    }

    /// Sets the errors.
    #[must_use]
    pub const fn errors(mut self, errors: &'static [ShapeId]) -> Operation {
        self.errors = ErrorIds::of(errors);
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

    /// Sets how its pages follow each other.
    #[must_use]
    pub const fn paginator(mut self, paginator: &'static Paginator) -> Operation {
        self.paginator = Some(paginator);
        self
    }

    /// Marks it as discouraged.
    #[must_use]
    pub const fn deprecated(mut self) -> Operation {
        self.deprecated = true;
        self
    }

    /// Sets in what it differs from most.
    #[must_use]
    pub const fn traits(mut self, traits: &'static Traits) -> Operation {
        self.traits = Some(traits);
        self
    }
}

impl Traits {
    /// `POST /`, at the service's own address, as the protocol has it.
    pub const COMMON: Traits = Traits {
        method: "POST",
        path: "/",
        host_prefix: None,
        endpoint_parameters: &[],
        unsupported: None,
        wire: None,
        result_wrapper: None,
        extras: None,
        discovery: None,
    };

    /// Sets method and path.
    #[must_use]
    pub const fn http(mut self, method: &'static str, path: &'static str) -> Traits {
        self.method = method;
        self.path = path;
        self
    }

    /// Sets the prefix of the host name.
    #[must_use]
    pub const fn host_prefix(mut self, prefix: &'static str) -> Traits {
        self.host_prefix = Some(prefix);
        self
    }

    /// Sets what it tells the endpoint's rules.
    #[must_use]
    pub const fn endpoint_parameters(mut self, parameters: &'static [EndpointParameter]) -> Traits {
        self.endpoint_parameters = parameters;
        self
    }

    /// Marks it as impossible to call, and says why.
    #[must_use]
    pub const fn unsupported(mut self, reason: &'static str) -> Traits {
        self.unsupported = Some(reason);
        self
    }

    /// Sets how its request is written as a whole.
    #[must_use]
    pub const fn wire(mut self, wire: &'static Wire) -> Traits {
        self.wire = Some(wire);
        self
    }

    /// Sets the element of the reply that holds its members.
    #[must_use]
    pub const fn result_wrapper(mut self, element: &'static str) -> Traits {
        self.result_wrapper = Some(element);
        self
    }

    /// Sets the operation that tells its address.
    #[must_use]
    pub const fn discovered_by(mut self, operation: &'static Operation) -> Traits {
        self.discovery = Some(operation);
        self
    }

    /// Sets what is done to its requests beyond the protocol.
    #[must_use]
    pub const fn extras(mut self, extras: &'static Extras) -> Traits {
        self.extras = Some(extras);
        self
    }
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
