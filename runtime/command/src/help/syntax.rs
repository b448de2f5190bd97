//! How values are written: shorthand and JSON, shown by example with types in place of values.

use rt::dialect::Dialect;
use rt::schema::{Kind, Member, Shape};
use rt::shorthand;

/// Shorthand deeper than this is not shown: nobody would write it.
const MAX_DEPTH: usize = 3;

/// A block that shows how a value is written.
#[derive(Debug, PartialEq, Eq)]
pub struct Block {
    /// Which way of writing it is.
    pub form: Form,
    /// Its lines.
    pub lines: Vec<String>,
}

/// A way of writing a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `Name=value,…`.
    Shorthand,
    /// Words one after the other.
    Words,
    /// JSON.
    Json,
}

impl Form {
    /// The heading of the block.
    #[must_use]
    pub const fn heading(self) -> &'static str {
        match self {
            Form::Shorthand => "Shorthand Syntax",
            Form::Words => "Syntax",
            Form::Json => "JSON Syntax",
        }
    }
}

/// The blocks for a value of this shape; none for single words.
pub(super) fn blocks(shape: Shape, dialect: &Dialect) -> Vec<Block> {
    match shape.kind() {
        Kind::List(item) if item.is_scalar() => vec![words(item, dialect)],
        _ if shape.is_scalar() || is_wrapped_value(shape) => Vec::new(),
        _ => {
            let mut lines = vec![String::new()];
            json(shape, 0, &mut Vec::new(), &mut lines);
            let lines = lines.iter().map(|line| line.trim_end().to_owned()).collect();
            let json = Block { form: Form::Json, lines };
            let mut blocks = Vec::from_iter(shorthand_block(shape));
            blocks.push(json);
            blocks
        }
    }
}

/// A structure of one string called `Value` is written as that string.
fn is_wrapped_value(shape: Shape) -> bool {
    let Kind::Structure(members) = shape.kind() else { return false };
    let is_value =
        |only: Member| only.name() == "Value" && matches!(only.shape().kind(), Kind::String | Kind::Enum(_));
    members.only().is_some_and(is_value)
}

fn words(item: Shape, dialect: &Dialect) -> Block {
    let word = match item.kind() {
        Kind::Enum(_) => "\"string\"".to_owned(),
        _ => scalar(item),
    };
    let mut lines = vec![format!("{word} {word} ...")];
    if !dialect.detailed_help && !item.enum_values().is_empty() {
        lines.extend([String::new(), "Where valid values are:".to_owned()]);
        lines.extend(item.enum_values().iter().map(|value| format!("  {value}")));
    }
    Block { form: Form::Words, lines }
}

fn shorthand_block(shape: Shape) -> Option<Block> {
    if !shorthand::is_supported(shape) {
        return None;
    }
    let text = match shape.kind() {
        Kind::List(item) => format!("{} ...", shorthand(item, &mut Vec::new())?),
        _ => shorthand(shape, &mut Vec::new())?,
    };
    Some(Block { form: Form::Shorthand, lines: text.lines().map(str::to_owned).collect() })
}

/// The value of a shape whose name, unless it is the whole value, lies on top of the stack. `None` if
/// it is too deep to be shown.
fn shorthand(shape: Shape, stack: &mut Vec<&'static str>) -> Option<String> {
    if stack.len() > MAX_DEPTH {
        return None;
    }
    match shape.kind() {
        Kind::Structure(members) | Kind::Union(members) => {
            let mut parts = Vec::new();
            for m in members.iter().filter(|m| !matches!(m.shape().kind(), Kind::Document)) {
                parts.push(match stack.contains(&m.shape().name()) {
                    true => "( ... recursive ... )".to_owned(),
                    false => format!("{}={}", m.name(), below(m.shape(), stack)?),
                });
            }
            Some(braced(&parts.join(","), stack))
        }
        Kind::Map { key, value } => {
            let text = below(value, stack)?;
            let text = format!("KeyName1={text},KeyName2={text}");
            if key.enum_values().is_empty() || !stack.is_empty() {
                return Some(braced(&text, stack));
            }
            let names: String = key.enum_values().iter().map(|name| format!("  {name}\n")).collect();
            Some(format!("{text}\n\nWhere valid key names are:\n{names}"))
        }
        Kind::List(item) => {
            let text = below(item, stack)?;
            let is_plain = item.is_scalar() && stack.len() <= 1;
            Some(if is_plain { format!("{text},{text}") } else { format!("[{text},{text}]") })
        }
        _ => Some(shape.type_name().to_owned()),
    }
}

fn below(shape: Shape, stack: &mut Vec<&'static str>) -> Option<String> {
    stack.push(shape.name());
    let text = shorthand(shape, stack);
    stack.pop();
    text
}

fn braced(text: &str, stack: &[&str]) -> String {
    if stack.is_empty() { text.to_owned() } else { format!("{{{text}}}") }
}

