//! How values are written: shorthand and JSON, shown by example with types in place of values.

use crate::schema::{Kind, Shape};
use crate::shorthand;

/// Shorthand deeper than this is not shown: nobody would write it.
const MAX_DEPTH: usize = 3;

/// The blocks for a value of this shape; none for single words.
pub(super) fn blocks(shape: &'static Shape) -> Vec<(&'static str, Vec<String>)> {
    let is_scalar_list = matches!(shape.kind, Kind::List(item) if item.is_scalar());
    if is_scalar_list {
        let Kind::List(item) = shape.kind else { return Vec::new() };
        let word = json_scalar(item).unwrap_or_else(|| "\"string\"".into());
        return vec![("Syntax:", vec![format!("{word} {word} ...")])];
    }
    if shape.is_scalar() {
        return Vec::new();
    }
    let mut blocks = Vec::new();
    if shorthand::is_supported(shape)
        && let Some(line) = shorthand_line(shape)
    {
        blocks.push(("Shorthand Syntax:", vec![line]));
    }
    let mut lines = vec![String::new()];
    json(shape, 0, &mut Vec::new(), &mut lines);
    blocks.push(("JSON Syntax:", lines));
    blocks
}

fn shorthand_line(shape: &'static Shape) -> Option<String> {
    match shape.kind {
        Kind::List(item) => Some(format!("{} ...", words(item, &mut vec![shape], true)?)),
        _ => words(shape, &mut Vec::new(), true),
    }
}

/// `None` if the shape is too deep to be shown.
fn words(shape: &'static Shape, above: &mut Vec<&'static Shape>, top: bool) -> Option<String> {
    if above.len() > MAX_DEPTH {
        return None;
    }
    if above.iter().any(|s| std::ptr::eq(*s, shape)) {
        return Some("( ... recursive ... )".into());
    }
    above.push(shape);
    let text = match shape.kind {
        Kind::Structure(members) | Kind::Union(members) => {
            let members = members.iter().filter(|m| !matches!(m.shape.kind, Kind::Document));
            let parts = members.map(|m| Some(format!("{}={}", m.name, words(m.shape, above, false)?)));
            braced(&parts.collect::<Option<Vec<_>>>()?.join(","), top)
        }
        Kind::Map { key, value } => {
            let names = match key.enum_values() {
                [] => vec!["KeyName1", "KeyName2"],
                values => values.to_vec(),
            };
            let value = words(value, above, false)?;
            let parts: Vec<String> = names.iter().map(|name| format!("{name}={value}")).collect();
            braced(&parts.join(","), top)
        }
        Kind::List(item) => {
            let text = words(item, above, false)?;
            if item.is_scalar() && above.len() <= 2 {
                format!("{text},{text}")
            } else {
                format!("[{text},{text}]")
            }
        }
        _ => shape.type_name().to_owned(),
    };
    above.pop();
    Some(text)
}

fn braced(text: &str, top: bool) -> String {
    if top { text.to_owned() } else { format!("{{{text}}}") }
}

/// Appends a value to the last line, and more lines as it needs them.
fn json(shape: &'static Shape, level: usize, above: &mut Vec<&'static Shape>, lines: &mut Vec<String>) {
    if above.iter().any(|s| std::ptr::eq(*s, shape)) {
        return push(lines, "{ ... recursive ... }");
    }
    above.push(shape);
    match shape.kind {
        Kind::Structure(members) | Kind::Union(members) => {
            push(lines, "{");
            for (i, member) in members.iter().enumerate() {
                new_line(lines, level + 1, &format!("\"{}\": ", member.name));
                json(member.shape, level + 1, above, lines);
                push(lines, if i + 1 < members.len() { "," } else { "" });
            }
            new_line(lines, level, "}");
        }
        Kind::List(item) => match json_scalar(item) {
            Some(word) => push(lines, &format!("[{word}, ...]")),
            None => {
                push(lines, "[");
                new_line(lines, level + 1, "");
                json(item, level + 1, above, lines);
                new_line(lines, level + 1, "...");
                new_line(lines, level, "]");
            }
        },
        Kind::Map { key, value } => {
            push(lines, "{");
            new_line(lines, level + 1, &format!("{}: ", json_scalar(key).unwrap_or_default()));
            json(value, level + 1, above, lines);
            new_line(lines, level + 1, "...");
            push(lines, "}");
        }
        Kind::Document => push(lines, "{...}"),
        _ => push(lines, &json_scalar(shape).unwrap_or_default()),
    }
    above.pop();
}

fn json_scalar(shape: &Shape) -> Option<String> {
    Some(match shape.kind {
        Kind::Enum(values) => values.iter().map(|v| format!("\"{v}\"")).collect::<Vec<_>>().join("|"),
        Kind::String => "\"string\"".into(),
        Kind::Boolean => "true|false".into(),
        _ if shape.is_scalar() => shape.type_name().into(),
        _ => return None,
    })
}

fn push(lines: &mut [String], text: &str) {
    if let Some(last) = lines.last_mut() {
        last.push_str(text);
    }
}

fn new_line(lines: &mut Vec<String>, level: usize, text: &str) {
    lines.push(format!("{}{text}", "  ".repeat(level)));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::Member;

    static WORD: Shape = Shape::new("Word", Kind::String);
    static WORDS: Shape = Shape::new("Words", Kind::List(&WORD));
    static INNER: Shape = Shape::new(
        "Inner",
        Kind::Structure(&[Member::new("A", &WORD), Member::new("B", &WORDS), Member::new("Again", &INNER)]),
    );
    static OUTER: Shape =
        Shape::new("Outer", Kind::Structure(&[Member::new("Words", &WORDS), Member::new("Inner", &INNER)]));
    static LIST: Shape = Shape::new("List", Kind::List(&INNER));

    fn shorthand_of(shape: &'static Shape) -> String {
        blocks(shape)[0].1.join("\n")
    }

    #[test]
    fn shorthand_shows_types_and_nesting() {
        let inner = "{A=string,B=[string,string],Again=( ... recursive ... )}";
        assert_eq!(shorthand_of(&OUTER), format!("Words=string,string,Inner={inner}"));
        assert_eq!(shorthand_of(&LIST), "A=string,B=[string,string],Again=( ... recursive ... ) ...");
        assert_eq!(shorthand_of(&WORDS), "\"string\" \"string\" ...");
        assert!(blocks(&WORD).is_empty());
    }

    #[test]
    fn json_shows_every_member() {
        let json = blocks(&LIST)[1].1.join("\n");
        let expected = "[\n  {\n    \"A\": \"string\",\n    \"B\": [\"string\", ...],\n    \"Again\": { ... recursive ... }\n  }\n  ...\n]";
        assert_eq!(json, expected);
    }
}
