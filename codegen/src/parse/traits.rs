//! What becomes of each key of a model: the one table of it.
//!
//! A key that is not here is an error, and so is one that is refused; nothing is passed over in silence.

use super::node::Object;
use crate::error::Result;

/// Where a key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The whole model.
    Root,
    /// Its metadata.
    Metadata,
    /// An operation.
    Operation,
    /// An operation's `http`.
    Http,
    /// An operation's `endpoint`.
    Endpoint,
    /// An operation's `httpChecksum`.
    Checksum,
    /// An operation's `input` or `output`.
    Io,
    /// One of an operation's `errors`.
    Raised,
    /// A shape.
    Shape,
    /// A shape's `error`.
    Error,
    /// A member, an item, a key or a value.
    Reference,
}

/// What becomes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is read; this is where it has its effect.
    Read(&'static str),
    /// It has no effect, for this reason.
    Nothing(&'static str),
    /// A model that has it is refused with this sentence.
    Refused(&'static str),
}

use Fate::{Nothing, Read, Refused};
use Place::{Checksum, Endpoint, Error, Http, Io, Metadata, Operation, Raised, Reference, Root, Shape};

const TABLES: &str = "tables";
const PROTOCOL: &str = "the protocol";
const TYPES: &str = "emitted types";
const WORDS: &str = "upstream's words about what the flag says";
const OWN_WORDS: &str = "the overlay has the words";
const SERVER: &str = "what a server does";
const EVENTS: &str = "event streams are not called";
const LIBRARY: &str = "what AWS's own SDKs make of it in their languages";

/// Every key that models have, with what becomes of it.
pub const TRAITS: &[(Place, &str, Fate)] = &[
    (Root, "version", Nothing("the format has one version")),
    (Root, "metadata", Read(TABLES)),
    (Root, "operations", Read(TABLES)),
    (Root, "shapes", Read(TABLES)),
    (Root, "documentation", Read(TYPES)),
    (Root, "examples", Nothing(OWN_WORDS)),
    (Root, "deprecated", Read(TYPES)),
    (Root, "deprecatedMessage", Nothing(WORDS)),
    (
        Root,
        "clientContextParams",
        Nothing("rules take their defaults for settings that a client does not have"),
    ),
    (Metadata, "apiVersion", Read(TABLES)),
    (Metadata, "endpointPrefix", Read("addresses")),
    (Metadata, "globalEndpoint", Read("addresses of models without rules")),
    (Metadata, "protocol", Read(PROTOCOL)),
    (Metadata, "protocols", Read(PROTOCOL)),
    (Metadata, "protocolSettings", Nothing("HTTP 2 is for event streams, which are not called")),
    (Metadata, "jsonVersion", Read(PROTOCOL)),
    (Metadata, "targetPrefix", Read(PROTOCOL)),
    (Metadata, "awsQueryCompatible", Read(PROTOCOL)),
    (Metadata, "serviceFullName", Read(TABLES)),
    (Metadata, "serviceAbbreviation", Read("the service's id, where it has none")),
    (Metadata, "serviceId", Read(TABLES)),
    (Metadata, "signatureVersion", Read("signatures")),
    (Metadata, "signingName", Read("signatures")),
    (Metadata, "auth", Read("signatures")),
    (Metadata, "uid", Read(TABLES)),
    (Metadata, "xmlNamespace", Nothing("the requests that need one name it themselves")),
    (Metadata, "checksumFormat", Nothing("operations say which checksums they have")),
    (Metadata, "ripServiceName", Nothing(LIBRARY)),
    (
        Metadata,
        "timestampFormat",
        Nothing("each protocol has its own form, and places say where they differ"),
    ),
    (Operation, "name", Nothing("it is the key that the operation stands under")),
    (Operation, "http", Read(PROTOCOL)),
    (Operation, "input", Read(TABLES)),
    (Operation, "output", Read(TABLES)),
    (Operation, "errors", Read(TABLES)),
    (Operation, "documentation", Read(TYPES)),
    (Operation, "documentationUrl", Nothing(OWN_WORDS)),
    (Operation, "deprecated", Read(TABLES)),
    (Operation, "deprecatedMessage", Nothing(WORDS)),
    (Operation, "deprecatedSince", Nothing(WORDS)),
    (Operation, "alias", Nothing(LIBRARY)),
    (Operation, "idempotent", Nothing("calls are made again by what the failure was")),
    (Operation, "readonly", Nothing("calls are made again by what the failure was")),
    (Operation, "auth", Read("signatures")),
    (Operation, "authtype", Read("signatures")),
    (Operation, "unsignedPayload", Read("signatures")),
    (Operation, "endpoint", Read("addresses")),
    (Operation, "endpointdiscovery", Read("another operation is asked for the address")),
    (Operation, "endpointoperation", Read("it is asked for addresses")),
    (Operation, "staticContextParams", Read("addresses")),
    (Operation, "operationContextParams", Read("addresses")),
    (Operation, "httpChecksum", Read("checksums")),
    (Operation, "httpChecksumRequired", Read("checksums")),
    (Operation, "requestcompression", Read("compressed bodies")),
    (Http, "method", Read(PROTOCOL)),
    (Http, "requestUri", Read(PROTOCOL)),
    (Http, "responseCode", Nothing(SERVER)),
    (Endpoint, "hostPrefix", Read("addresses")),
    (Checksum, "requestAlgorithmMember", Read("checksums")),
    (Checksum, "requestChecksumRequired", Read("checksums")),
    (Checksum, "requestValidationModeMember", Read("checksums")),
    (Checksum, "responseAlgorithms", Read("checksums")),
    (Io, "shape", Read(TABLES)),
    (Io, "documentation", Nothing(OWN_WORDS)),
    (Io, "locationName", Read(PROTOCOL)),
    (Io, "xmlNamespace", Read(PROTOCOL)),
    (Io, "resultWrapper", Read(PROTOCOL)),
    (Io, "wrapper", Nothing(LIBRARY)),
    (Raised, "shape", Read(TABLES)),
    (Raised, "documentation", Nothing(OWN_WORDS)),
    (Raised, "exception", Nothing("whatever stands here is an error")),
    (Raised, "fault", Nothing(LIBRARY)),
    (Raised, "error", Nothing("the error's shape says the same")),
    (Shape, "type", Read(TABLES)),
    (Shape, "documentation", Read(TYPES)),
    (Shape, "members", Read(TABLES)),
    (Shape, "required", Read(TABLES)),
    (Shape, "member", Read(TABLES)),
    (Shape, "key", Read(TABLES)),
    (Shape, "value", Read(TABLES)),
    (Shape, "enum", Read(TABLES)),
    (Shape, "min", Read(TABLES)),
    (Shape, "max", Read(TABLES)),
    (Shape, "pattern", Read(TABLES)),
    (Shape, "sensitive", Read(TABLES)),
    (Shape, "deprecated", Read(TYPES)),
    (Shape, "deprecatedMessage", Nothing(WORDS)),
    (Shape, "deprecatedSince", Nothing(WORDS)),
    (Shape, "document", Read(TABLES)),
    (Shape, "union", Read(TABLES)),
    (Shape, "eventstream", Read(EVENTS)),
    (Shape, "event", Nothing(EVENTS)),
    (Shape, "exception", Nothing("operations say which shapes are errors")),
    (Shape, "error", Read("codes of errors")),
    (Shape, "fault", Nothing(LIBRARY)),
    (Shape, "retryable", Nothing("calls are made again by what the AWS CLI knows of codes")),
    (Shape, "synthetic", Nothing(LIBRARY)),
    (Shape, "wrapper", Nothing(LIBRARY)),
    (Shape, "box", Nothing("every member that may be missing is an option")),
    (Shape, "sparse", Nothing("nulls come through in values, and have no place in typed lists")),
    (Shape, "xmlOrder", Nothing("elements stand in the order in which they are given")),
    (Shape, "streaming", Read(PROTOCOL)),
    (Shape, "requiresLength", Nothing("the length of every body is known and sent")),
    (Shape, "timestampFormat", Read(PROTOCOL)),
    (Shape, "payload", Read(PROTOCOL)),
    (Shape, "flattened", Read(PROTOCOL)),
    (Shape, "locationName", Read(PROTOCOL)),
    (Shape, "xmlNamespace", Read(PROTOCOL)),
    (Shape, "xmlAttribute", Read(PROTOCOL)),
    (Error, "code", Read("codes of errors")),
    (Error, "httpStatusCode", Nothing(SERVER)),
    (Error, "senderFault", Nothing(SERVER)),
    (Error, "fault", Nothing(LIBRARY)),
    (Reference, "shape", Read(TABLES)),
    (Reference, "documentation", Read(TYPES)),
    (Reference, "deprecated", Read(TABLES)),
    (Reference, "deprecatedMessage", Nothing(WORDS)),
    (Reference, "deprecatedSince", Nothing(WORDS)),
    (Reference, "idempotencyToken", Read(TABLES)),
    (Reference, "hostLabel", Read("addresses")),
    (Reference, "contextParam", Read("addresses")),
    (Reference, "jsonvalue", Read(PROTOCOL)),
    (Reference, "box", Nothing("every member that may be missing is an option")),
    (Reference, "default", Nothing("what a service takes for a value that it does not get")),
    (Reference, "enum", Nothing("the shape has the values")),
    (Reference, "sensitive", Nothing("the shape says so")),
    (Reference, "location", Read(PROTOCOL)),
    (Reference, "locationName", Read(PROTOCOL)),
    (Reference, "queryName", Read(PROTOCOL)),
    (Reference, "flattened", Read(PROTOCOL)),
    (Reference, "xmlAttribute", Read(PROTOCOL)),
    (Reference, "xmlNamespace", Read(PROTOCOL)),
    (Reference, "timestampFormat", Read(PROTOCOL)),
    (Reference, "streaming", Read(PROTOCOL)),
    (Reference, "requiresLength", Nothing("the length of every body is known and sent")),
    (Reference, "eventpayload", Nothing(EVENTS)),
    (Reference, "eventheader", Nothing(EVENTS)),
    (Reference, "authtype", Refused("members do not choose signatures")),
];

/// Passes over the keys that have no effect here, and fails at one that is refused.
pub(super) fn check(object: &Object<'_>, place: Place) -> Result<()> {
    for (_, key, fate) in TRAITS.iter().filter(|(p, ..)| *p == place) {
        match fate {
            Read(_) => {}
            Nothing(_) => object.known(&[key]),
            Refused(sentence) => {
                if let Some(node) = object.get(key) {
                    return Err(node.error(format!("`{key}` is not supported: {sentence}")));
                }
            }
        }
    }
    Ok(())
}
