//! A text that matches a pattern.

use super::{Class, Item, Node, Pattern};

/// How often parts that may be repeated are repeated, at most.
const PATIENCE: usize = 64;

/// What all tries together may write, in characters and parts.
const EFFORT: usize = 1 << 20;

/// Letters first: they are easy to read and allowed in most places.
const FAVOURITES: &str = "a1A-_.@ ";

/// Tries one repetition, then none, then more and more.
pub(super) fn sample(pattern: &Pattern, min: usize, max: usize) -> Option<String> {
    let mut effort = EFFORT;
    for count in [1, 0].into_iter().chain(2..=min.max(PATIENCE)) {
        let mut text = String::new();
        let written = write(&pattern.0, count, &mut effort, &mut text).is_some();
        if effort == 0 {
            return None;
        }
        if written && (min..=max).contains(&text.chars().count()) && pattern.matches(&text) == Some(true) {
            return Some(text);
        }
    }
    None
}

/// Writes a part; `None` if nothing can be written, or the effort is spent.
fn write(node: &Node, count: usize, effort: &mut usize, out: &mut String) -> Option<()> {
    *effort = effort.checked_sub(1)?;
    match node {
        Node::One(class) => out.push(one(class)?),
        Node::Start | Node::End | Node::NotBehind(_) => {}
        Node::Sequence(nodes) => return nodes.iter().try_for_each(|node| write(node, count, effort, out)),
        Node::Choice(nodes) => return write(nodes.first()?, count, effort, out),
        Node::Repeat(node, min, max) => {
            let count_here = count.clamp(*min, max.unwrap_or(usize::MAX));
            return (0..count_here).try_for_each(|_| write(node, count, effort, out));
        }
    }
    Some(())
}

fn one(class: &Class) -> Option<char> {
    let mut starts = class.items.iter().filter_map(|item| match item {
        Item::Range(from, _) => Some(*from),
        _ => None,
    });
    let fits = |c: &char| class.contains(*c);
    FAVOURITES.chars().find(fits).or_else(|| starts.find(fits)).or_else(|| ('!'..='~').find(fits))
}
