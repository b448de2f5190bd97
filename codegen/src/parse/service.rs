//! `service-2.json`.

use indexmap::IndexMap;

use super::node::{Node, Object, json};
use super::pattern;
use super::prose::documentation;
use super::signatures;
use super::traits::{self, Place};
use super::wire;
use crate::error::Result;
use crate::model::{
    Constant, Extras, Kind, Member, Metadata, Model, Operation, Protocol, Shape, Structure, Wire,
};
use crate::name::Name;

const FILE: &str = "service-2.json";

/// Reads a service model.
pub(crate) fn parse(text: &str) -> Result<Model> {
    let value = json(FILE, text)?;
    let root = Node::root(FILE, &value).object()?;
    traits::check(&root, Place::Root)?;
    let model = Model {
        metadata: metadata(&root.need("metadata")?)?,
        operations: read_all(root.need("operations")?.named()?, operation)?,
        shapes: read_all(root.need("shapes")?.named()?, shape)?,
        deprecated: root.flag("deprecated")?,
        documentation: documentation(&root)?,
        paginators: IndexMap::new(),
        waiters: IndexMap::new(),
    };
    root.finish()?;
    Ok(model)
}

fn read_all<T>(nodes: Vec<(Name, Node<'_>)>, read: fn(&Node<'_>) -> Result<T>) -> Result<IndexMap<Name, T>> {
    nodes.into_iter().map(|(name, node)| Ok((name, read(&node)?))).collect()
}

fn metadata(node: &Node<'_>) -> Result<Metadata> {
    let o = node.object()?;
    let api_version = o.need_line("apiVersion")?;
    let protocol = protocol(&o, &api_version)?;
    traits::check(&o, Place::Metadata)?;
    let full_name = o.need_line("serviceFullName")?;
    let short_name = o.line("serviceAbbreviation")?;
    let metadata = Metadata {
        api_version,
        endpoint_prefix: o.need_line("endpointPrefix")?,
        global_endpoint: o.line("globalEndpoint")?,
        protocol,
        unsigned: signatures::service(&o)?,
        signing_name: o.line("signingName")?,
        service_id: o.line("serviceId")?.unwrap_or_else(|| service_id(short_name.as_deref(), &full_name)),
        full_name,
        uid: o.line("uid")?,
    };
    o.finish()?;
    Ok(metadata)
}

/// The id of a service from the time before ids: its short name without its maker's.
fn service_id(short_name: Option<&str>, full_name: &str) -> String {
    let name = short_name.unwrap_or(full_name);
    let own = ["Amazon ", "AWS "].iter().find_map(|maker| name.strip_prefix(maker)).unwrap_or(name);
    own.chars().filter(|c| c.is_ascii_alphanumeric() || *c == ' ').collect()
}

/// Protocols in the AWS CLI's own order: of those that a service offers, the first is spoken.
const PROTOCOLS: [&str; 6] = ["json", "rest-json", "rest-xml", "smithy-rpc-v2-cbor", "query", "ec2"];

fn protocol(o: &Object<'_>, api_version: &str) -> Result<Protocol> {
    let (single, offered) = (o.need("protocol")?, o.texts("protocols")?);
    let name = match PROTOCOLS.iter().find(|name| offered.iter().any(|o| o == *name)) {
        Some(name) => name,
        None => single.text()?,
    };
    let version = api_version.to_owned();
    let query_compatible = o.get("awsQueryCompatible").is_some();
    let (json_version, target_prefix) = (o.get("jsonVersion"), o.line("targetPrefix")?);
    let target_prefix = || target_prefix.ok_or_else(|| o.error("the key `targetPrefix` is missing"));
    Ok(match name {
        "json" => {
            let version = json_version.ok_or_else(|| o.error("the key `jsonVersion` is missing"))?;
            if !matches!(version.text()?, "1.0" | "1.1") {
                return Err(version.error("expected `1.0` or `1.1`"));
            }
            let version = version.text()?.to_owned();
            Protocol::AwsJson { target_prefix: target_prefix()?, version, query_compatible }
        }
        "rest-json" => Protocol::RestJson,
        "query" => Protocol::Query { version },
        "ec2" => Protocol::Ec2 { version },
        "rest-xml" => Protocol::RestXml,
        "smithy-rpc-v2-cbor" => Protocol::RpcV2Cbor { service: target_prefix()?, query_compatible },
        other => return Err(single.error(format!("protocol `{other}` is not supported"))),
    })
}

