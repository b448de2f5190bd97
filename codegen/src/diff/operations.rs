//! Operations: which there are, how they are called, what they raise, how they page.

use std::collections::BTreeSet;

use super::{Change, Level};
use crate::model::{Kind, Model, Operation, Paginator};
use crate::name::Name;

/// What changes of operations as such.
pub(super) fn changes(old: &Model, new: &Model) -> Vec<Change> {
    let mut changes = Vec::new();
    for (name, before) in &old.operations {
        match new.operations.get(name) {
            Some(after) => changes.extend(pair(name, before, after, new)),
            None => changes.push(change(Level::Breaking, name, "is gone")),
        }
        let pages = (old.paginators.get(&**name), new.paginators.get(&**name));
        changes.extend(
            paging(pages)
                .filter(|_| new.operations.contains_key(name))
                .map(|(level, what)| change(level, name, what)),
        );
    }
    let added = new.operations.keys().filter(|name| !old.operations.contains_key(*name));
    changes.extend(added.map(|name| change(Level::Compatible, name, "is new")));
    changes.extend(codes(old, new));
    changes.extend(waits(old, new));
    changes
}

fn change(level: Level, name: &Name, what: impl Into<String>) -> Change {
    Change { level, place: name.to_string(), what: what.into(), operations: vec![name.to_string()] }
}

fn pair(name: &Name, old: &Operation, new: &Operation, model: &Model) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut note = |level, what: String| changes.push(change(level, name, what));
    match (&old.input, &new.input) {
        (None, Some(input)) if needs(model, input) => note(Level::Breaking, "asks for members now".into()),
        (None, Some(_)) => note(Level::SourceOnly, "takes members now".into()),
        (Some(_), None) => note(Level::Breaking, "takes no members any more".into()),
        _ => {}
    }
    match (old.output.is_some(), new.output.is_some()) {
        (false, true) => note(Level::SourceOnly, "has a reply now".into()),
        (true, false) => note(Level::Breaking, "has no reply any more".into()),
        _ => {}
    }
    match (old.unsigned, new.unsigned) {
        (true, false) => note(Level::Breaking, "is signed now: it needs credentials".into()),
        (false, true) => note(Level::Compatible, "is not signed any more".into()),
        _ => {}
    }
    match (&old.unsupported, &new.unsupported) {
        (None, Some(why)) => note(Level::Breaking, format!("cannot be called any more: {why}")),
        (Some(_), None) => note(Level::Compatible, "can be called now".into()),
        _ => {}
    }
    if new.deprecated && !old.deprecated {
        note(Level::Compatible, "is deprecated".into());
    }
    if (&old.method, &old.path, &old.host_prefix, &old.input_wire, &old.result_wrapper, &old.extras)
        != (&new.method, &new.path, &new.host_prefix, &new.input_wire, &new.result_wrapper, &new.extras)
    {
        note(Level::Compatible, "goes out or comes back in another form".into());
    }
    if (&old.endpoint_constants, &old.endpoint_paths) != (&new.endpoint_constants, &new.endpoint_paths) {
        note(Level::Compatible, "finds its endpoint in another way".into());
    }
    new.errors.iter().filter(|e| !old.errors.contains(e)).for_each(|error| {
        note(Level::Compatible, format!("may raise {error}"));
    });
    old.errors.iter().filter(|e| !new.errors.contains(e)).for_each(|error| {
        note(Level::Compatible, format!("raises {error} no more"));
    });
    changes
}

/// Whether a request cannot be empty.
fn needs(model: &Model, shape: &Name) -> bool {
    matches!(model.shapes.get(shape).map(|s| &s.kind), Some(Kind::Structure(s)) if !s.required.is_empty())
}

fn paging(pages: (Option<&Paginator>, Option<&Paginator>)) -> impl Iterator<Item = (Level, &'static str)> {
    let change = match pages {
        (Some(_), None) => Some((Level::Breaking, "is not paged any more")),
        (None, Some(_)) => Some((Level::Compatible, "is paged: the command shows all pages at once")),
        (Some(old), Some(new)) if old.result_keys.first() != new.result_keys.first() => {
            Some((Level::SourceOnly, "pages over another list"))
        }
        (Some(old), Some(new)) if old != new => Some((Level::Compatible, "is paged in another way")),
        _ => None,
    };
    change.into_iter()
}

/// What one can wait for.
fn waits(old: &Model, new: &Model) -> Vec<Change> {
    let note = |level, name: &Name, what: &str, operation: &Name| Change {
        level,
        place: name.to_string(),
        what: what.to_owned(),
        operations: vec![operation.to_string()],
    };
    let mut changes = Vec::new();
    for (name, before) in &old.waiters {
        let (level, what) = match new.waiters.get(name) {
            None => (Level::Breaking, "cannot be waited for any more"),
            Some(after) if after.operation != before.operation => {
                (Level::Breaking, "is asked of another operation")
            }
            Some(after) if after != before => (Level::Compatible, "is waited for in another way"),
            Some(_) => continue,
        };
        changes.push(note(level, name, what, &before.operation));
    }
    let added = new.waiters.iter().filter(|(name, _)| !old.waiters.contains_key(*name));
    let added = added.map(|(name, w)| note(Level::Compatible, name, "can be waited for", &w.operation));
    changes.extend(added);
    changes
}

/// Codes of errors: each is a value of one enum.
fn codes(old: &Model, new: &Model) -> Vec<Change> {
    let codes = |model: &Model| -> BTreeSet<String> {
        model.operations.values().flat_map(|o| &o.errors).map(ToString::to_string).collect()
    };
    let (before, after) = (codes(old), codes(new));
    let gone = before.difference(&after).map(|name| Change {
        level: Level::SourceOnly,
        place: name.clone(),
        what: "is raised by no operation any more".to_owned(),
        operations: Vec::new(),
    });
    gone.collect()
}