/// Appends a value to the last line, and more lines as it needs them. A type that contains itself is
/// shown twice.
fn json(shape: Shape, level: usize, stack: &mut Vec<&'static str>, lines: &mut Vec<String>) {
    if stack.iter().filter(|name| **name == shape.name()).count() > 1 {
        if matches!(shape.kind(), Kind::Structure(_) | Kind::Union(_)) {
            push(lines, "{ ... recursive ... }");
        }
        return;
    }
    stack.push(shape.name());
    match shape.kind() {
        Kind::Structure(members) | Kind::Union(members) => {
            push(lines, "{");
            new_line(lines, level + 1, "");
            for (i, member) in members.iter().enumerate() {
                push(lines, &format!("\"{}\": ", member.name()));
                part(member.shape(), level + 1, stack, lines);
                if i + 1 < members.len() {
                    push(lines, ",");
                    new_line(lines, level + 1, "");
                }
            }
            new_line(lines, level, "}");
        }
        Kind::List(item) if item.is_scalar() => push(lines, &format!("[{}, ...]", scalar(item))),
        Kind::List(item) => {
            push(lines, "[");
            new_line(lines, level + 1, "");
            json(item, level + 1, stack, lines);
            new_line(lines, level + 1, "...");
            new_line(lines, level, "]");
        }
        Kind::Map { key, value } => {
            push(lines, &format!("{{{}: ", scalar(key)));
            part(value, level + 2, stack, lines);
            new_line(lines, level + 1, "...}");
        }
        Kind::Document => push(lines, "{...}"),
        _ => push(lines, &scalar(shape)),
    }
    stack.pop();
}

fn part(shape: Shape, level: usize, stack: &mut Vec<&'static str>, lines: &mut Vec<String>) {
    if shape.is_scalar() {
        push(lines, &scalar(shape));
    } else {
        json(shape, level, stack, lines);
    }
}

/// A single word as it stands in JSON.
fn scalar(shape: Shape) -> String {
    match shape.kind() {
        Kind::Enum(values) => values.iter().map(|v| format!("\"{v}\"")).collect::<Vec<_>>().join("|"),
        Kind::String => "\"string\"".into(),
        Kind::Boolean => "true|false".into(),
        _ => shape.type_name().into(),
    }
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
    use rt::dialect::{V1, V2};

    rt::shapes! {
        static WORD: Shape = Shape::new("Word", Kind::String);
        static COLOR: Shape = Shape::new("Color", Kind::Enum(&["RED", "BLUE"]));
        static WORDS: Shape = Shape::new("Words", Kind::List(WORD));
        static COLORS: Shape = Shape::new("Colors", Kind::List(COLOR));
        static INNER: Shape = Shape::new(
            "Inner",
            Kind::Structure(&[Member::new("A", WORD), Member::new("B", WORDS), Member::new("Again", INNER)]),
        );
        static OUTER: Shape =
            Shape::new("Outer", Kind::Structure(&[Member::new("Words", WORDS), Member::new("Inner", INNER)]));
        static LIST: Shape = Shape::new("List", Kind::List(INNER));
        static BY_COLOR: Shape = Shape::new("ByColor", Kind::Map { key: COLOR, value: WORD });
    }

    fn shown(shape: Shape, index: usize) -> String {
        blocks(shape, &V2)[index].lines.join("\n")
    }

    #[test]
    fn shorthand_shows_types_and_nesting() {
        let inner = "{A=string,B=[string,string],( ... recursive ... )}";
        assert_eq!(shown(OUTER, 0), format!("Words=string,string,Inner={inner}"));
        assert_eq!(
            shown(BY_COLOR, 0),
            "KeyName1=string,KeyName2=string\n\nWhere valid key names are:\n  RED\n  BLUE"
        );
        assert!(blocks(WORD, &V2).is_empty());
    }

    #[test]
    fn lists_of_words_are_words() {
        assert_eq!(shown(WORDS, 0), "\"string\" \"string\" ...");
        assert_eq!(shown(COLORS, 0), "\"string\" \"string\" ...");
        let lines = &blocks(COLORS, &V1)[0].lines;
        assert_eq!(lines[1..], ["", "Where valid values are:", "  RED", "  BLUE"]);
    }

    #[test]
    fn json_shows_every_member_and_goes_round_twice() {
        let twice = "{\n      \"A\": \"string\",\n      \"B\": [\"string\", ...],\n      \"Again\": { ... recursive ... }\n    }";
        let expected = format!(
            "[\n  {{\n    \"A\": \"string\",\n    \"B\": [\"string\", ...],\n    \"Again\": {twice}\n  }}\n  ...\n]"
        );
        assert_eq!(shown(LIST, 1), expected);
        assert_eq!(shown(BY_COLOR, 1), "{\"RED\"|\"BLUE\": \"string\"\n  ...}");
    }
}
