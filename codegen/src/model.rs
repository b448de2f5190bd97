//! The model in AWS's own words and order, checked for form but not yet interpreted.

use indexmap::IndexMap;

use crate::name::Name;

/// A service as botocore describes it.
#[derive(Debug)]
pub(crate) struct Model {
    /// Facts about the service as a whole.
    pub metadata: Metadata,
    /// Operations by name.
    pub operations: IndexMap<Name, Operation>,
    /// Shapes by name.
    pub shapes: IndexMap<Name, Shape>,
    /// The model discourages the use of the whole service.
    pub deprecated: bool,
    /// What the service is for, if the model still carries text (HTML).
    pub documentation: Option<String>,
    /// Paginators by operation.
    pub paginators: IndexMap<String, Paginator>,
    /// Waiters by name.
    pub waiters: IndexMap<Name, Waiter>,
}

/// The model's `metadata`.
#[derive(Debug)]
pub(crate) struct Metadata {
    /// `2016-04-18`.
    pub api_version: String,
    /// First label of host names.
    pub endpoint_prefix: String,
    /// The protocol that is spoken.
    pub protocol: Protocol,
    /// Host name of a service that has one for all regions.
    pub global_endpoint: Option<String>,
    /// No request is signed.
    pub unsigned: bool,
    /// Name in signatures; the endpoint prefix where absent.
    pub signing_name: Option<String>,
    /// Marketing name.
    pub full_name: String,
    /// SDK id.
    pub service_id: String,
    /// Unique id of this model.
    pub uid: Option<String>,
}

/// A protocol, with what it needs to know of its service.
#[derive(Clone, Debug, PartialEq)]
pub enum Protocol {
    /// `json`.
    AwsJson {
        /// First half of `X-Amz-Target`.
        target_prefix: String,
        /// `1.0` or `1.1`.
        version: String,
        /// Errors keep the codes that they had in `query`.
        query_compatible: bool,
    },
    /// `rest-json`.
    RestJson,
    /// `query`.
    Query {
        /// The API version, which requests name.
        version: String,
    },
    /// `ec2`.
    Ec2 {
        /// The API version, which requests name.
        version: String,
    },
    /// `rest-xml`.
    RestXml,
    /// `smithy-rpc-v2-cbor`.
    RpcV2Cbor {
        /// The service's name in paths.
        service: String,
        /// Errors keep the codes that they had in `query`.
        query_compatible: bool,
    },
}

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    /// HTTP method.
    pub method: String,
    /// HTTP path.
    pub path: String,
    /// Name of the request's shape.
    pub input: Option<Name>,
    /// Name of the reply's shape.
    pub output: Option<Name>,
    /// Names of error shapes.
    pub errors: Vec<Name>,
    /// Whether requests go out without a signature.
    pub unsigned: bool,
    /// What a request does not name is set to its default.
    pub resets: bool,
    /// Text of the model (HTML).
    pub documentation: Option<String>,
    /// The model discourages its use.
    pub deprecated: bool,
    /// Prefix of the host name, with `{Member}` labels.
    pub host_prefix: Option<String>,
    /// Constants for the endpoint's rules.
    pub endpoint_constants: Vec<(String, Constant)>,
    /// Expressions that find values for the endpoint's rules in the request.
    pub endpoint_paths: Vec<(String, String)>,
    /// How the request is written as a whole.
    pub input_wire: Wire,
    /// The element of the reply that holds its members.
    pub result_wrapper: Option<String>,
    /// What is done to requests beyond the protocol.
    pub extras: Extras,
    /// Another operation tells its endpoint.
    pub needs_discovery: bool,
    /// It tells endpoints of others.
    pub tells_endpoints: bool,
    /// Why it is not called, if the model itself says so.
    pub unsupported: Option<String>,
}

/// A constant for the endpoint's rules.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    /// Text.
    Text(String),
    /// A switch.
    Flag(bool),
    /// Texts.
    Texts(Vec<String>),
}

/// A shape.
#[derive(Debug)]
pub(crate) struct Shape {
    /// What values look like.
    pub kind: Kind,
    /// Least length or value.
    pub min: Option<f64>,
    /// Greatest length or value.
    pub max: Option<f64>,
    /// Regular expression.
    pub pattern: Option<String>,
    /// Values must not be logged.
    pub sensitive: bool,
    /// For maps: keys whose values are secret.
    pub secret_keys: Vec<String>,
    /// Values are secret, also where a person looks at their own request.
    pub secret: bool,
    /// The model discourages its use.
    pub deprecated: bool,
    /// How it is written on the wire.
    pub wire: Wire,
    /// Text of the model (HTML).
    pub documentation: Option<String>,
    /// For errors: the code on the wire where it is not the shape's name.
    pub error_code: Option<String>,
}

