//! Files that import each other, in however many steps.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::resolve::Edges;
use super::table;

type Graph<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Each circle once, by the shortest way around. A module that looks into the files of its own folder makes
/// none: it contains them.
pub(super) fn circles(edges: &Edges) -> Vec<String> {
    let graph = graph(edges);
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for (from, to) in graph.iter().flat_map(|(from, targets)| targets.iter().map(move |to| (*from, *to))) {
        let Some(back) = way(&graph, to, from) else { continue };
        let files: BTreeSet<&str> = back.iter().copied().collect();
        if seen.insert(files) {
            let steps = [&[from][..], &back].concat();
            let said =
                steps.windows(2).filter_map(|step| edges.get(&(step[0].to_owned(), step[1].to_owned())));
            let said = said.filter_map(|taken| taken.first()).map(|t| format!("`{}`", t.path));
            found.push(format!("circle: {} ({})", steps.join(" -> "), said.collect::<Vec<_>>().join(", ")));
        }
    }
    found
}

fn graph(edges: &Edges) -> Graph<'_> {
    let mut graph = Graph::new();
    for (from, to) in edges.keys() {
        if !table::EMITTED.iter().any(|place| from.starts_with(place))
            && !contains(from, to)
            && !recursion(from, to)
        {
            graph.entry(from).or_default().insert(to);
        }
    }
    graph
}

/// Whether a file is the module whose folder the other one stands in.
fn contains(file: &str, other: &str) -> bool {
    let folder = ["/mod.rs", "/lib.rs", "/main.rs"].iter().find_map(|name| file.strip_suffix(name));
    let folder = folder.or_else(|| file.strip_suffix(".rs")).unwrap_or(file);
    other.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn recursion(from: &str, to: &str) -> bool {
    let pair = |a: &str, b: &str| from.starts_with(a) && to.starts_with(b);
    table::RECURSIONS.iter().any(|(a, b)| pair(a, b) || pair(b, a))
}

/// The shortest way from one file to another, both named.
fn way<'a>(graph: &Graph<'a>, from: &'a str, to: &'a str) -> Option<Vec<&'a str>> {
    let (mut before, mut open) = (BTreeMap::from([(from, from)]), VecDeque::from([from]));
    while let Some(file) = open.pop_front() {
        if file == to {
            let mut way = vec![to];
            while let Some(last) = way.last().copied().filter(|last| *last != from) {
                way.push(before[last]);
            }
            way.reverse();
            return Some(way);
        }
        for next in graph.get(file).into_iter().flatten() {
            if !before.contains_key(next) {
                before.insert(next, file);
                open.push_back(next);
            }
        }
    }
    None
}
