//! `service-2.json`.

use indexmap::IndexMap;

use super::node::{Node, Object, json};
use crate::error::Result;
use crate::model::{Constant, Kind, Member, Metadata, Model, Operation, Protocol, Shape, Structure};

const FILE: &str = "service-2.json";

/// Reads a service model.
pub(crate) fn parse(text: &str) -> Result<Model> {
    let value = json(FILE, text)?;
    let root = Node::root(FILE, &value).object()?;
    root.known(&["version", "examples", "clientContextParams"]);
    let model = Model {
        metadata: metadata(&root.need("metadata")?)?,
        operations: named(&root.need("operations")?, operation)?,
        shapes: named(&root.need("shapes")?, shape)?,
        documentation: root.text("documentation")?,
        paginators: IndexMap::new(),
    };
    root.finish()?;
    Ok(model)
}

fn named<T>(node: &Node<'_>, read: fn(&Node<'_>) -> Result<T>) -> Result<IndexMap<String, T>> {
    node.entries()?.iter().map(|(name, node)| Ok(((*name).to_owned(), read(node)?))).collect()
}

fn metadata(node: &Node<'_>) -> Result<Metadata> {
    let o = node.object()?;
    let api_version = o.need_text("apiVersion")?;
    let protocol = protocol(&o, &api_version)?;
    o.known(&["protocolSettings"]);
    o.known(&["auth", "signatureVersion", "serviceAbbreviation", "ripServiceName"]);
    let metadata = Metadata {
        api_version,
        endpoint_prefix: o.need_text("endpointPrefix")?,
        protocol,
        signing_name: o.text("signingName")?,
        full_name: o.need_text("serviceFullName")?,
        service_id: o.need_text("serviceId")?,
        uid: o.text("uid")?,
    };
    o.finish()?;
    Ok(metadata)
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
    let (json_version, target_prefix) = (o.get("jsonVersion"), o.text("targetPrefix")?);
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
        Some(endpoint) => endpoint.object()?.text("hostPrefix")?,
        None => None,
    };
    let operation = Operation {
        method: http.need_text("method")?,
        path: http.need_text("requestUri")?,
        input: reference(&o, "input")?,
        output: reference(&o, "output")?,
        errors: o.get("errors").map_or(Ok(Vec::new()), |n| errors(&n))?,
        unsigned: is_unsigned(&o)?,
        documentation: o.text("documentation")?,
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

fn reference(o: &Object<'_>, key: &'static str) -> Result<Option<String>> {
    let Some(node) = o.get(key) else { return Ok(None) };
    let r = node.object()?;
    r.known(&["documentation", "resultWrapper", "locationName", "xmlNamespace"]);
    let shape = r.need_text("shape")?;
    r.finish()?;
    Ok(Some(shape))
}

fn errors(node: &Node<'_>) -> Result<Vec<String>> {
    let read = |node: &Node<'_>| {
        let o = node.object()?;
        o.known(&["documentation", "exception", "fault", "error"]);
        let shape = o.need_text("shape")?;
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
        pattern: o.text("pattern")?,
        sensitive: o.flag("sensitive")?,
        deprecated: o.flag("deprecated")?,
        documentation: o.text("documentation")?,
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
    let members = o.get("members").map_or(Ok(IndexMap::new()), |n| named(&n, member))?;
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
        shape: o.need_text("shape")?,
        documentation: o.text("documentation")?,
        idempotency_token: o.flag("idempotencyToken")?,
        deprecated: o.flag("deprecated")?,
        host_label: o.flag("hostLabel")?,
        json_value: o.flag("jsonvalue")?,
        endpoint_parameter,
    };
    o.known(&["deprecatedMessage", "deprecatedSince", "box", "flattened", "sensitive", "xmlNamespace"]);
    o.known(&["location", "queryName", "xmlAttribute", "eventpayload", "eventheader", "streaming"]);
    o.finish()?;
    Ok(member)
}
