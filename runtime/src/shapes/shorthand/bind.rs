//! [`Tree`] to [`Value`]: words become what the shape wants them to be.
//!
//! Only what the shape knows is converted; unknown members and values of the wrong kind stay as they
//! are, for validation to name them all at once.

use std::fmt;

use super::Tree;
use crate::shapes::schema::{Kind, Members, Shape};
use crate::shapes::text::python;
use crate::shapes::value::{Map, Value};

/// A tree that cannot be made to fit its shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BindError {
    /// A word is not the number that the shape wants.
    Number(String),
    /// A list or a map stands where the shape wants a word.
    Nested(String),
    /// A member takes any JSON value, which shorthand cannot write.
    Document(&'static str),
    /// What a [`Tree::Reference`] points at cannot be read.
    Reference(String),
}

impl fmt::Display for BindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BindError::Number(text) | BindError::Nested(text) | BindError::Reference(text) => {
                f.write_str(text)
            }
            BindError::Document(member) => write!(
                f,
                "Shorthand syntax does not support document types. Use JSON input for top-level argument \
                 to specify nested parameter: {member}"
            ),
        }
    }
}

impl std::error::Error for BindError {}

/// Finds what a reference points at: `None` if the word does not point at anything.
pub type Resolve<'a> = &'a mut dyn FnMut(&str) -> Result<Option<Value>, String>;

/// Whether values of this shape may be written in shorthand: structures, maps and lists of these, but
/// not documents nor lists and maps of documents.
#[must_use]
pub fn is_supported(shape: Shape) -> bool {
    match shape.kind() {
        Kind::List(item) if item.is_scalar() => false,
        Kind::List(item) => !holds_documents(item),
        Kind::Map { value, .. } => !holds_documents(value),
        Kind::Structure(_) | Kind::Union(_) => true,
        _ => false,
    }
}

fn holds_documents(shape: Shape) -> bool {
    match shape.kind() {
        Kind::Document => true,
        Kind::List(item) => holds_documents(item),
        Kind::Map { value, .. } => holds_documents(value),
        _ => false,
    }
}

/// Makes a tree fit a shape.
///
/// # Errors
/// [`BindError`] if a word is not a number where one is wanted, or a reference cannot be read.
pub fn bind(tree: Tree, shape: Shape, resolve: Resolve<'_>) -> Result<Value, BindError> {
    let mut value = untyped(tree, resolve).map_err(BindError::Reference)?;
    convert(&mut value, shape)?;
    Ok(value)
}

fn untyped(tree: Tree, resolve: Resolve<'_>) -> Result<Value, String> {
    Ok(match tree {
        Tree::Text(text) => Value::String(text),
        Tree::Reference(text) => resolve(&text)?.unwrap_or(Value::String(text)),
        Tree::List(items) => {
            let mut list = Vec::with_capacity(items.len());
            for item in items {
                list.push(untyped(item, resolve)?);
            }
            Value::List(list)
        }
        Tree::Map(members) => {
            let mut map = Map::with_capacity(members.len());
            for (key, tree) in members {
                map.insert(key, untyped(tree, resolve)?);
            }
            Value::Map(map)
        }
    })
}

fn convert(value: &mut Value, shape: Shape) -> Result<(), BindError> {
    match shape.kind() {
        Kind::Structure(members) | Kind::Union(members) => convert_structure(value, members),
        Kind::List(item) => convert_list(value, item),
        Kind::Map { value: of, .. } => match value {
            Value::Map(map) => map.iter_mut().try_for_each(|(_, v)| convert(v, of)),
            _ => Ok(()),
        },
        Kind::Integer | Kind::Long => convert_integer(value),
        Kind::Float | Kind::Double => convert_float(value),
        Kind::Boolean => convert_boolean(value),
        _ => Ok(()),
    }
}

fn convert_structure(value: &mut Value, members: Members) -> Result<(), BindError> {
    let Value::Map(map) = value else { return Ok(()) };
    for member in members {
        match map.get_mut(member.name()) {
            Some(_) if matches!(member.shape().kind(), Kind::Document) => {
                return Err(BindError::Document(member.name()));
            }
            Some(value) => convert(value, member.shape())?,
            None => {}
        }
    }
    Ok(())
}

/// A lone value becomes a list of one; its own members are not looked at then.
fn convert_list(value: &mut Value, item: Shape) -> Result<(), BindError> {
    if let Value::List(items) = value {
        return items.iter_mut().try_for_each(|v| convert(v, item));
    }
    *value = Value::List(vec![std::mem::take(value)]);
    Ok(())
}

