//! The service as a whole.

use super::{Change, Level};
use crate::model::{Metadata, Model, Protocol};

/// A change of the service.
pub(super) fn change(level: Level, what: String) -> Change {
    Change { level, place: "service".to_owned(), what, operations: Vec::new() }
}

/// What the metadata says in another way.
pub(super) fn changes(old: &Metadata, new: &Metadata) -> Vec<Change> {
    let texts = [
        ("the API version", &old.api_version, &new.api_version, Level::Compatible),
        ("the first label of hosts", &old.endpoint_prefix, &new.endpoint_prefix, Level::Compatible),
        // Settings such as `AWS_ENDPOINT_URL_…` and the sections of profiles are named after it.
        ("the service id", &old.service_id, &new.service_id, Level::Breaking),
    ];
    let texts = texts.into_iter().filter(|(_, old, new, _)| old != new);
    let mut changes: Vec<Change> = texts
        .map(|(what, old, new, level)| change(level, format!("{what} is {new:?}, and was {old:?}")))
        .collect();
    let (name, other) = (protocol(&old.protocol), protocol(&new.protocol));
    if name != other {
        changes.push(change(Level::Compatible, format!("speaks {other} in place of {name}")));
    } else if old.protocol != new.protocol {
        changes.push(change(Level::Compatible, format!("{name} is spoken in another way")));
    }
    let signing = |m: &Metadata| m.signing_name.clone().unwrap_or_else(|| m.endpoint_prefix.clone());
    if signing(old) != signing(new) {
        changes.push(change(Level::Compatible, format!("signatures name {:?}", signing(new))));
    }
    if old.global_endpoint != new.global_endpoint {
        changes.push(change(Level::Compatible, "the host for all regions differs".to_owned()));
    }
    changes
}

/// What is said of all operations at once.
pub(super) fn flags(old: &Model, new: &Model) -> Vec<Change> {
    let mut changes = Vec::new();
    if new.deprecated && !old.deprecated {
        changes.push(change(Level::Compatible, "is deprecated".to_owned()));
    }
    match (old.metadata.unsigned, new.metadata.unsigned) {
        (true, false) => changes.push(change(Level::Breaking, "requests are signed now".to_owned())),
        (false, true) => {
            changes.push(change(Level::Compatible, "requests are not signed any more".to_owned()));
        }
        _ => {}
    }
    changes
}

fn protocol(protocol: &Protocol) -> &'static str {
    match protocol {
        Protocol::AwsJson { .. } => "json",
        Protocol::RestJson => "rest-json",
        Protocol::Query { .. } => "query",
        Protocol::Ec2 { .. } => "ec2",
        Protocol::RestXml => "rest-xml",
        Protocol::RpcV2Cbor { .. } => "smithy-rpc-v2-cbor",
    }
}
