//! A row's cells: the names of their columns, and their texts.
//!
//! Members of a structure are columns. A list of name-and-value pairs is a column for each name; where that would be the
//! name of another column, the list's name and a dot stand before it. What is nested otherwise is JSON.

use rt::json::{Layout, to_string};
use rt::schema::{Kind, Shape};
use rt::value::Value;

/// The column of rows that are no structure.
const ALONE: &str = "Value";

/// The cells of a row, whose shape may be known.
pub(super) fn cells(row: &Value, shape: Option<Shape>) -> Vec<(String, String)> {
    let Value::Map(map) = row else { return alone(row) };
    let mut cells = Vec::with_capacity(map.len());
    for (name, value) in map.iter() {
        let is_taken = |column: &str| match shape {
            Some(shape) => shape.member(column).is_some() || pair_lists(shape) > 1,
            None => map.contains_key(column),
        };
        match pairs(value, shape.and_then(|shape| shape.member(name)).map(|member| member.shape())) {
            Some(pairs) => cells.extend(pairs.into_iter().map(|(key, value)| {
                let column = if is_taken(key) { format!("{name}.{key}") } else { key.to_owned() };
                (column, text(value))
            })),
            None => cells.push((name.to_owned(), text(value))),
        }
    }
    cells
}

/// Items of a list that stand side by side have numbers.
fn alone(row: &Value) -> Vec<(String, String)> {
    match row {
        Value::List(items) => {
            items.iter().enumerate().map(|(at, v)| ((at + 1).to_string(), text(v))).collect()
        }
        other => vec![(ALONE.to_owned(), text(other))],
    }
}

/// A value as a cell.
fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => to_string(other, Layout::Line),
    }
}

/// The names and values of a list of pairs: by its shape, or where that is not known by what it holds. No name comes
/// twice.
fn pairs(value: &Value, shape: Option<Shape>) -> Option<Vec<(&str, &Value)>> {
    let items = value.as_list()?;
    if let Some(shape) = shape
        && !is_pair_list(shape)
    {
        return None;
    }
    if shape.is_none() && items.is_empty() {
        return None;
    }
    let mut found: Vec<(&str, &Value)> = Vec::with_capacity(items.len());
    for item in items {
        let (name, value) = pair(item)?;
        if found.iter().any(|(other, _)| *other == name) {
            return None;
        }
        found.push((name, value));
    }
    Some(found)
}

fn pair(item: &Value) -> Option<(&str, &Value)> {
    static NOTHING: Value = Value::Null;
    let map = item.as_map()?;
    let name = map.get("Name").or_else(|| map.get("Key"))?.as_str()?;
    let value = map.get("Value");
    let is_text = value.is_none_or(|value| matches!(value, Value::String(_) | Value::Null));
    (is_text && map.len() == 1 + usize::from(value.is_some())).then(|| (name, value.unwrap_or(&NOTHING)))
}

/// Whether the items of a list are structures of a name and a value, both of them texts.
pub(crate) fn is_pair_list(shape: Shape) -> bool {
    let Kind::List(item) = shape.kind() else { return false };
    let Kind::Structure(members) = item.kind() else { return false };
    let (Some(one), Some(other), 2) = (members.get(0), members.get(1), members.len()) else { return false };
    let is_text = |shape: Shape| matches!(shape.kind(), Kind::String | Kind::Enum(_));
    let names = |name: &str, value: &str| matches!(name, "Name" | "Key") && value == "Value";
    is_text(one.shape())
        && is_text(other.shape())
        && (names(one.name(), other.name()) || names(other.name(), one.name()))
}

fn pair_lists(shape: Shape) -> usize {
    shape.members().iter().filter(|member| is_pair_list(member.shape())).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::PUT;
    use rt::json::parse;

    fn row(text: &str, shape: Option<Shape>) -> String {
        let cells = cells(&parse(text).unwrap(), shape);
        cells.iter().map(|(column, cell)| format!("{column}={cell}")).collect::<Vec<_>>().join(";")
    }

    #[test]
    fn pairs_become_columns_by_their_shape() {
        let shape = PUT.output_shape();
        let attributes = r#"{"Size": 1, "Attributes": [{"Name": "email", "Value": "a@b"}, {"Name": "Size", "Value": "x"}, {"Name": "n"}]}"#;
        assert_eq!(row(attributes, shape), "Size=1;email=a@b;Attributes.Size=x;n=");
        assert_eq!(row(attributes, None), "Size=1;email=a@b;Attributes.Size=x;n=");
        assert_eq!(row(r#"{"Size": 1, "Attributes": []}"#, shape), "Size=1");
        assert_eq!(
            row(r#"{"Names": ["a", "é"], "Tags": {"k": "v"}}"#, shape),
            r#"Names=["a", "é"];Tags={"k": "v"}"#
        );
    }

    #[test]
    fn what_is_no_list_of_pairs_is_json() {
        for list in [
            r#"[{"Name": "a", "Value": "b", "More": 1}]"#,
            r#"[{"Name": "a", "Value": 1}]"#,
            r#"[{"Name": "a", "Value": "1"}, {"Name": "a", "Value": "2"}]"#,
            r#"[{"Value": "b"}]"#,
            "[1]",
            "[]",
        ] {
            assert_eq!(row(&format!(r#"{{"L": {list}}}"#), None), format!("L={list}"));
        }
    }

    #[test]
    fn rows_that_are_no_structures() {
        assert_eq!(row(r#"["a", null, true]"#, None), "1=a;2=;3=true");
        assert_eq!(row(r#""a""#, None), "Value=a");
    }
}