fn convert_integer(value: &mut Value) -> Result<(), BindError> {
    let text = word(value, "a whole number")?;
    let number = python::integer(&text).ok_or_else(|| BindError::Number(python::not_an_integer(&text)))?;
    *value = Value::Number(number);
    Ok(())
}

fn convert_float(value: &mut Value) -> Result<(), BindError> {
    let text = word(value, "a number")?;
    let not_a_number =
        || BindError::Number(format!("could not convert string to float: {}", python::repr(&text)));
    *value = python::float(&text).ok_or_else(not_a_number)?.into();
    Ok(())
}

/// Anything but `true` and `false` stays what it is, which validation refuses; so do the bytes of a file.
fn convert_boolean(value: &mut Value) -> Result<(), BindError> {
    if matches!(value, Value::Bytes(_)) {
        return Ok(());
    }
    match word(value, "true or false")?.to_lowercase().as_str() {
        "true" => *value = Value::Bool(true),
        "false" => *value = Value::Bool(false),
        _ => {}
    }
    Ok(())
}

fn word(value: &Value, wanted: &str) -> Result<String, BindError> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Bytes(bytes) => Ok(String::from_utf8_lossy(bytes).into_owned()),
        Value::List(_) => Err(BindError::Nested(format!("Expected {wanted}, received a list"))),
        _ => Err(BindError::Nested(format!("Expected {wanted}, received key-value pairs"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shapes::shorthand::parse;
    use crate::shapes::value::json::{Layout, to_string};

    crate::shapes! {
        static TEXT: Shape = Shape::new("Text", Kind::String);
        static NUMBER: Shape = Shape::new("Number", Kind::Integer);
        static FLAG: Shape = Shape::new("Flag", Kind::Boolean);
        static ANY: Shape = Shape::new("Any", Kind::Document);
        static INNER: Shape = Shape::new("Inner", Kind::Structure(&[Member::new("N", NUMBER), Member::new("B", FLAG), Member::new("Any", ANY)]));
        static INNERS: Shape = Shape::new("Inners", Kind::List(INNER));
        static MAP: Shape = Shape::new("Map", Kind::Map { key: TEXT, value: NUMBER });
        static OUTER: Shape = Shape::new("Outer", Kind::Structure(&[Member::new("In", INNER), Member::new("List", INNERS), Member::new("Map", MAP)]));
    }

    fn bound(text: &str) -> Result<String, String> {
        let tree = parse(text).map_err(|e| e.to_string())?;
        let value = bind(tree, OUTER, &mut |_| Ok(None)).map_err(|e| e.to_string())?;
        Ok(to_string(&value, Layout::Wire))
    }

    #[test]
    fn bytes_of_files_are_no_booleans() {
        let tree = Tree::Map([("B".to_owned(), Tree::Reference("fileb://t".into()))].into_iter().collect());
        let value = bind(tree, INNER, &mut |_| Ok(Some(Value::Bytes(b"true".to_vec())))).ok();
        let expected: Map = [("B", Value::Bytes(b"true".to_vec()))].into_iter().collect();
        assert_eq!(value, Some(Value::Map(expected)));
    }

    #[test]
    fn words_become_what_the_shape_wants() {
        let cases = [
            ("In={N= 1_0 ,B=TRUE}", r#"{"In": {"N": 10, "B": true}}"#),
            ("In={B=maybe,X=1}", r#"{"In": {"B": "maybe", "X": "1"}}"#),
            ("In=word", r#"{"In": "word"}"#),
            ("List=[{N=1}]", r#"{"List": [{"N": 1}]}"#),
            ("List={N=1}", r#"{"List": [{"N": "1"}]}"#),
            ("Map={a=1}", r#"{"Map": {"a": 1}}"#),
            ("In@=x", r#"{"In": "x"}"#),
        ];
        for (text, expected) in cases {
            assert_eq!(bound(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_cannot_be_bound_is_an_error() {
        for text in ["In={N=x}", "In={N=[1]}", "In={B={a=b}}", "In={Any=1}", "Map={a=}"] {
            assert!(bound(text).is_err(), "{text}");
        }
    }

    #[test]
    fn lists_of_words_and_documents_have_no_shorthand() {
        crate::shapes! {
            static TEXT: Shape = Shape::new("Text", Kind::String);
            static ANY: Shape = Shape::new("Any", Kind::Document);
            static TEXTS: Shape = Shape::new("Texts", Kind::List(TEXT));
            static ANYS: Shape = Shape::new("Anys", Kind::List(ANY));
        }
        assert!(!is_supported(TEXTS) && !is_supported(ANYS) && !is_supported(ANY) && !is_supported(TEXT));
        assert!(is_supported(INNERS) && is_supported(OUTER) && is_supported(MAP));
    }
}
