//! Which shape of the newer model stands where one of the older stood, and who sends or receives it. Shapes are
//! paired by where they are used, not by what they are called: a shape that got another name is still the same.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use super::{Change, Level};
use crate::model::{Kind, Model};
use crate::name::Name;

/// Who uses a pair of shapes.
#[derive(Default)]
pub(super) struct Uses<'m> {
    /// Operations that have it in their requests.
    pub(super) sent: BTreeSet<&'m str>,
    /// Operations that have it in their replies or errors.
    pub(super) received: BTreeSet<&'m str>,
}

impl Uses<'_> {
    /// Whether callers write it.
    pub(super) fn is_sent(&self) -> bool {
        !self.sent.is_empty()
    }

    /// A change that all of them see.
    pub(super) fn change(&self, level: Level, place: String, what: String) -> Change {
        let operations = self.sent.union(&self.received).map(|name| (*name).to_owned()).collect();
        Change { level, place, what, operations }
    }
}

type Pair<'m> = (&'m Name, &'m Name);

/// Pairs of shapes, in the order in which they were met.
pub(super) struct Pairs<'m> {
    pub(super) all: IndexMap<Pair<'m>, Uses<'m>>,
}

#[derive(Clone, Copy)]
enum Way {
    Sent,
    Received,
}

impl<'m> Pairs<'m> {
    /// All pairs below the operations that both models have.
    pub(super) fn of(old: &'m Model, new: &'m Model) -> Pairs<'m> {
        let mut pairs = Pairs { all: IndexMap::new() };
        for (name, before) in &old.operations {
            let Some(after) = new.operations.get(name) else { continue };
            let errors = before.errors.iter().filter(|error| after.errors.contains(error));
            let ways = [
                (Way::Sent, before.input.as_ref().zip(after.input.as_ref())),
                (Way::Received, before.output.as_ref().zip(after.output.as_ref())),
            ];
            let raised = errors.map(|error| (Way::Received, Some((error, error))));
            for (way, pair) in ways.into_iter().chain(raised) {
                pairs.follow((old, new), name, way, pair.into_iter().collect());
            }
        }
        pairs
    }

    fn follow(
        &mut self,
        (old, new): (&'m Model, &'m Model),
        operation: &'m Name,
        way: Way,
        mut open: Vec<Pair<'m>>,
    ) {
        while let Some(pair) = open.pop() {
            let uses = self.all.entry(pair).or_default();
            let users = match way {
                Way::Sent => &mut uses.sent,
                Way::Received => &mut uses.received,
            };
            if users.insert(operation) {
                let kinds = old.shapes.get(pair.0).zip(new.shapes.get(pair.1));
                open.extend(kinds.into_iter().flat_map(|(old, new)| below(&old.kind, &new.kind)));
            }
        }
    }
}

/// The pairs that two shapes refer to.
fn below<'m>(old: &'m Kind, new: &'m Kind) -> Vec<Pair<'m>> {
    match (old, new) {
        (Kind::List(old), Kind::List(new)) => vec![(&old.shape, &new.shape)],
        (Kind::Map(key, value), Kind::Map(new_key, new_value)) => {
            vec![(&key.shape, &new_key.shape), (&value.shape, &new_value.shape)]
        }
        (Kind::Structure(old), Kind::Structure(new)) => {
            let member = |(name, old): (&'m Name, &'m crate::model::Member)| {
                new.members.get(name).map(|new| (&old.shape, &new.shape))
            };
            old.members.iter().filter_map(member).collect()
        }
        _ => Vec::new(),
    }
}