/// What values of a shape look like.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "a model has few shapes, and is read once")]
pub(crate) enum Kind {
    /// Text, with its values if it is an enum.
    String(Vec<String>),
    /// 32-bit integer.
    Integer,
    /// 64-bit integer.
    Long,
    /// Single precision.
    Float,
    /// Double precision.
    Double,
    /// Boolean.
    Boolean,
    /// Point in time and the runtime's name of its format, if the model says it.
    Timestamp(Option<&'static str>),
    /// Bytes; streaming or not.
    Blob,
    /// Any JSON.
    Document,
    /// Items.
    List(Member),
    /// Keys and values.
    Map(Member, Member),
    /// Members.
    Structure(Structure),
}

/// A structure, union, error or event stream.
#[derive(Debug)]
pub(crate) struct Structure {
    /// Members by name.
    pub members: IndexMap<Name, Member>,
    /// Names of members that must be there.
    pub required: Vec<String>,
    /// Exactly one member is set.
    pub union: bool,
    /// Members are events of a stream.
    pub event_stream: bool,
}

/// A reference to a shape.
#[derive(Debug)]
pub(crate) struct Member {
    /// The shape's name.
    pub shape: Name,
    /// Text of the model (HTML).
    pub documentation: Option<String>,
    /// A random UUID is sent if no value is given.
    pub idempotency_token: bool,
    /// The model discourages its use.
    pub deprecated: bool,
    /// Fills a label of the host prefix.
    pub host_label: bool,
    /// JSON text inside a string.
    pub json_value: bool,
    /// Its value is secret, whatever else the shape is used for.
    pub sensitive: bool,
    /// Does not stand beside the other members of a reply.
    pub apart: bool,
    /// What makes its value.
    pub helper: Option<Helper>,
    /// The endpoint parameter that this member fills.
    pub endpoint_parameter: Option<String>,
    /// How it is written on the wire.
    pub wire: Wire,
}

/// A function of the crate that makes values of a member.
#[derive(Clone, Debug)]
pub struct Helper {
    /// Its path from the crate's root.
    pub path: String,
    /// The feature that brings it.
    pub feature: String,
}

/// How a shape, or a reference to one, is written on the wire.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wire {
    /// Its name.
    pub name: Option<String>,
    /// Its name in parameters of `ec2`.
    pub query_name: Option<String>,
    /// Which part of the message holds it.
    pub location: Location,
    /// Items and entries stand in the place of their container.
    pub flattened: bool,
    /// It is an attribute of its element.
    pub attribute: bool,
    /// The namespace of its element.
    pub namespace: Option<Namespace>,
    /// The runtime's name of the format of points in time.
    pub times: Option<&'static str>,
    /// Of a structure: the member that is the body.
    pub payload: Option<String>,
    /// The body is a stream of bytes.
    pub streaming: bool,
    /// Of several parts between slashes the last alone is sent.
    pub last_part: bool,
    /// Of a list or a map: how it refers to its items or values.
    pub item: Option<Box<Wire>>,
    /// Of a map: how it refers to its keys.
    pub key: Option<Box<Wire>>,
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
    /// Headers of one prefix.
    Headers,
    /// The status of a reply.
    Status,
}

/// A namespace of XML.
#[derive(Clone, Debug, PartialEq)]
pub struct Namespace {
    /// Its prefix; may be empty.
    pub prefix: String,
    /// What it is called.
    pub uri: String,
}

/// What is done to an operation's requests beyond the protocol.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extras {
    /// The body is not part of the signature.
    pub unsigned_payload: bool,
    /// The request must have a checksum.
    pub checksum_required: bool,
    /// The request may have a checksum; the member that says of which algorithm.
    pub checksum: Option<String>,
    /// The body is compressed.
    pub gzip: bool,
    /// Headers that say the same each time.
    pub headers: Vec<(String, String)>,
    /// The member that asks for a checksum of the reply.
    pub validation: Option<String>,
    /// The algorithms of such checksums.
    pub replies: Vec<String>,
}

/// How pages follow each other.
#[derive(Debug, PartialEq)]
pub struct Paginator {
    /// Request members that carry the token.
    pub input_tokens: Vec<String>,
    /// Where the reply has the next token.
    pub output_tokens: Vec<String>,
    /// What tells that there is more.
    pub more_results: Option<String>,
    /// Request member that limits a page.
    pub limit_key: Option<String>,
    /// Lists of the reply that pages add to.
    pub result_keys: Vec<String>,
    /// Members beside the lists.
    pub non_aggregate_keys: Vec<String>,
}

/// A state that one waits for.
#[derive(Debug, PartialEq)]
pub(crate) struct Waiter {
    /// The operation that is asked.
    pub operation: Name,
    /// Seconds between answers and questions.
    pub delay: u32,
    /// After how many answers one gives up.
    pub max_attempts: u32,
    /// What answers mean, in order.
    pub acceptors: Vec<Acceptor>,
}

/// What an answer of some form means.
#[derive(Clone, Debug, PartialEq)]
pub struct Acceptor {
    /// The form.
    pub matcher: Matcher,
    /// The runtime's name of what it means.
    pub verdict: &'static str,
}

/// The form of an answer; paths are JMESPath expressions.
#[derive(Clone, Debug, PartialEq)]
pub enum Matcher {
    /// The value at a path.
    Path(String, Expected),
    /// All items of the list at a path.
    PathAll(String, Expected),
    /// An item of the list at a path.
    PathAny(String, Expected),
    /// The HTTP status.
    Status(u16),
    /// An error's code.
    Error(String),
    /// Any error, or none.
    Errors(bool),
}

/// A value to compare with.
#[derive(Clone, Debug, PartialEq)]
pub enum Expected {
    /// Text.
    Text(String),
    /// A number.
    Number(i64),
    /// A truth value.
    Flag(bool),
}
