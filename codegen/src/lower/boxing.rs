//! Which members must be boxed: those by which a structure would contain itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Kind, Model};

/// Structures that each structure holds directly. Lists, maps and documents hold theirs on the
/// heap, so a cycle through them is no problem.
pub(crate) struct Boxing<'m> {
    reach: BTreeMap<&'m str, BTreeSet<&'m str>>,
}

impl<'m> Boxing<'m> {
    pub(crate) fn new(model: &'m Model) -> Boxing<'m> {
        let direct = edges(model);
        let reach = direct.keys().map(|name| (*name, reachable(&direct, name))).collect();
        Boxing { reach }
    }

    /// Whether a member of `owner` that holds a `target` closes a cycle.
    pub(crate) fn is_boxed(&self, owner: &str, target: &str) -> bool {
        self.reach.get(target).is_some_and(|r| target == owner || r.contains(owner))
    }
}

fn edges(model: &Model) -> BTreeMap<&str, Vec<&str>> {
    let mut edges = BTreeMap::new();
    for (name, shape) in &model.shapes {
        let Kind::Structure(structure) = &shape.kind else { continue };
        let is_structure = |m: &str| matches!(model.shapes.get(m).map(|s| &s.kind), Some(Kind::Structure(_)));
        let targets = structure.members.values().map(|m| m.shape.as_str()).filter(|m| is_structure(m));
        edges.insert(name.as_str(), targets.collect());
    }
    edges
}

fn reachable<'m>(edges: &BTreeMap<&'m str, Vec<&'m str>>, from: &str) -> BTreeSet<&'m str> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&str> = edges.get(from).cloned().unwrap_or_default();
    while let Some(name) = open.pop() {
        if seen.insert(name) {
            open.extend(edges.get(name).into_iter().flatten());
        }
    }
    seen
}
