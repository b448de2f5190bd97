//! `pairs.json`: what operations take differently from how replies say it, for those who send back what was read. Members
//! that replies call otherwise (`names`), and what the service refuses when it is sent back (`refused`), each with a sentence.
//!
//! It names members of the model, or it is an error; it changes nothing in the model itself.

use std::collections::BTreeMap;

use super::node::{Node, Object, json};
use crate::error::Result;
use crate::ir::{ItemRule, ReadAs, Refusal, Resent};
use crate::model::{Kind, Model};
use crate::name::Name;
use crate::prose::safe::safe;

const FILE: &str = "pairs.json";

/// Reads what it says, by operation.
pub(crate) fn read(text: &str, model: &Model) -> Result<BTreeMap<String, Resent>> {
    let value = json(FILE, text)?;
    let root = Node::root(FILE, &value).object()?;
    let mut resent: BTreeMap<String, Resent> = BTreeMap::new();
    for node in root.get("names").map_or(Ok(Vec::new()), |node| node.items())? {
        let entry = node.object()?;
        let operations = operations(&entry, model)?;
        let name = name(&entry, &operations, model)?;
        entry.finish()?;
        operations.iter().for_each(|o| resent.entry((*o).to_owned()).or_default().names.push(name.clone()));
    }
    for node in root.get("refused").map_or(Ok(Vec::new()), |node| node.items())? {
        let entry = node.object()?;
        let operations = operations(&entry, model)?;
        let refusal = refusal(&entry, &operations, model)?;
        entry.finish()?;
        operations
            .iter()
            .for_each(|o| resent.entry((*o).to_owned()).or_default().refused.push(refusal.clone()));
    }
    root.finish()?;
    Ok(resent)
}

/// The operations that an entry is about.
fn operations<'a>(entry: &Object<'a>, model: &Model) -> Result<Vec<&'a str>> {
    let nodes = entry.need("operations")?.items()?;
    let named = nodes.iter().map(|node| match node.text()? {
        name if model.operations.contains_key(name) => Ok(name),
        name => Err(node.error(format!("the model has no operation `{name}`"))),
    });
    named.collect()
}

fn name(entry: &Object<'_>, operations: &[&str], model: &Model) -> Result<ReadAs> {
    let member = path(&entry.need("member")?, operations, model)?;
    let read = entry.need("read")?;
    let has = |kind: &Kind| matches!(kind, Kind::Structure(s) if s.members.contains_key(read.value().as_str().unwrap_or("")));
    if !model.shapes.values().any(|shape| has(&shape.kind)) {
        return Err(read.error(format!("no structure of the model has a member `{}`", read.text()?)));
    }
    let mut items = rules(entry.get("skip"), true)?;
    items.extend(rules(entry.get("cut"), false)?);
    let why = safe(entry.need("why")?.line()?);
    Ok(ReadAs { member, read: read.text()?.to_owned(), why, items })
}

/// What is done to items: texts by the member that they are looked for in.
fn rules(node: Option<Node<'_>>, skips: bool) -> Result<Vec<ItemRule>> {
    let entries = node.map_or(Ok(Vec::new()), |node| node.entries())?.into_iter();
    entries
        .map(|(member, texts)| Ok(ItemRule { member: member.to_owned(), skips, texts: texts.texts()? }))
        .collect()
}

fn refusal(entry: &Object<'_>, operations: &[&str], model: &Model) -> Result<Refusal> {
    let beside = entry.get("beside").map(|node| path(&node, operations, model)).transpose()?;
    Ok(Refusal {
        member: path(&entry.need("member")?, operations, model)?,
        beside: beside.unwrap_or_default(),
        is: entry.get("is").map(|node| word(&node)).transpose()?.unwrap_or_default().to_owned(),
        unless_read: entry.get("unless_read").map_or(Ok(false), |node| node.boolean())?,
        why: safe(entry.need("why")?.line()?),
        steps: Vec::new(),
        beside_steps: Vec::new(),
    })
}

/// A path to a member of the operations' requests, or to a key of a map in them.
fn path(node: &Node<'_>, operations: &[&str], model: &Model) -> Result<String> {
    let path = word(node)?;
    for name in operations {
        let input = model.operations.get(*name).and_then(|operation| operation.input.as_ref());
        if !input.is_some_and(|input| leads(path, input, model)) {
            return Err(node.error(format!("the request of `{name}` has no `{path}`")));
        }
    }
    Ok(path.to_owned())
}

/// A word that stands in texts about the operation as it is.
fn word<'a>(node: &Node<'a>) -> Result<&'a str> {
    let word = node.text()?;
    match word.chars().find(|c| !c.is_ascii_alphanumeric() && !"._-:/@".contains(*c)) {
        Some(c) => Err(node.error(format!("{c:?} cannot stand in a path or a value"))),
        None => Ok(word),
    }
}

fn leads(path: &str, from: &Name, model: &Model) -> bool {
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    match model.shapes.get(from).map(|shape| &shape.kind) {
        Some(Kind::Structure(structure)) => structure
            .members
            .get(first)
            .is_some_and(|member| rest.is_none_or(|rest| leads(rest, &member.shape, model))),
        Some(Kind::Map(..)) => rest.is_none(),
        _ => false,
    }
}
