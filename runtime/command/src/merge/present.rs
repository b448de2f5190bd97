//! The state that an update replaces, as members of its request.
//!
//! In: the reply of the read, and the pair. Out: the members that can be sent back, and the names of what cannot.

use crate::bind::reuse::fit::{fit, step};
use crate::table::Pair;
use rt::schema::Shape;
use rt::validate::validate;
use rt::value::{Map, Value};

/// What is there.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Present {
    /// Members of the update, as they are now.
    pub(super) members: Map,
    /// Paths of what is there and cannot be sent back.
    pub(super) unsent: Vec<String>,
    /// When it was changed last, if the reply says that.
    pub(super) changed: Option<Value>,
}

impl Present {
    /// Reads a reply. `given` says which one was asked for; what names it is shown where it differs.
    pub(super) fn new(pair: &Pair, reply: Value, request: Shape, given: &Map) -> Present {
        let mut state = state(pair, reply);
        let changed = state.get(pair.changed).filter(|value| **value != Value::Null).cloned();
        let mut present = Present { changed, ..Present::default() };
        for name in pair.identified_by.iter() {
            let own = state.remove(name).filter(|value| *value != Value::Null);
            if let Some(wanted) = given.get(name) {
                present.members.insert(name, own.unwrap_or_else(|| wanted.clone()));
            }
        }
        for (member, read) in pair.carried() {
            let Some((value, shape)) = state.remove(read).zip(request.member(member)) else { continue };
            let Some(value) = fit(value, shape.shape(), member, &mut present.unsent) else { continue };
            match validate(&value, shape.shape()) {
                Ok(()) => drop(present.members.insert(member, value)),
                Err(_) => present.unsent.push(member.to_owned()),
            }
        }
        let names = pair.identified_by.iter().filter_map(|name| given.get(name));
        let names: Vec<&Value> = names.collect();
        let rest = state.into_iter().filter(|(_, value)| *value != Value::Null && !names.contains(&value));
        present.unsent.extend(rest.map(|(name, _)| step("", &name)));
        present
    }
}

/// The state in a reply; none if there is nothing yet.
fn state(pair: &Pair, reply: Value) -> Map {
    match reply {
        Value::Map(reply) if pair.member.is_empty() => reply,
        Value::Map(mut reply) => match reply.remove(pair.member) {
            Some(Value::Map(state)) => state,
            _ => Map::new(),
        },
        _ => Map::new(),
    }
}
