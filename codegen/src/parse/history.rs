//! `history.json`: when operations and members of requests came and went. It may name what the model does not have: what
//! went, and what came later.

use super::node::{Node, json};
use crate::error::Result;
use crate::name::Name;

/// What happened, in the order of the versions.
#[derive(Debug, Default)]
pub(crate) struct History {
    /// What the versions are versions of.
    pub(crate) source: String,
    pub(crate) stages: Vec<Stage>,
}

/// A version in which something came or went.
#[derive(Debug)]
pub(crate) struct Stage {
    pub(crate) version: String,
    /// `YYYY-MM-DD`.
    pub(crate) date: String,
    pub(crate) came: Vec<Item>,
    pub(crate) went: Vec<Item>,
    /// Operations that went, and those that took their places.
    pub(crate) became: Vec<(Name, Name)>,
}

/// An operation, or a member of its request.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) operation: Name,
    pub(crate) member: Option<Name>,
}

const FILE: &str = "history.json";

/// Reads the file.
pub(crate) fn parse(text: &str) -> Result<History> {
    let value = json(FILE, text)?;
    let root = Node::root(FILE, &value).object()?;
    let source = word(&root.need("source")?)?;
    let stages = root.need("versions")?.entries()?.into_iter().map(|(version, node)| stage(version, &node));
    let stages = stages.collect::<Result<_>>()?;
    root.finish()?;
    Ok(History { source, stages })
}

fn stage(version: &str, node: &Node<'_>) -> Result<Stage> {
    if version.is_empty() || version.contains(char::is_whitespace) {
        return Err(node.error("a version is one word"));
    }
    let object = node.object()?;
    let items = |key: &'static str| {
        let nodes = object.get(key).map_or(Ok(Vec::new()), |node| node.items())?;
        nodes.iter().map(item).collect::<Result<Vec<Item>>>()
    };
    let (came, went) = (items("came")?, items("went")?);
    let became = object.get("became").map_or(Ok(Vec::new()), |node| node.named())?;
    let became = became.into_iter().map(|(old, node)| Ok((old, node.name()?))).collect::<Result<_>>()?;
    let stage = Stage { version: version.to_owned(), date: date(&object.need("date")?)?, came, went, became };
    object.finish()?;
    Ok(stage)
}

fn item(node: &Node<'_>) -> Result<Item> {
    let text = node.text()?;
    let name = |text: &str, read: fn(&str) -> Result<Name, String>| read(text).map_err(|why| node.error(why));
    match text.split_once('.') {
        None => Ok(Item { operation: name(text, Name::new)?, member: None }),
        Some((operation, member)) => {
            Ok(Item { operation: name(operation, Name::new)?, member: Some(name(member, Name::of_member)?) })
        }
    }
}

fn date(node: &Node<'_>) -> Result<String> {
    let text = node.text()?;
    let parts: Vec<&str> = text.split('-').collect();
    let is_number =
        |(part, length): (&&str, usize)| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let month = parts.get(1).and_then(|month| month.parse().ok()).unwrap_or(0_u8);
    match parts.len() == 3 && parts.iter().zip([4, 2, 2]).all(is_number) && (1..=12).contains(&month) {
        true => Ok(text.to_owned()),
        false => Err(node.error("expected a day, such as 2016-04-21")),
    }
}

/// A text of one word.
fn word(node: &Node<'_>) -> Result<String> {
    let text = node.line()?;
    match text.is_empty() || text.contains(char::is_whitespace) {
        true => Err(node.error("expected one word")),
        false => Ok(text.to_owned()),
    }
}
