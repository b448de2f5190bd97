//! A value that shows what a shape looks like: every member once, filled with placeholders.

use crate::shapes::schema::{Kind, Members, Shape};
use crate::shapes::value::{Map, Value};

/// What stands for a point in time in input skeletons.
pub const EPOCH: &str = "1970-01-01T00:00:00";

/// A request to fill in: strings are empty, an enum shows its first value.
#[must_use]
pub fn input(shape: Shape) -> Value {
    Builder { names: false, timestamp: EPOCH, open: Vec::new() }.value(shape, "")
}

/// A reply as it might come: strings are their own names, points in time are `timestamp`.
#[must_use]
pub fn output(shape: Shape, timestamp: &str) -> Value {
    Builder { names: true, timestamp, open: Vec::new() }.value(shape, "")
}

struct Builder<'a> {
    /// Whether strings are filled with their names.
    names: bool,
    timestamp: &'a str,
    /// Names of the structures that are being built, outermost first.
    open: Vec<&'static str>,
}

impl Builder<'_> {
    fn value(&mut self, shape: Shape, name: &str) -> Value {
        match shape.kind() {
            Kind::Structure(members) | Kind::Union(members) => self.structure(shape.name(), members),
            Kind::List(item) => Value::List(vec![self.value(item, item.name())]),
            Kind::Map { value, .. } => {
                Value::Map([("KeyName", self.value(value, ""))].into_iter().collect::<Map>())
            }
            Kind::Document => Value::Map(Map::new()),
            Kind::String | Kind::Enum(_) if self.names => Value::from(name),
            Kind::Enum(values) => Value::from(values.first().unwrap_or_default()),
            Kind::String => Value::from(""),
            Kind::Integer | Kind::Long => Value::from(0),
            Kind::Float | Kind::Double => Value::from(0.0),
            Kind::Boolean => Value::Bool(true),
            Kind::Timestamp(_) => Value::from(self.timestamp),
            Kind::Blob => Value::Null,
        }
    }

    /// A structure inside one of its own kind stays empty.
    fn structure(&mut self, name: &'static str, members: Members) -> Value {
        if self.open.contains(&name) {
            return Value::Map(Map::new());
        }
        self.open.push(name);
        let map: Map = members.iter().map(|m| (m.name(), self.value(m.shape(), m.name()))).collect();
        self.open.pop();
        Value::Map(map)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes::value::json::{Layout, to_string};

    crate::shapes! {
        static TEXT: Shape = Shape::new("TextType", Kind::String);
        static COLOR: Shape = Shape::new("ColorType", Kind::Enum(&["RED", "GREEN"]));
        static COLORS: Shape = Shape::new("ColorsType", Kind::List(COLOR));
        static MAP: Shape = Shape::new("MapType", Kind::Map { key: TEXT, value: TEXT });
        static BLOB: Shape = Shape::new("BlobType", Kind::Blob);
        static TREE: Shape = Shape::new("Tree", Kind::Structure(&[
        Member::new("Text", TEXT),
        Member::new("Colors", COLORS),
        Member::new("Map", MAP),
        Member::new("Blob", BLOB),
        Member::new("Next", TREE),
    ]));
    }

    #[test]
    fn placeholders_and_recursion() {
        let text = |value: &Value| to_string(value, Layout::Wire);
        let one = r#""Text": "", "Colors": ["RED"], "Map": {"KeyName": ""}, "Blob": null, "Next": "#;
        assert_eq!(text(&input(TREE)), format!("{{{one}{{}}}}"));
        let one =
            r#""Text": "Text", "Colors": ["ColorType"], "Map": {"KeyName": ""}, "Blob": null, "Next": "#;
        assert_eq!(text(&output(TREE, "x")), format!("{{{one}{{}}}}"));
    }
}
