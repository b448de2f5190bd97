//! Members of structures.

use super::pairs::Uses;
use super::{Change, Level};
use crate::model::{Member, Structure};
use crate::name::Name;

/// What changes of the members of a structure.
pub(super) fn changes(shape: &Name, old: &Structure, new: &Structure, uses: &Uses<'_>) -> Vec<Change> {
    let place = |member: &Name| format!("{shape}.{member}");
    let mut changes = Vec::new();
    for (name, before) in &old.members {
        let notes = match new.members.get(name) {
            None => vec![(Level::Breaking, "is gone".to_owned())],
            Some(after) => {
                let required = (requires(old, name), requires(new, name));
                let mut notes = member(before, after);
                notes.extend(necessity(required, uses));
                notes
            }
        };
        changes.extend(notes.into_iter().map(|(level, what)| uses.change(level, place(name), what)));
    }
    for name in new.members.keys().filter(|name| !old.members.contains_key(*name)) {
        let (level, what) = match (requires(new, name), uses.is_sent()) {
            (true, true) => (Level::Breaking, "is new and required"),
            _ => (Level::Compatible, "is new"),
        };
        changes.push(uses.change(level, place(name), what.to_owned()));
    }
    let order = |s: &Structure, other: &Structure| -> Vec<String> {
        s.members.keys().filter(|n| requires(s, n) && requires(other, n)).map(ToString::to_string).collect()
    };
    if uses.is_sent() && order(old, new) != order(new, old) {
        let what = "required members stand in another order".to_owned();
        changes.push(uses.change(Level::SourceOnly, shape.to_string(), what));
    }
    changes
}

fn requires(structure: &Structure, member: &Name) -> bool {
    structure.required.iter().any(|name| **name == **member)
}

/// Of a reply, what is required is a plain field, and what is not is an option: the type changes, not the reply.
fn necessity(required: (bool, bool), uses: &Uses<'_>) -> Option<(Level, String)> {
    match required {
        (false, true) if uses.is_sent() => Some((Level::Breaking, "is required now".to_owned())),
        (false, true) => Some((Level::SourceOnly, "is required now".to_owned())),
        (true, false) => Some((Level::SourceOnly, "is not required any more".to_owned())),
        _ => None,
    }
}

fn member(old: &Member, new: &Member) -> Vec<(Level, String)> {
    let mut notes = Vec::new();
    let mut note = |level, what: &str| notes.push((level, what.to_owned()));
    if new.deprecated && !old.deprecated {
        note(Level::Compatible, "is deprecated");
    }
    if old.wire.streaming != new.wire.streaming {
        note(Level::SourceOnly, "is a stream, or no stream any more");
    } else if (&old.wire, old.host_label) != (&new.wire, new.host_label) {
        note(Level::Compatible, "stands elsewhere in the message");
    }
    match (old.idempotency_token, new.idempotency_token) {
        (true, false) => note(Level::Breaking, "is not filled in any more"),
        (false, true) => note(Level::Compatible, "is filled in if it is not given"),
        _ => {}
    }
    if old.json_value != new.json_value {
        note(Level::Breaking, "is JSON as text, or is not any more");
    }
    notes
}
