//! Rings of shapes that hold each other, and how deep shapes are nested. Linear, and without recursion: models may be
//! as large and as deep as they like.

use std::collections::BTreeMap;

use crate::name::Name;

/// What each shape holds.
pub(super) type Edges<'m> = BTreeMap<&'m Name, Vec<&'m Name>>;

/// The ring of each shape; most are rings of one. A ring has a higher number than those that hold it.
pub(super) struct Rings<'m> {
    ring_of: BTreeMap<&'m Name, usize>,
}

impl<'m> Rings<'m> {
    /// Kosaraju's two walks.
    pub(super) fn new(forward: &Edges<'m>) -> Rings<'m> {
        let mut back: Edges<'m> = BTreeMap::new();
        for (from, targets) in forward {
            targets.iter().for_each(|to| back.entry(to).or_default().push(from));
        }
        let (mut finished, mut seen) = (Vec::new(), BTreeMap::new());
        forward.keys().for_each(|name| walk(forward, name, &mut seen, 0, &mut finished));
        let (mut ring_of, mut ring) = (BTreeMap::new(), 0);
        for name in finished.iter().rev() {
            if !ring_of.contains_key(name) {
                walk(&back, name, &mut ring_of, ring, &mut Vec::new());
                ring += 1;
            }
        }
        Rings { ring_of }
    }

    /// Whether two shapes hold each other.
    pub(super) fn is_shared(&self, one: &Name, other: &Name) -> bool {
        self.ring_of.get(one).is_some_and(|ring| self.ring_of.get(other) == Some(ring))
    }

    /// The shape that stands deepest in others, and how many shapes there are from the outermost to it. A ring counts
    /// with all its shapes.
    pub(super) fn deepest(&self, edges: &Edges<'m>) -> Option<(&'m Name, usize)> {
        let mut sizes: BTreeMap<usize, usize> = BTreeMap::new();
        self.ring_of.values().for_each(|ring| *sizes.entry(*ring).or_default() += 1);
        let mut by_ring: Vec<(&'m Name, usize)> =
            self.ring_of.iter().map(|(name, ring)| (*name, *ring)).collect();
        by_ring.sort_by_key(|(_, ring)| *ring);
        let mut above: BTreeMap<usize, usize> = BTreeMap::new();
        let mut deepest = None;
        for (name, ring) in by_ring {
            let here = above.get(&ring).copied().unwrap_or(0) + sizes[&ring];
            if deepest.is_none_or(|(_, depth)| here > depth) {
                deepest = Some((name, here));
            }
            for target in edges.get(name).into_iter().flatten() {
                match self.ring_of.get(target) {
                    Some(inner) if *inner != ring => {
                        let depth = above.entry(*inner).or_default();
                        *depth = here.max(*depth);
                    }
                    _ => {}
                }
            }
        }
        deepest
    }
}

/// Marks all that can be reached and is not yet marked, and lists it, each behind what it leads to.
fn walk<'m>(
    edges: &Edges<'m>,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rings_and_depths() {
        let names: Vec<Name> = ["A", "B", "C", "D", "E"].map(|n| Name::new(n).unwrap()).into();
        let [a, b, c, d, e] = names.as_slice() else { unreachable!() };
        // A holds B; B, C and D are a ring; D holds E; A holds E.
        let edges =
            Edges::from([(a, vec![b, e]), (b, vec![c]), (c, vec![d]), (d, vec![b, e]), (e, Vec::new())]);
        let rings = Rings::new(&edges);
        assert!(rings.is_shared(b, d) && !rings.is_shared(a, b) && !rings.is_shared(d, e));
        assert_eq!(rings.deepest(&edges), Some((e, 5)));
    }
}
