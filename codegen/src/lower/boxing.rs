//! Which members must be boxed: those by which a structure would contain itself.

use std::collections::BTreeMap;

use crate::model::{Kind, Model};
use crate::name::Name;

/// Rings of structures that hold each other directly. Lists, maps and documents hold theirs on the heap, so a ring
/// through them is no problem.
pub(crate) struct Boxing<'m> {
    ring_of: BTreeMap<&'m Name, usize>,
}

impl<'m> Boxing<'m> {
    /// In time proportional to the number of members, and without recursion: Kosaraju's two walks.
    pub(crate) fn new(model: &'m Model) -> Boxing<'m> {
        let forward = edges(model);
        let mut back: BTreeMap<&Name, Vec<&Name>> = BTreeMap::new();
        for (from, targets) in &forward {
            targets.iter().for_each(|to| back.entry(to).or_default().push(from));
        }
        let mut finished = Vec::new();
        let mut seen = BTreeMap::new();
        forward.keys().for_each(|name| walk(&forward, name, &mut seen, 0, &mut finished));
        let (mut ring_of, mut ring) = (BTreeMap::new(), 0);
        for name in finished.iter().rev() {
            walk(&back, name, &mut ring_of, ring, &mut Vec::new());
            ring += 1;
        }
        Boxing { ring_of }
    }

    /// Whether a member of `owner` that holds a `target` closes a ring.
    pub(crate) fn is_boxed(&self, owner: &Name, target: &Name) -> bool {
        self.ring_of.get(owner).is_some_and(|ring| self.ring_of.get(target) == Some(ring))
    }
}

/// Marks all that can be reached and is not yet marked, and lists it, each behind what it leads to.
fn walk<'m>(
    edges: &BTreeMap<&'m Name, Vec<&'m Name>>,
    from: &'m Name,
    marks: &mut BTreeMap<&'m Name, usize>,
    mark: usize,
    finished: &mut Vec<&'m Name>,
) {
    if marks.contains_key(from) {
        return;
    }
    marks.insert(from, mark);
    let targets = |name: &Name| edges.get(name).map(Vec::as_slice).unwrap_or_default().iter();
    let mut open = vec![(from, targets(from))];
    while let Some((name, rest)) = open.last_mut() {
        let name = *name;
        match rest.next() {
            Some(next) if !marks.contains_key(next) => {
                marks.insert(next, mark);
                open.push((next, targets(next)));
            }
            Some(_) => {}
            None => {
                finished.push(name);
                open.pop();
            }
        }
    }
}

fn edges(model: &Model) -> BTreeMap<&Name, Vec<&Name>> {
    let mut edges = BTreeMap::new();
    for (name, shape) in &model.shapes {
        let Kind::Structure(structure) = &shape.kind else { continue };
        let is_structure =
            |m: &Name| matches!(model.shapes.get(m).map(|s| &s.kind), Some(Kind::Structure(_)));
        let targets = structure.members.values().map(|m| &m.shape).filter(|m| is_structure(m));
        edges.insert(name, targets.collect());
    }
    edges
}
