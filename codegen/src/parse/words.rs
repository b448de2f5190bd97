//! The overlay in our own words: `docs.json`, `examples.json` and `tasks.json`.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::node::{Node, json};
use crate::error::Result;
use crate::model::Model;

/// A worked example of an operation.
#[derive(Clone, Debug)]
pub struct Example {
    /// What it shows.
    pub title: String,
    /// The command as typed into a shell.
    pub command: String,
    /// What the command prints.
    pub output: String,
}

/// Texts by key: `Operation`, `Shape`, `Shape.Member`, `Shape.VALUE`, `*.Member`.
pub(crate) fn docs(text: &str) -> Result<BTreeMap<String, String>> {
    const FILE: &str = "docs.json";
    let value = json(FILE, text)?;
    let entries = Node::root(FILE, &value).entries()?;
    entries.iter().map(|(key, node)| Ok(((*key).to_owned(), node.text()?.to_owned()))).collect()
}

/// Examples by operation.
pub(crate) fn examples(text: &str) -> Result<IndexMap<String, Vec<Example>>> {
    const FILE: &str = "examples.json";
    let value = json(FILE, text)?;
    let read = |node: &Node<'_>| {
        let o = node.object()?;
        // `reply` is what a stub answers when the example is run as a test; `output` comes of that.
        o.known(&["reply"]);
        let (title, command) = (o.need_text("title")?, o.need_text("command")?);
        let output = o.text("output")?.unwrap_or_default();
        o.finish()?;
        Ok(Example { title, command, output })
    };
    let entries = Node::root(FILE, &value).entries()?;
    let all = |node: &Node<'_>| node.items()?.iter().map(read).collect::<Result<Vec<_>>>();
    entries.iter().map(|(name, node)| Ok(((*name).to_owned(), all(node)?))).collect()
}

/// Operations by purpose: `[[TITLE, [OPERATION, …]], …]`, each of them in one task.
pub(crate) fn tasks(text: &str, model: &Model) -> Result<Vec<(String, Vec<String>)>> {
    const FILE: &str = "tasks.json";
    let value = json(FILE, text)?;
    let mut seen = BTreeSet::new();
    let mut operation = |node: &Node<'_>| {
        let name = node.text()?;
        match model.operations.contains_key(name) {
            false => Err(node.error(format!("the model has no operation `{name}`"))),
            true if !seen.insert(name.to_owned()) => {
                Err(node.error(format!("two tasks have the operation `{name}`")))
            }
            true => Ok(name.to_owned()),
        }
    };
    let mut read = |node: &Node<'_>| match node.items()?.as_slice() {
        [title, operations] => {
            let operations = operations.items()?.iter().map(&mut operation).collect::<Result<_>>()?;
            Ok((title.text()?.to_owned(), operations))
        }
        _ => Err(node.error("expected a title and a list of operations")),
    };
    Node::root(FILE, &value).items()?.iter().map(&mut read).collect()
}
