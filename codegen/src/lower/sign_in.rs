//! Whether a service signs users in by the protocol that the runtime's `sign_in` speaks.
//!
//! The one place where the generator looks for names of operations and members: the protocol is not
//! part of the model, so its marks are all that there is to go by.

use crate::model::{Kind, Model};

/// An operation of the protocol: its name, and members of its request and its reply.
type Mark = (&'static str, &'static [&'static str], &'static [&'static str]);

const REPLY: &[&str] = &["ChallengeName", "Session", "ChallengeParameters", "AuthenticationResult"];
const MARKS: &[Mark] = &[
    ("InitiateAuth", &["AuthFlow", "AuthParameters", "ClientId"], REPLY),
    ("RespondToAuthChallenge", &["ClientId", "ChallengeName", "Session", "ChallengeResponses"], REPLY),
];

/// Whether the model has all of the protocol's marks; its operations need no signature.
pub(super) fn speaks_protocol(model: &Model) -> bool {
    MARKS.iter().all(|(operation, request, reply)| {
        model.operations.get(*operation).is_some_and(|o| {
            o.unsigned && has(model, o.input.as_deref(), request) && has(model, o.output.as_deref(), reply)
        })
    })
}

fn has(model: &Model, shape: Option<&str>, members: &[&str]) -> bool {
    let kind = shape.and_then(|name| model.shapes.get(name)).map(|shape| &shape.kind);
    matches!(kind, Some(Kind::Structure(s)) if members.iter().all(|m| s.members.contains_key(*m)))
}
