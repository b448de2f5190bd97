//! What is given, laid over what is there.
//!
//! In: two values of one shape. Out: one. Structures are laid member by member, lists and maps as a whole; if it goes deep, maps key
//! by key.

use crate::args::Merge;
use rt::schema::{Kind, Shape};
use rt::value::{Map, Value};

/// What is there, with what is given in its place.
pub(super) fn over(present: &Map, given: &Map, shape: Shape, merge: Merge) -> Map {
    let of = |name: &str| shape.member(name).map(|member| member.shape());
    entries(present, given, merge, &of)
}

fn entries(present: &Map, given: &Map, merge: Merge, shape_of: &dyn Fn(&str) -> Option<Shape>) -> Map {
    let mut all = present.clone();
    for (name, value) in given.entries() {
        let laid = match all.get(name) {
            Some(present) => laid(present, value, shape_of(name), merge),
            None => value.clone(),
        };
        all.insert(name.clone(), laid);
    }
    all
}

fn laid(present: &Value, given: &Value, shape: Option<Shape>, merge: Merge) -> Value {
    let (Some(shape), Value::Map(present), Value::Map(given)) = (shape, present, given) else {
        return given.clone();
    };
    match shape.kind() {
        Kind::Structure(_) => over(present, given, shape, merge).into(),
        Kind::Map { value: of, .. } if merge == Merge::Deep => {
            entries(present, given, merge, &|_| Some(of)).into()
        }
        Kind::Document if merge == Merge::Deep => entries(present, given, merge, &|_| Some(shape)).into(),
        _ => given.clone().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rt::json::{Layout, parse, to_string};

    rt::shapes! {
        static TEXT: Shape = Shape::new("Text", Kind::String);
        static TAGS: Shape = Shape::new("Tags", Kind::Map { key: TEXT, value: TEXT });
        static ANY: Shape = Shape::new("Any", Kind::Document);
        static TEXTS: Shape = Shape::new("Texts", Kind::List(TEXT));
        static EITHER: Shape =
            Shape::new("Either", Kind::Union(&[Member::new("A", TEXT), Member::new("B", TEXT)]));
        static INNER: Shape =
            Shape::new("Inner", Kind::Structure(&[Member::new("X", TEXT), Member::new("Tags", TAGS)]));
        static OUTER: Shape = Shape::new(
            "Outer",
            Kind::Structure(&[
                Member::new("Inner", INNER),
                Member::new("Any", ANY),
                Member::new("Texts", TEXTS),
                Member::new("Either", EITHER),
            ]),
        );
    }

    fn laid(present: &str, given: &str, merge: Merge) -> String {
        let map = |text| parse(text).ok().and_then(|value| value.as_map().cloned()).unwrap_or_default();
        to_string(&Value::Map(over(&map(present), &map(given), OUTER, merge)), Layout::Dense)
    }

    #[test]
    fn structures_are_laid_member_by_member_and_all_else_as_a_whole() {
        use Merge::{Deep, Structures};
        let inner = r#"{"Inner":{"X":"a","Tags":{"k":"1","l":"1"}}}"#;
        let cases = [
            (inner, r#"{"Inner":{"X":"b"}}"#, Structures, r#"{"Inner":{"X":"b","Tags":{"k":"1","l":"1"}}}"#),
            (inner, r#"{"Inner":{"Tags":{"k":"2"}}}"#, Structures, r#"{"Inner":{"X":"a","Tags":{"k":"2"}}}"#),
            (
                inner,
                r#"{"Inner":{"Tags":{"k":"2"}}}"#,
                Deep,
                r#"{"Inner":{"X":"a","Tags":{"k":"2","l":"1"}}}"#,
            ),
            (r#"{"Any":{"a":{"b":1}}}"#, r#"{"Any":{"a":{"c":2}}}"#, Structures, r#"{"Any":{"a":{"c":2}}}"#),
            (r#"{"Any":{"a":{"b":1}}}"#, r#"{"Any":{"a":{"c":2}}}"#, Deep, r#"{"Any":{"a":{"b":1,"c":2}}}"#),
            (r#"{"Texts":["a"]}"#, r#"{"Texts":["b"]}"#, Deep, r#"{"Texts":["b"]}"#),
            (r#"{"Either":{"A":"a"}}"#, r#"{"Either":{"B":"b"}}"#, Deep, r#"{"Either":{"B":"b"}}"#),
            (inner, r#"{"Inner":null,"Odd":1}"#, Structures, r#"{"Inner":null,"Odd":1}"#),
            ("{}", inner, Deep, inner),
        ];
        for (present, given, merge, expected) in cases {
            assert_eq!(laid(present, given, merge), expected, "{present} {given}");
        }
    }
}
