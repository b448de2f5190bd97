//! Which rows a reply is: the items of its lists, or itself.

use rt::paginate;
use rt::schema::{Kind, Operation, Shape};
use rt::value::Value;

/// Where the items of an operation's replies stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Items {
    /// Paths of lists; none for replies that are no list.
    paths: Vec<&'static str>,
    /// What an item is, if there is one kind.
    pub(crate) shape: Option<Shape>,
}

impl Items {
    /// The lists that the paginator names; without one, the only list of a reply that else has texts for paging alone.
    pub(crate) fn of(operation: &Operation) -> Items {
        let paths: Vec<&'static str> = match (operation.paginator, operation.output_shape()) {
            (Some(rules), _) => rules.result_keys.to_vec(),
            (None, Some(output)) => lone_list(output).into_iter().collect(),
            (None, None) => Vec::new(),
        };
        let shape = match paths.as_slice() {
            [] => operation.output_shape(),
            [path] => operation.output_shape().and_then(|output| item_at(output, path)),
            _ => None,
        };
        Items { paths, shape }
    }

    /// Whether replies are lists.
    pub(crate) fn are_lists(&self) -> bool {
        !self.paths.is_empty()
    }

    /// Whether one of the lists stands there.
    pub(crate) fn stand_at(&self, path: &str) -> bool {
        self.paths.contains(&path)
    }

    /// The rows of a reply, each on its own.
    pub(crate) fn rows<'v>(&self, reply: &'v Value) -> Vec<&'v Value> {
        if self.paths.is_empty() {
            return vec![reply];
        }
        let mut rows = Vec::new();
        for path in &self.paths {
            match paginate::value_at(reply, path) {
                Some(Value::List(items)) => rows.extend(items),
                other => rows.extend(other),
            }
        }
        rows
    }

    /// The token of a reply that is a list of which there is more.
    pub(crate) fn token(reply: &Value) -> Option<(&str, &str)> {
        let mut members = reply.as_map()?.iter();
        members.find_map(|(name, value)| is_token(name).then(|| value.as_str().map(|token| (name, token)))?)
    }
}

/// The list of a structure that has one, and beside it nothing but texts for paging.
fn lone_list(output: Shape) -> Option<&'static str> {
    let is_list = |shape: Shape| matches!(shape.kind(), Kind::List(_));
    let mut lists = output.members().iter().filter(|member| is_list(member.shape()));
    let (list, None) = (lists.next()?, lists.next()) else { return None };
    let mut others = output.members().iter().filter(|member| !is_list(member.shape()));
    others.all(|member| is_token(member.name())).then_some(list.name())
}

fn is_token(name: &str) -> bool {
    name.to_lowercase().ends_with("token")
}

/// What the items at a path of plain names are.
fn item_at(output: Shape, path: &str) -> Option<Shape> {
    let list = path.split('.').try_fold(output, |shape, name| Some(shape.member(name)?.shape()))?;
    match list.kind() {
        Kind::List(item) => Some(item),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::{LIST, PUT};
    use rt::json::parse;

    fn shown(items: &Items, reply: &str) -> Vec<String> {
        let reply = parse(reply).unwrap();
        let line = |row: &&Value| rt::json::to_string(row, rt::json::Layout::Line);
        items.rows(&reply).iter().map(line).collect()
    }

    #[test]
    fn lists_are_items_and_all_else_is_one_row() {
        let list = Items::of(&LIST);
        assert_eq!(list.shape.map(|shape| shape.name()), Some("Text"));
        assert_eq!(shown(&list, r#"{"Things": ["a", "b"], "NextToken": "t"}"#), [r#""a""#, r#""b""#]);
        assert!(shown(&list, r#"{"NextToken": "t"}"#).is_empty());
        assert_eq!(shown(&Items::of(&PUT), r#"{"Names": ["a"]}"#), [r#"{"Names": ["a"]}"#]);
    }

    #[test]
    fn a_lone_list_needs_no_paginator() {
        rt::shapes! {
            static TEXT: Shape = Shape::new("Text", Kind::String);
            static LIST: Shape = Shape::new("Texts", Kind::List(TEXT));
            static OUTPUT: Shape = Shape::new(
                "Output",
                Kind::Structure(&[Member::new("Things", LIST), Member::new("PaginationToken", TEXT)]),
            );
        }
        static OPERATION: Operation = Operation::new("Op", &TABLES).output(OUTPUT.id());
        let reply = r#"{"Things": ["a"], "PaginationToken": "t"}"#;
        assert_eq!(shown(&Items::of(&OPERATION), reply), [r#""a""#]);
        let reply = parse(reply).unwrap();
        assert_eq!(Items::token(&reply), Some(("PaginationToken", "t")));
    }
}