fn operation(node: &Node<'_>) -> Result<Operation> {
    let o = node.object()?;
    let http = o.need("http")?.object()?;
    let host_prefix = match o.get("endpoint") {
        Some(endpoint) => endpoint.object()?.line("hostPrefix")?,
        None => None,
    };
    let input = o.get("input").map(|n| reference(&n)).transpose()?;
    let output = o.get("output").map(|n| reference(&n)).transpose()?;
    let signature = signatures::operation(&o)?;
    let operation = Operation {
        method: http.need_line("method")?,
        path: http.need_line("requestUri")?,
        errors: o.get("errors").map_or(Ok(Vec::new()), |n| errors(&n))?,
        unsigned: signature.unsigned,
        resets: false,
        documentation: documentation(&o)?,
        deprecated: o.flag("deprecated")?,
        host_prefix,
        endpoint_constants: o.get("staticContextParams").map_or(Ok(Vec::new()), |n| constants(&n))?,
        endpoint_paths: o.get("operationContextParams").map_or(Ok(Vec::new()), |n| paths(&n))?,
        input_wire: input.as_ref().map(|io| io.wire.clone()).unwrap_or_default(),
        result_wrapper: output.as_ref().and_then(|io| io.result_wrapper.clone()),
        input: input.map(|io| io.shape),
        output: output.map(|io| io.shape),
        extras: Extras { unsigned_payload: signature.unsigned_payload, ..extras(&o)? },
        unsupported: signature.unsupported,
        needs_discovery: needs_discovery(&o)?,
        tells_endpoints: o.flag("endpointoperation")?,
    };
    traits::check(&http, Place::Http)?;
    http.finish()?;
    traits::check(&o, Place::Operation)?;
    o.finish()?;
    Ok(operation)
}

/// Whether another operation has to name an operation's endpoint.
fn needs_discovery(o: &Object<'_>) -> Result<bool> {
    let Some(node) = o.get("endpointdiscovery") else { return Ok(false) };
    let discovery = node.object()?;
    let required = discovery.flag("required")?;
    discovery.finish()?;
    Ok(required)
}

fn extras(o: &Object<'_>) -> Result<Extras> {
    let mut extras = Extras { checksum_required: o.flag("httpChecksumRequired")?, ..Extras::default() };
    if let Some(node) = o.get("httpChecksum") {
        let checksum = node.object()?;
        extras.checksum = checksum.text("requestAlgorithmMember")?;
        extras.checksum_required |= checksum.flag("requestChecksumRequired")?;
        extras.validation = checksum.text("requestValidationModeMember")?;
        extras.replies =
            checksum.get("responseAlgorithms").map(|node| node.texts()).transpose()?.unwrap_or_default();
        traits::check(&checksum, Place::Checksum)?;
        checksum.finish()?;
    }
    if let Some(node) = o.get("requestcompression") {
        let compression = node.object()?;
        let encodings = compression.need("encodings")?;
        extras.gzip = encodings.texts()?.iter().any(|encoding| encoding == "gzip");
        if !extras.gzip {
            return Err(encodings.error("`gzip` is the one encoding that is supported"));
        }
        compression.finish()?;
    }
    Ok(extras)
}

/// An operation's input or output.
struct Io {
    shape: Name,
    wire: Wire,
    result_wrapper: Option<String>,
}

fn reference(node: &Node<'_>) -> Result<Io> {
    let o = node.object()?;
    traits::check(&o, Place::Io)?;
    let io = Io {
        shape: o.need("shape")?.name()?,
        wire: wire::reference(&o)?,
        result_wrapper: o.line("resultWrapper")?,
    };
    o.finish()?;
    Ok(io)
}

fn errors(node: &Node<'_>) -> Result<Vec<Name>> {
    let read = |node: &Node<'_>| {
        let o = node.object()?;
        traits::check(&o, Place::Raised)?;
        let shape = o.need("shape")?.name()?;
        o.finish()?;
        Ok(shape)
    };
    node.items()?.iter().map(read).collect()
}

