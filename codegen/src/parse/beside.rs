//! What stands beside a model and speaks of its names: `names.json` and `secrets.json`. A name that the model does
//! not have is an error: whoever wrote it meant something.

use std::collections::BTreeMap;

use super::commands::{Words, has_member, of_operation};
use super::node::{Node, json};
use crate::error::Result;
use crate::model::{Kind, Model};
use crate::name::Name;

/// Names in Rust and on the command line that differ from those of the model, each written as the model would write it.
#[derive(Debug, Default)]
pub(crate) struct Renames {
    operations: BTreeMap<String, Name>,
    shapes: BTreeMap<String, Name>,
    waiters: BTreeMap<String, Name>,
    /// By `Shape.Member` and `Shape.VALUE`.
    parts: BTreeMap<String, Name>,
    /// Words of the command line.
    words: Words,
}

impl Renames {
    /// What an operation is called in Rust.
    pub(crate) fn operation<'a>(&'a self, name: &'a Name) -> &'a Name {
        self.operations.get(&**name).unwrap_or(name)
    }

    /// The word of an operation on the command line, if it does not follow from its name.
    pub(crate) fn command(&self, operation: &Name) -> Option<&str> {
        self.words.commands.get(&**operation).map(String::as_str)
    }

    /// The word of an option, if it does not follow from the member's name.
    pub(crate) fn option(&self, operation: &Name, member: &Name) -> Option<&str> {
        self.words.options.get(&format!("{operation}.{member}")).map(String::as_str)
    }

    /// The options of an operation's members that are zip archives: `option=Member`, `option=Member.Inner`.
    pub(crate) fn zips(&self, operation: &Name) -> Vec<String> {
        let prefix = format!("{operation}.");
        let zips = self.words.zips.iter();
        zips.filter_map(|(at, word)| Some(format!("{word}={}", at.strip_prefix(&prefix)?))).collect()
    }

    /// Whether the command line does without an operation.
    pub(crate) fn hides(&self, operation: &Name) -> bool {
        self.words.hidden.contains(&**operation)
    }

    /// Adds words of the command line for what has none yet.
    pub(crate) fn add(&mut self, words: Words) {
        self.words.add(words);
    }

    /// What a shape is called in Rust.
    pub(crate) fn shape<'a>(&'a self, name: &'a Name) -> &'a Name {
        self.shapes.get(&**name).unwrap_or(name)
    }

    /// What a waiter is called in Rust.
    pub(crate) fn waiter<'a>(&'a self, name: &'a Name) -> &'a Name {
        self.waiters.get(&**name).unwrap_or(name)
    }

    /// What a member is called in Rust.
    pub(crate) fn member<'a>(&'a self, shape: &Name, name: &'a Name) -> &'a Name {
        self.parts.get(&format!("{shape}.{name}")).unwrap_or(name)
    }

    /// What a value of an enum is called in Rust.
    pub(crate) fn value<'a>(&'a self, shape: &Name, value: &'a str) -> &'a str {
        self.parts.get(&format!("{shape}.{value}")).map_or(value, |name| name)
    }
}

/// Reads `names.json`: new names by kind and by the model's name.
pub(crate) fn names(text: &str, model: &Model) -> Result<Renames> {
    const FILE: &str = "names.json";
    let value = json(FILE, text)?;
    let root = Node::root(FILE, &value).object()?;
    let read = |key: &'static str, has: &dyn Fn(&str) -> bool| {
        let entries = root.get(key).map_or(Ok(Vec::new()), |node| node.entries())?;
        let read = entries.into_iter().map(|(name, node)| {
            if !has(name) {
                return Err(node.error(format!("the model has no `{name}` among its {key}")));
            }
            Ok((name.to_owned(), node.name()?))
        });
        read.collect::<Result<BTreeMap<String, Name>>>()
    };
    let operations = read("operations", &|name| model.operations.contains_key(name))?;
    let shapes = read("shapes", &|name| model.shapes.contains_key(name))?;
    let waiters = read("waiters", &|name| model.waiters.contains_key(name))?;
    let mut parts = read("members", &|name| part(model, name, has_member))?;
    parts.extend(read("values", &|name| part(model, name, has_value))?);
    let words = Words::read(&root, &|node, name| match of_operation(model, name) {
        true => Ok(true),
        false => Err(node.error(format!("the model has no `{name}`"))),
    })?;
    root.finish()?;
    Ok(Renames { operations, shapes, waiters, parts, words })
}

/// Reads `secrets.json` into the model: shapes, members and keys of maps whose values are secret, though the model
/// does not say so; and shapes that it calls sensitive (they belong in no log) although people who look at their own
/// request may see them (`shown`).
pub(crate) fn secrets(text: &str, model: &mut Model) -> Result<()> {
    const FILE: &str = "secrets.json";
    let value = json(FILE, text)?;
    let root = Node::root(FILE, &value).object()?;
    for (key, secret) in [("shapes", true), ("shown", false)] {
        for node in root.get(key).map_or(Ok(Vec::new()), |n| n.items())? {
            let name = node.text()?;
            let shape = model.shapes.get_mut(name);
            let shape = shape.ok_or_else(|| node.error(format!("the model has no shape `{name}`")))?;
            shape.sensitive |= secret;
            shape.secret = secret;
        }
    }
    for node in root.get("members").map_or(Ok(Vec::new()), |n| n.items())? {
        let name = node.text()?;
        let missing = || node.error(format!("the model has no member `{name}`; expected `Shape.Member`"));
        let (shape, member) = name.split_once('.').ok_or_else(missing)?;
        let member = match model.shapes.get_mut(shape).map(|shape| &mut shape.kind) {
            Some(Kind::Structure(structure)) => structure.members.get_mut(member),
            _ => None,
        };
        member.ok_or_else(missing)?.sensitive = true;
    }
    for (name, node) in root.get("keys").map_or(Ok(Vec::new()), |n| n.entries())? {
        match model.shapes.get_mut(name) {
            Some(shape) if matches!(shape.kind, Kind::Map(..)) => shape.secret_keys = node.texts()?,
            _ => return Err(node.error(format!("the model has no map `{name}`"))),
        }
    }
    root.finish()
}

/// Whether `Shape.Part` is in the model.
fn part(model: &Model, name: &str, has: impl Fn(&Kind, &str) -> bool) -> bool {
    let Some((shape, part)) = name.split_once('.') else { return false };
    model.shapes.get(shape).is_some_and(|shape| has(&shape.kind, part))
}

fn has_value(kind: &Kind, value: &str) -> bool {
    matches!(kind, Kind::String(values) if values.iter().any(|v| v == value))
}
