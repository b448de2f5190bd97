//! Words of the command line that do not follow from the model's names, but from somebody's hand: a part of `names.json`,
//! and what the AWS CLI has for a service.

use std::collections::{BTreeMap, BTreeSet};

use super::node::{Node, Object};
use crate::error::Result;
use crate::model::{Kind, Model};

/// Words of the command line.
#[derive(Debug, Default)]
pub(crate) struct Words {
    /// By operation.
    pub(super) commands: BTreeMap<String, String>,
    /// By `Operation.Member`.
    pub(super) options: BTreeMap<String, String>,
    /// Options of members that are zip archives, by `Operation.Member` or, in a member, `Operation.Member.Inner`.
    pub(super) zips: BTreeMap<String, String>,
    /// Operations that are no commands.
    pub(super) hidden: BTreeSet<String>,
}

impl Words {
    /// Words by operation and `Operation.Member`; `is_known` says whether the model has it.
    pub(super) fn read(
        root: &Object<'_>,
        is_known: &dyn Fn(&Node<'_>, &str) -> Result<bool>,
    ) -> Result<Words> {
        let read = |key: &'static str| {
            let mut words = BTreeMap::new();
            for (name, node) in root.get(key).map_or(Ok(Vec::new()), |node| node.entries())? {
                if is_known(&node, name)? {
                    words.insert(name.to_owned(), word(&node)?);
                }
            }
            Ok(words)
        };
        let (commands, options, zips) = (read("commands")?, read("options")?, read("zips")?);
        let mut hidden = BTreeSet::new();
        for node in root.get("hidden").map_or(Ok(Vec::new()), |node| node.items())? {
            if is_known(&node, node.text()?)? {
                hidden.insert(node.text()?.to_owned());
            }
        }
        Ok(Words { commands, options, zips, hidden })
    }

    /// Adds other words for what has none yet.
    pub(super) fn add(&mut self, words: Words) {
        let pairs = [
            (&mut self.commands, words.commands),
            (&mut self.options, words.options),
            (&mut self.zips, words.zips),
        ];
        for (all, more) in pairs {
            for (name, word) in more {
                all.entry(name).or_insert(word);
            }
        }
        self.hidden.extend(words.hidden);
    }
}

/// A word of the command line.
fn word(node: &Node<'_>) -> Result<String> {
    let word = node.text()?;
    let is_word = word.starts_with(|c: char| c.is_ascii_alphanumeric())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if is_word { Ok(word.to_owned()) } else { Err(node.error("expected letters, digits and dashes")) }
}

/// Whether the model has an operation, or the member of an operation's request, or a member of that.
pub(super) fn of_operation(model: &Model, name: &str) -> bool {
    let (operation, member) = name.split_once('.').map_or((name, None), |(o, member)| (o, Some(member)));
    let Some(operation) = model.operations.get(operation) else { return false };
    let request = operation.input.as_ref().and_then(|input| model.shapes.get(input));
    let Some(member) = member else { return true };
    let (member, inner) =
        member.split_once('.').map_or((member, None), |(outer, inner)| (outer, Some(inner)));
    let Some(Kind::Structure(request)) = request.map(|shape| &shape.kind) else { return false };
    let Some(found) = request.members.get(member) else { return false };
    let of_member = model.shapes.get(&found.shape);
    inner.is_none_or(|inner| of_member.is_some_and(|shape| has_member(&shape.kind, inner)))
}

pub(super) fn has_member(kind: &Kind, name: &str) -> bool {
    matches!(kind, Kind::Structure(structure) if structure.members.contains_key(name))
}