fn constants(node: &Node<'_>) -> Result<Vec<(String, Constant)>> {
    let read = |(name, node): &(&str, Node<'_>)| {
        let o = node.object()?;
        let value = o.need("value")?;
        o.finish()?;
        let constant = match (value.text(), value.items()) {
            (Ok(text), _) => Constant::Text(text.to_owned()),
            (_, Ok(_)) => Constant::Texts(value.texts()?),
            _ => Constant::Flag(value.boolean()?),
        };
        Ok(((*name).to_owned(), constant))
    };
    node.entries()?.iter().map(read).collect()
}

/// JMESPath expressions by the parameter that they fill.
fn paths(node: &Node<'_>) -> Result<Vec<(String, String)>> {
    let read = |(name, node): &(&str, Node<'_>)| {
        let o = node.object()?;
        let path = o.need_text("path")?;
        o.finish()?;
        Ok(((*name).to_owned(), path))
    };
    node.entries()?.iter().map(read).collect()
}

fn shape(node: &Node<'_>) -> Result<Shape> {
    let o = node.object()?;
    let error_code = match o.get("error") {
        Some(error) => {
            let error = error.object()?;
            traits::check(&error, Place::Error)?;
            let code = error.text("code")?;
            error.finish()?;
            code
        }
        None => None,
    };
    let shape = Shape {
        kind: kind(&o)?,
        min: o.number("min")?,
        max: o.number("max")?,
        pattern: o.get("pattern").map(|node| pattern(&node)).transpose()?,
        sensitive: o.flag("sensitive")?,
        secret_keys: Vec::new(),
        secret: o.flag("sensitive")?,
        deprecated: o.flag("deprecated")?,
        wire: wire::shape(&o)?,
        documentation: documentation(&o)?,
        error_code,
    };
    traits::check(&o, Place::Shape)?;
    o.finish()?;
    Ok(shape)
}

fn pattern(node: &Node<'_>) -> Result<String> {
    let text = node.text()?;
    pattern::check(text).map_err(|why| node.error(why))?;
    Ok(text.to_owned())
}

fn kind(o: &Object<'_>) -> Result<Kind> {
    let tag = o.need("type")?;
    Ok(match tag.text()? {
        "string" | "character" => Kind::String(o.texts("enum")?),
        // Numbers that have names are numbers.
        "integer" | "byte" | "short" => {
            o.known(&["enum"]);
            Kind::Integer
        }
        "long" => Kind::Long,
        "float" => Kind::Float,
        "double" => Kind::Double,
        "boolean" => Kind::Boolean,
        "timestamp" => Kind::Timestamp(o.get("timestampFormat").map(|n| wire::times(&n)).transpose()?),
        "blob" => Kind::Blob,
        "list" => Kind::List(member(&o.need("member")?)?),
        "map" => Kind::Map(member(&o.need("key")?)?, member(&o.need("value")?)?),
        "structure" if o.flag("document")? => {
            o.known(&["members", "required"]);
            Kind::Document
        }
        "structure" => Kind::Structure(structure(o)?),
        other => return Err(tag.error(format!("unknown shape type `{other}`"))),
    })
}

fn structure(o: &Object<'_>) -> Result<Structure> {
    let members = o.get("members").map_or(Ok(IndexMap::new()), |n| read_all(n.members()?, member))?;
    let required = o.get("required");
    for node in required.as_ref().map_or(Ok(Vec::new()), |n| n.items())? {
        if !members.contains_key(node.text()?) {
            return Err(node.error(format!("`{}` is required but is not a member", node.text()?)));
        }
    }
    Ok(Structure {
        members,
        required: required.map_or(Ok(Vec::new()), |n| n.texts())?,
        union: o.flag("union")?,
        event_stream: o.flag("eventstream")?,
    })
}

fn member(node: &Node<'_>) -> Result<Member> {
    let o = node.object()?;
    let endpoint_parameter = match o.get("contextParam") {
        Some(parameter) => parameter.object()?.text("name")?,
        None => None,
    };
    let member = Member {
        shape: o.need("shape")?.name()?,
        documentation: documentation(&o)?,
        idempotency_token: o.flag("idempotencyToken")?,
        deprecated: o.flag("deprecated")?,
        host_label: o.flag("hostLabel")?,
        json_value: o.flag("jsonvalue")?,
        sensitive: o.flag("sensitive")?,
        apart: false,
        helper: None,
        endpoint_parameter,
        wire: wire::reference(&o)?,
    };
    traits::check(&o, Place::Reference)?;
    o.finish()?;
    Ok(member)
}
