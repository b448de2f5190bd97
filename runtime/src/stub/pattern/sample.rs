//! A text that matches a pattern.

use super::{Class, Item, Node, Pattern};

/// How often parts that may be repeated are repeated, at most.
const PATIENCE: usize = 64;

/// Letters first: they are easy to read and allowed in most places.
const FAVOURITES: &str = "a1A-_.@ ";

/// Tries one repetition, then none, then more and more.
pub(super) fn sample(pattern: &Pattern, min: usize, max: usize) -> Option<String> {
    let counts = [1, 0].into_iter().chain(2..=min.max(PATIENCE));
    let texts = counts.filter_map(|count| {
        let mut text = String::new();
        write(&pattern.0, count, &mut text)?;
        Some(text)
    });
    let mut fitting =
        texts.filter(|text| (min..=max).contains(&text.chars().count()) && pattern.matches(text));
    fitting.next()
}

fn write(node: &Node, count: usize, out: &mut String) -> Option<()> {
    match node {
        Node::One(class) => out.push(one(class)?),
        Node::Start | Node::End | Node::NotBehind(_) => {}
        Node::Sequence(nodes) => return nodes.iter().try_for_each(|node| write(node, count, out)),
        Node::Choice(nodes) => return write(nodes.first()?, count, out),
        Node::Repeat(node, min, max) => {
            let count_here = count.clamp(*min, max.unwrap_or(usize::MAX));
            return (0..count_here).try_for_each(|_| write(node, count, out));
        }
    }
    Some(())
}

fn one(class: &Class) -> Option<char> {
    let starts = class.items.iter().filter_map(|item| match item {
        Item::Range(from, _) => Some(*from),
        _ => None,
    });
    FAVOURITES.chars().chain(starts).chain('!'..='~').find(|c| class.contains(*c))
}
