//! How two requests differ, for people.
//!
//! In: what is there and what is to be, as members of one request. Out: the places where they differ, each with both values,
//! and lines that show them. Structures and maps are gone through; lists are one value. Secrets are masked.

use crate::bind::reuse::fit::step;
use crate::show::secrets;
use crate::show::timestamps::TimestampFormat;
use rt::json::{self, Layout};
use rt::schema::{Kind, Member, Shape};
use rt::value::{Map, Value};

/// A place where two requests differ.
#[derive(Debug, PartialEq)]
pub(super) struct Change {
    pub(super) path: String,
    /// The values as they are shown.
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

/// All places where two requests differ, in the order of the request's members.
pub(super) fn between(before: &Map, after: &Map, shape: Shape) -> Vec<Change> {
    let mut found = Finder { changes: Vec::new() };
    found.maps("", before, after, Inside::Structure(shape), false);
    found.changes
}

/// Whether two values mean the same.
pub(super) fn same(one: &Value, other: &Value, shape: Shape) -> bool {
    match (shape.kind(), one, other) {
        (Kind::Timestamp(_), one, other) => {
            let moment = |value| TimestampFormat::Iso8601.show(value).ok();
            one == other || moment(one).is_some_and(|one| Some(one) == moment(other))
        }
        (_, Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Kind::List(item), Value::List(one), Value::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other, item))
        }
        (_, Value::Map(one), Value::Map(other)) => {
            let inside = Inside::of(shape);
            let is_same = |(name, value): (&str, &Value)| match (other.get(name), inside.part(name)) {
                (Some(other), Some((part, _))) => same(value, other, part),
                (other, _) => other == Some(value),
            };
            one.len() == other.len() && one.iter().all(is_same)
        }
        _ => one == other,
    }
}

/// What the entries of a map are.
#[derive(Clone, Copy)]
enum Inside {
    Structure(Shape),
    /// Values of the shape; the map knows which keys are secret.
    Map(Shape, Shape),
    /// Anything.
    Any(Shape),
}

impl Inside {
    fn of(shape: Shape) -> Inside {
        match shape.kind() {
            Kind::Structure(_) | Kind::Union(_) => Inside::Structure(shape),
            Kind::Map { value, .. } => Inside::Map(shape, value),
            _ => Inside::Any(shape),
        }
    }

    /// The shape of an entry, and whether the entry is secret whatever its shape says.
    fn part(self, name: &str) -> Option<(Shape, bool)> {
        match self {
            Inside::Structure(shape) => {
                shape.member(name).map(|member: Member| (member.shape(), member.sensitive()))
            }
            Inside::Map(map, value) => Some((value, map.is_secret_key(name))),
            Inside::Any(shape) => Some((shape, false)),
        }
    }
}

struct Finder {
    changes: Vec<Change>,
}

impl Finder {
    fn maps(&mut self, path: &str, before: &Map, after: &Map, inside: Inside, secret: bool) {
        let added = after.iter().filter(|(name, _)| !before.contains_key(name));
        let names = before.iter().chain(added).map(|(name, _)| name);
        for name in names {
            let (before, after) = (before.get(name), after.get(name));
            let at = step(path, name);
            match inside.part(name) {
                Some((shape, is_secret)) => self.values(&at, before, after, shape, secret || is_secret),
                None if before == after => {}
                None => self.add(&at, before, after, &|value| json::to_string(value, Layout::Wire)),
            }
        }
    }

    fn values(
        &mut self,
        path: &str,
        before: Option<&Value>,
        after: Option<&Value>,
        shape: Shape,
        secret: bool,
    ) {
        let secret = secret || shape.secret();
        match (before, after) {
            (Some(before), Some(after)) if same(before, after, shape) => {}
            (Some(Value::Map(before)), Some(Value::Map(after))) => {
                self.maps(path, before, after, Inside::of(shape), secret);
            }
            _ => self.add(path, before, after, &|value| shown(value, shape, secret)),
        }
    }

    fn add(
        &mut self,
        path: &str,
        before: Option<&Value>,
        after: Option<&Value>,
        show: &dyn Fn(&Value) -> String,
    ) {
        self.changes.push(Change { path: path.to_owned(), before: before.map(show), after: after.map(show) });
    }
}

fn shown(value: &Value, shape: Shape, secret: bool) -> String {
    let value = if secret { secrets::masked(value) } else { secrets::hidden(value, shape) };
    json::to_string(&value, Layout::Wire)
}

/// The lines that show changes.
pub(super) fn lines(changes: &[Change], color: bool) -> String {
    let (red, green, end) = if color { ("\u{1b}[31m", "\u{1b}[32m", "\u{1b}[0m") } else { ("", "", "") };
    let mut lines = String::new();
    for Change { path, before, after } in changes {
        for (sign, color, value) in [("-", red, before), ("+", green, after)] {
            if let Some(value) = value {
                lines += &format!("{color}{sign} {path}: {value}{end}\n");
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use rt::json::parse;
    use rt::schema::TimestampFormat as Wire;

    rt::shapes! {
        static TEXT: Shape = Shape::new("Text", Kind::String);
        static SECRET: Shape = Shape::new("Secret", Kind::String).sensitive();
        static TIME: Shape = Shape::new("Time", Kind::Timestamp(Wire::UnixTimestamp));
        static NUMBER: Shape = Shape::new("Number", Kind::Double);
        static TAGS: Shape = Shape::new("Tags", Kind::Map { key: TEXT, value: TEXT }).secret_keys(&["key"]);
        static LIST: Shape = Shape::new("List", Kind::List(TAGS));
        static ALL: Shape = Shape::new(
            "All",
            Kind::Structure(&[
                Member::new("Secret", SECRET),
                Member::new("Time", TIME),
                Member::new("Number", NUMBER),
                Member::new("Tags", TAGS),
                Member::new("List", LIST),
            ]),
        );
    }

    fn shown(before: &str, after: &str) -> String {
        let map = |text| parse(text).ok().and_then(|value| value.as_map().cloned()).unwrap_or_default();
        lines(&between(&map(before), &map(after), ALL), false)
    }

    #[test]
    fn what_means_the_same_is_no_difference() {
        let cases = [
            (r#"{"Time": 0}"#, r#"{"Time": "1970-01-01T00:00:00Z"}"#),
            (r#"{"Number": 1}"#, r#"{"Number": 1.0}"#),
            (r#"{"Tags": {"a": "1", "b": "2"}}"#, r#"{"Tags": {"b": "2", "a": "1"}}"#),
            (r#"{"List": [{"a": "1", "b": "2"}]}"#, r#"{"List": [{"b": "2", "a": "1"}]}"#),
        ];
        for (before, after) in cases {
            assert_eq!(shown(before, after), "", "{before} {after}");
        }
    }

    #[test]
    fn maps_are_gone_through_and_secrets_masked() {
        assert_eq!(
            shown(
                r#"{"Secret": "s", "Tags": {"key": "s", "a\n": "1"}}"#,
                r#"{"Secret": "t", "Tags": {"key": "t"}, "List": [{"key": "t"}], "Odd": 1}"#
            ),
            "- Secret: \"********\"\n+ Secret: \"********\"\n- Tags.key: \"********\"\n+ Tags.key: \"********\"\n\
             - Tags[\"a\\n\"]: \"1\"\n+ List: [{\"key\": \"********\"}]\n+ Odd: 1\n"
        );
    }
}
