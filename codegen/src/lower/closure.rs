//! A few operations of a model, and what they are made of. In goes a whole [`Model`], with all that stands beside it; out
//! comes one that has the chosen operations, their shapes, errors, paginators and waiters, in the model's order. Nothing is renamed.

use std::collections::BTreeSet;

use super::context::find;
use super::operations::{parts, teller};
use crate::error::{Error, Result};
use crate::model::Model;
use crate::name::Name;

/// Cuts the model down to these operations.
pub(crate) fn cut(model: &mut Model, chosen: &[String]) -> Result<()> {
    if chosen.is_empty() {
        return Err(error("none is chosen"));
    }
    if let Some(unknown) = chosen.iter().find(|name| !model.operations.contains_key(name.as_str())) {
        return Err(error(unknown_operation(model, unknown)));
    }
    let mut chosen: BTreeSet<String> = chosen.iter().cloned().collect();
    if chosen.iter().any(|name| model.operations[name.as_str()].needs_discovery) {
        chosen.extend(teller(model).map(ToString::to_string));
    }
    model.operations.retain(|name, _| chosen.contains(&**name));
    model.paginators.retain(|name, _| chosen.contains(&**name));
    model.waiters.retain(|_, waiter| chosen.contains(&*waiter.operation));
    let reached: BTreeSet<Name> = reached(model)?.into_iter().cloned().collect();
    model.shapes.retain(|name, _| reached.contains(name));
    Ok(())
}

/// Names of all shapes that the model's operations are made of, however deep.
fn reached(model: &Model) -> Result<BTreeSet<&Name>> {
    let operations = model.operations.values();
    let io = operations.flat_map(|o| [&o.input, &o.output].into_iter().flatten().chain(&o.errors));
    let (mut open, mut reached): (Vec<&Name>, _) = (io.collect(), BTreeSet::new());
    while let Some(name) = open.pop() {
        if reached.insert(name) {
            open.extend(parts(&find(model, name)?.kind));
        }
    }
    Ok(reached)
}

fn error(message: impl Into<String>) -> Error {
    Error::new("options", "$.operations", message)
}

fn unknown_operation(model: &Model, name: &str) -> String {
    let near = model.operations.keys().map(|known| (distance(&plain(name), &plain(known)), known)).min();
    match near {
        // Further away it is another word.
        Some((distance, known)) if distance * 3 <= name.len() => {
            format!("the model has no operation `{name}`; did you mean `{known}`?")
        }
        _ => format!("the model has no operation `{name}`"),
    }
}

/// A name as one would say it: commands and operations alike.
fn plain(name: &str) -> Vec<char> {
    name.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

/// How many letters have to be put in, left out or changed.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in to.iter().enumerate() {
            let changed = corner + usize::from(a != b);
            corner = row[j + 1];
            row[j + 1] = changed.min(corner + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances() {
        let of = |a: &str, b: &str| distance(&plain(a), &plain(b));
        assert_eq!(of("list-users", "ListUsers"), 0);
        assert_eq!(
            (of("", "abc"), of("abc", ""), of("kitten", "sitting"), of("ListUser", "ListUsers")),
            (3, 3, 3, 1)
        );
    }
}
