//! Which members must be boxed: those by which a structure would contain itself.

use super::rings::{Edges, Rings};
use crate::model::{Kind, Model};
use crate::name::Name;

/// Rings of structures that hold each other directly. Lists, maps and documents hold theirs on the heap, so a ring
/// through them is no problem.
pub(super) struct Boxing<'m>(Rings<'m>);

impl<'m> Boxing<'m> {
    pub(super) fn new(model: &'m Model) -> Boxing<'m> {
        Boxing(Rings::new(&edges(model)))
    }

    /// Whether a member of `owner` that holds a `target` closes a ring.
    pub(super) fn is_boxed(&self, owner: &Name, target: &Name) -> bool {
        self.0.is_shared(owner, target)
    }
}

fn edges(model: &Model) -> Edges<'_> {
    let mut edges = Edges::new();
    for (name, shape) in &model.shapes {
        let Kind::Structure(structure) = &shape.kind else { continue };
        let is_structure =
            |m: &Name| matches!(model.shapes.get(m).map(|s| &s.kind), Some(Kind::Structure(_)));
        let targets = structure.members.values().map(|m| &m.shape).filter(|m| is_structure(m));
        edges.insert(name, targets.collect());
    }
    edges
}
