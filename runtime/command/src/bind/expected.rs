//! What to do about a value that cannot be read, for people: the form that the option wants, and what
//! was probably meant.

use rt::json::{self, Layout};
use rt::schema::{Kind, Member, Shape};
use rt::shorthand;
use rt::value::Value;

/// Structures inside structures beyond this are abbreviated.
const MAX_DEPTH: usize = 3;

/// The form that the value of an option has, and the text that was given as JSON where it can be
/// repaired.
pub(super) fn form(option: &str, shape: Shape, given: &str) -> String {
    let form = match shape.kind() {
        Kind::Document => "any JSON value".to_owned(),
        Kind::List(item) if item.is_scalar() => format!("{0} {0} ...", word(item)),
        Kind::List(item) => format!("{} ...", shorthand_form(item, 0)),
        _ => shorthand_form(shape, 0),
    };
    let hint = format!("{option} {form}");
    match repaired(shape, given) {
        Some(json) => format!("{hint}\nPerhaps as JSON: {option} '{json}'"),
        None => hint,
    }
}

fn shorthand_form(shape: Shape, depth: usize) -> String {
    if depth > MAX_DEPTH {
        return "...".to_owned();
    }
    let inner = match shape.kind() {
        Kind::Structure(members) | Kind::Union(members) => {
            let member = |m: Member| format!("{}={}", m.name(), shorthand_form(m.shape(), depth + 1));
            members.iter().map(member).collect::<Vec<_>>().join(",")
        }
        Kind::Map { key, value } => format!("{}={}", word(key), shorthand_form(value, depth + 1)),
        Kind::List(item) => return format!("[{}]", shorthand_form(item, depth + 1)),
        _ => return word(shape),
    };
    if depth == 0 { inner } else { format!("{{{inner}}}") }
}

/// What stands for a scalar: its values if it is an enum of a few, else its type.
fn word(shape: Shape) -> String {
    match shape.kind() {
        Kind::Enum(values) if values.len() <= 4 => values.join("|"),
        Kind::Boolean => "true|false".to_owned(),
        _ => shape.type_name().to_owned(),
    }
}

/// Tries what people commonly get wrong: shorthand in braces, missing braces at the end, single quotes
/// in JSON, a list without brackets.
fn repaired(shape: Shape, given: &str) -> Option<String> {
    let text = given.trim();
    let candidates = [
        read_json(&text.replace('\'', "\"")),
        read_json(&closed(text)),
        read_shorthand(shape, text.strip_prefix('{').and_then(|t| t.strip_suffix('}')).unwrap_or(text)),
        read_shorthand(shape, &closed(text)),
    ];
    let fits = |value: &Value| rt::validate::validate(value, item_of(shape)).is_ok();
    let value = candidates.into_iter().flatten().find(fits)?;
    let value = match shape.kind() {
        Kind::List(_) => Value::List(vec![value]),
        _ => value,
    };
    let json = json::to_string(&value, Layout::Wire);
    (!json.contains('\'')).then_some(json)
}

fn item_of(shape: Shape) -> Shape {
    if let Kind::List(item) = shape.kind() { item } else { shape }
}

fn read_json(text: &str) -> Option<Value> {
    json::parse(text).ok()
}

fn read_shorthand(shape: Shape, text: &str) -> Option<Value> {
    shorthand::bind(shorthand::parse(text).ok()?, item_of(shape), &mut |_| Ok(None)).ok()
}

/// The text with the brackets closed that it leaves open.
fn closed(text: &str) -> String {
    let mut open = Vec::new();
    for c in text.chars() {
        match c {
            '{' => open.push('}'),
            '[' => open.push(']'),
            '}' | ']' => drop(open.pop()),
            _ => {}
        }
    }
    let mut closed = text.to_owned();
    closed.extend(open.iter().rev());
    closed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::PROGRAM;

    fn hint(member: &str, given: &str) -> Option<String> {
        let input = PROGRAM.service.operation("PutThing")?.input_shape()?;
        Some(form("--x", input.member(member)?.shape(), given))
    }

    #[test]
    fn forms() {
        let cases = [
            ("Attribute", "--x Name=string,Value=string"),
            ("Attributes", "--x Name=string,Value=string ..."),
            ("Tags", "--x string=string"),
            ("Names", "--x string string ..."),
            ("Settings", "--x any JSON value"),
        ];
        for (member, expected) in cases {
            assert_eq!(hint(member, "?").as_deref(), Some(expected));
        }
    }

    #[test]
    fn what_can_be_repaired_is_shown_as_json() {
        let cases = [
            ("Attribute", "{Name=a,Value=b}"),
            ("Attribute", "{'Name':'a','Value':'b'}"),
            ("Attribute", "{\"Name\":\"a\",\"Value\":\"b\""),
        ];
        for (member, given) in cases {
            let hint = hint(member, given).unwrap_or_default();
            let json = r#"Perhaps as JSON: --x '{"Name": "a", "Value": "b"}'"#;
            assert_eq!(hint.lines().nth(1), Some(json), "{given}");
        }
    }
}
