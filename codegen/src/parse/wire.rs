//! How shapes and references to them are written on the wire.

use super::node::{Node, Object};
use crate::error::Result;
use crate::model::{Location, Namespace, Wire};

/// The facts of a reference: a member, an item, a key, a value, an operation's input.
pub(super) fn reference(o: &Object<'_>) -> Result<Wire> {
    Ok(Wire {
        query_name: o.text("queryName")?,
        location: o.get("location").map_or(Ok(Location::Body), |n| location(&n))?,
        times: o.get("timestampFormat").map(|n| times(&n)).transpose()?,
        ..common(o)?
    })
}

/// The facts of a shape.
pub(super) fn shape(o: &Object<'_>) -> Result<Wire> {
    Ok(Wire { payload: o.text("payload")?, ..common(o)? })
}

fn common(o: &Object<'_>) -> Result<Wire> {
    Ok(Wire {
        name: o.text("locationName")?,
        flattened: o.flag("flattened")?,
        attribute: o.flag("xmlAttribute")?,
        streaming: o.flag("streaming")?,
        namespace: o.get("xmlNamespace").map(|n| namespace(&n)).transpose()?,
        ..Wire::default()
    })
}

fn location(node: &Node<'_>) -> Result<Location> {
    Ok(match node.text()? {
        "uri" => Location::Label,
        "querystring" => Location::Query,
        "header" => Location::Header,
        "headers" => Location::Headers,
        "statusCode" => Location::Status,
        other => return Err(node.error(format!("unknown location `{other}`"))),
    })
}

/// The runtime's name of a format.
pub(super) fn times(node: &Node<'_>) -> Result<&'static str> {
    match node.text()?.to_ascii_lowercase().as_str() {
        "unixtimestamp" => Ok("UnixTimestamp"),
        "iso8601" => Ok("Iso8601"),
        "rfc822" => Ok("Rfc822"),
        _ => Err(node.error(format!("unknown timestamp format `{}`", node.text()?))),
    }
}

/// Old models write the address alone.
fn namespace(node: &Node<'_>) -> Result<Namespace> {
    if let Ok(uri) = node.text() {
        return Ok(Namespace { prefix: String::new(), uri: uri.to_owned() });
    }
    let o = node.object()?;
    let namespace = Namespace { prefix: o.text("prefix")?.unwrap_or_default(), uri: o.need_text("uri")? };
    o.finish()?;
    Ok(namespace)
}
