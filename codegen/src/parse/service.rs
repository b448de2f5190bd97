//! `service-2.json`.

use indexmap::IndexMap;

use super::node::{Node, Object, json};
use super::pattern;
use super::prose::documentation;
use crate::error::Result;
use crate::model::{Constant, Kind, Member, Metadata, Model, Operation, Shape, Structure};
use crate::name::Name;

const FILE: &str = "service-2.json";

/// Reads a service model of protocol `json`.
pub(crate) fn parse(text: &str) -> Result<Model> {
    let value = json(FILE, text)?;
    let root = Node::root(FILE, &value).object()?;
    root.known(&["version", "examples", "clientContextParams"]);
    let model = Model {
        metadata: metadata(&root.need("metadata")?)?,
        operations: read_all(root.need("operations")?.named()?, operation)?,
        shapes: read_all(root.need("shapes")?.named()?, shape)?,
        documentation: documentation(&root)?,
        paginators: IndexMap::new(),
    };
    root.finish()?;
    Ok(model)
}

fn read_all<T>(nodes: Vec<(Name, Node<'_>)>, read: fn(&Node<'_>) -> Result<T>) -> Result<IndexMap<Name, T>> {
    nodes.into_iter().map(|(name, node)| Ok((name, read(&node)?))).collect()
}

fn metadata(node: &Node<'_>) -> Result<Metadata> {
    let o = node.object()?;
    let protocol = o.need("protocol")?;
    if protocol.text()? != "json" {
        return Err(protocol.error(format!("protocol `{}` is not supported, only `json`", protocol.text()?)));
    }
    let version = o.need("jsonVersion")?;
    if !matches!(version.text()?, "1.0" | "1.1") {
        return Err(version.error("expected `1.0` or `1.1`"));
    }
    o.known(&["protocols", "protocolSettings", "awsQueryCompatible"]);
    o.known(&["auth", "signatureVersion", "serviceAbbreviation", "ripServiceName"]);
    let metadata = Metadata {
        api_version: o.need_line("apiVersion")?,
        endpoint_prefix: o.need_line("endpointPrefix")?,
        json_version: version.text()?.to_owned(),
        signing_name: o.line("signingName")?,
        full_name: o.need_line("serviceFullName")?,
        service_id: o.need_line("serviceId")?,
        uid: o.line("uid")?,
        target_prefix: o.need_line("targetPrefix")?,
    };
    o.finish()?;
    Ok(metadata)
}

fn operation(node: &Node<'_>) -> Result<Operation> {
    let o = node.object()?;
    let http = o.need("http")?.object()?;
    let host_prefix = match o.get("endpoint") {
        Some(endpoint) => endpoint.object()?.line("hostPrefix")?,
        None => None,
    };
    let operation = Operation {
        method: http.need_line("method")?,
        path: http.need_line("requestUri")?,
        input: reference(&o, "input")?,
        output: reference(&o, "output")?,
        errors: o.get("errors").map_or(Ok(Vec::new()), |n| errors(&n))?,
        unsigned: is_unsigned(&o)?,
        resets: false,
        documentation: documentation(&o)?,
        deprecated: o.flag("deprecated")?,
        host_prefix,
        endpoint_constants: o.get("staticContextParams").map_or(Ok(Vec::new()), |n| constants(&n))?,
    };
    http.known(&["responseCode"]);
    http.finish()?;
    o.known(&["name", "idempotent", "readonly", "deprecatedMessage", "deprecatedSince", "alias"]);
    o.known(&["endpointdiscovery", "endpointoperation", "operationContextParams", "documentationUrl"]);
    o.known(&["httpChecksumRequired", "httpChecksum", "requestcompression"]);
    o.finish()?;
    Ok(operation)
}

fn is_unsigned(o: &Object<'_>) -> Result<bool> {
    let auth = o.texts("auth")?;
    let authtype = o.text("authtype")?;
    Ok(authtype.as_deref() == Some("none") || auth.first().is_some_and(|a| a == "smithy.api#noAuth"))
}

fn reference(o: &Object<'_>, key: &'static str) -> Result<Option<Name>> {
    let Some(node) = o.get(key) else { return Ok(None) };
    let r = node.object()?;
    r.known(&["documentation", "resultWrapper", "locationName", "xmlNamespace"]);
    let shape = r.need("shape")?.name()?;
    r.finish()?;
    Ok(Some(shape))
}

fn errors(node: &Node<'_>) -> Result<Vec<Name>> {
    let read = |node: &Node<'_>| {
        let o = node.object()?;
        o.known(&["documentation", "exception", "fault", "error"]);
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
        let constant = match value.text() {
            Ok(text) => Constant::Text(text.to_owned()),
            Err(_) => Constant::Flag(value.boolean()?),
        };
        Ok(((*name).to_owned(), constant))
    };
    node.entries()?.iter().map(read).collect()
}

fn shape(node: &Node<'_>) -> Result<Shape> {
    let o = node.object()?;
    let error_code = match o.get("error") {
        Some(error) => {
            let error = error.object()?;
            error.known(&["httpStatusCode", "senderFault", "fault"]);
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
        documentation: documentation(&o)?,
        error_code,
    };
    o.known(&[
        "deprecatedMessage",
        "deprecatedSince",
        "box",
        "exception",
        "fault",
        "retryable",
        "synthetic",
        "wrapper",
    ]);
    o.known(&["flattened", "event"]);
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
        "integer" => Kind::Integer,
        "long" => Kind::Long,
        "float" => Kind::Float,
        "double" => Kind::Double,
        "boolean" => Kind::Boolean,
        "timestamp" => Kind::Timestamp(o.text("timestampFormat")?),
        "blob" => {
            o.known(&["streaming"]);
            Kind::Blob
        }
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
    o.known(&["payload"]);
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
        endpoint_parameter,
    };
    o.known(&["deprecatedMessage", "deprecatedSince", "box", "flattened", "xmlNamespace"]);
    o.known(&["location", "queryName", "xmlAttribute", "eventpayload", "eventheader", "streaming"]);
    o.finish()?;
    Ok(member)
}
