//! Facts of the wire that matter to the service's protocol, and differ from its defaults; all others are dropped, so
//! that tables stay small.

use crate::model::{Kind, Member, Protocol, Shape, Wire};

/// What is written of a member called `name`.
pub(super) fn of_member(protocol: &Protocol, name: &str, member: &Member) -> Option<Wire> {
    let mut wire = relevant(protocol, &member.wire);
    // The name that is there anyway. `ec2` begins the names that are said with a capital.
    if wire.name.as_deref() == Some(name) && !wire.attribute && !matches!(protocol, Protocol::Ec2 { .. }) {
        wire.name = None;
    }
    some(wire)
}

/// What is written of a shape.
pub(super) fn of_shape(protocol: &Protocol, shape: &Shape) -> Option<Wire> {
    let mut wire = relevant(protocol, &shape.wire);
    let part = |member: &Member| some(relevant(protocol, &member.wire)).map(Box::new);
    match &shape.kind {
        Kind::List(item) => wire.item = part(item),
        Kind::Map(key, value) => (wire.key, wire.item) = (part(key), part(value)),
        _ => {}
    }
    some(wire)
}

/// What is written of an operation's request as a whole.
pub(super) fn of_input(protocol: &Protocol, wire: &Wire) -> Option<Wire> {
    some(relevant(protocol, wire)).filter(|_| matches!(protocol, Protocol::RestXml))
}

/// The format of points in time that the model does not say.
pub(super) fn unsaid_times(protocol: &Protocol) -> &'static str {
    if matches!(protocol, Protocol::AwsJson { .. }) { "UnixTimestamp" } else { "Unsaid" }
}

fn some(wire: Wire) -> Option<Wire> {
    (wire != Wire::default()).then_some(wire)
}

fn relevant(protocol: &Protocol, wire: &Wire) -> Wire {
    let named =
        Wire { name: wire.name.clone(), times: wire.times, last_part: wire.last_part, ..Wire::default() };
    match protocol {
        Protocol::AwsJson { .. } | Protocol::RpcV2Cbor { .. } => named,
        Protocol::RestJson => Wire {
            location: wire.location,
            payload: wire.payload.clone(),
            streaming: wire.streaming,
            ..named
        },
        Protocol::Query { .. } => Wire { flattened: wire.flattened, attribute: wire.attribute, ..named },
        Protocol::Ec2 { .. } => Wire {
            query_name: wire.query_name.clone(),
            flattened: wire.flattened,
            attribute: wire.attribute,
            ..named
        },
        Protocol::RestXml => Wire { query_name: None, ..wire.clone() },
    }
}
