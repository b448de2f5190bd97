//! A strict view of parsed JSON: every value knows its path, every object insists that each of its
//! keys was asked for.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::name::Name;
use crate::prose::plain::is_invisible;

/// A JSON value and where it stands.
#[derive(Clone)]
pub(crate) struct Node<'a> {
    file: &'a str,
    /// The last step to it; nothing is the root.
    place: Option<Rc<Step<'a>>>,
    value: &'a Value,
}

/// A step of a path, behind those before it. Paths are only written out for messages.
struct Step<'a> {
    before: Option<Rc<Step<'a>>>,
    to: Child<'a>,
}

#[derive(Clone, Copy)]
enum Child<'a> {
    Key(&'a str),
    Item(usize),
}

/// A JSON object of which every key must be read before [`Object::finish`].
pub(crate) struct Object<'a> {
    node: Node<'a>,
    map: &'a Map<String, Value>,
    read: RefCell<Vec<&'static str>>,
}

/// Reads JSON, keeping the order of keys.
pub(crate) fn json(file: &str, text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|e| {
        // The library's own limit, in words that do not blame the text's form.
        let deep = e.to_string().starts_with("recursion limit");
        let why = if deep { "nested deeper than 127 levels" } else { "not JSON" };
        Error::new(file, "$", format!("{why}: {e}"))
    })
}

/// A path in words: `$.key["odd key"][1]`.
fn path(place: Option<&Step<'_>>) -> String {
    let Some(step) = place else { return "$".into() };
    let before = path(step.before.as_deref());
    match step.to {
        Child::Item(number) => format!("{before}[{number}]"),
        Child::Key(key) if is_plain(key) => format!("{before}.{key}"),
        Child::Key(key) => format!("{before}[{key:?}]"),
    }
}

fn is_plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

impl<'a> Node<'a> {
    pub(crate) fn root(file: &'a str, value: &'a Value) -> Node<'a> {
        Node { file, place: None, value }
    }

    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        Error::new(self.file, path(self.place.as_deref()), message)
    }

    fn child(&self, to: Child<'a>, value: &'a Value) -> Node<'a> {
        Node { file: self.file, place: Some(Rc::new(Step { before: self.place.clone(), to })), value }
    }

    fn expected(&self, what: &str) -> Error {
        let found = match self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        };
        self.error(format!("expected {what}, found {found}"))
    }

    pub(crate) fn value(&self) -> &'a Value {
        self.value
    }

    pub(crate) fn text(&self) -> Result<&'a str> {
        self.value.as_str().ok_or_else(|| self.expected("a string"))
    }

    /// Text in one line, as it stands in headers and titles.
    pub(crate) fn line(&self) -> Result<&'a str> {
        let text = self.text()?;
        match text.chars().find(|c| is_invisible(*c)) {
            Some(c) => Err(self.error(format!("{c:?} cannot stand in a line of text"))),
            None => Ok(text),
        }
    }

    pub(crate) fn boolean(&self) -> Result<bool> {
        self.value.as_bool().ok_or_else(|| self.expected("true or false"))
    }

    pub(crate) fn number(&self) -> Result<f64> {
        self.value.as_f64().ok_or_else(|| self.expected("a number"))
    }

    pub(crate) fn items(&self) -> Result<Vec<Node<'a>>> {
        let items = self.value.as_array().ok_or_else(|| self.expected("an array"))?;
        Ok(items.iter().enumerate().map(|(i, v)| self.child(Child::Item(i), v)).collect())
    }

    pub(crate) fn texts(&self) -> Result<Vec<String>> {
        self.items()?.iter().map(|n| n.text().map(str::to_owned)).collect()
    }

    /// The members of an object whose keys are names of the model rather than words of the format.
    pub(crate) fn entries(&self) -> Result<Vec<(&'a str, Node<'a>)>> {
        let map = self.value.as_object().ok_or_else(|| self.expected("an object"))?;
        Ok(map.iter().map(|(k, v)| (k.as_str(), self.child(Child::Key(k), v))).collect())
    }

    /// The same, with keys that name operations or shapes.
    pub(crate) fn named(&self) -> Result<Vec<(Name, Node<'a>)>> {
        self.checked(Name::new)
    }

    /// The same, with keys that name members.
    pub(crate) fn members(&self) -> Result<Vec<(Name, Node<'a>)>> {
        self.checked(Name::of_member)
    }

    fn checked(&self, check: fn(&str) -> Result<Name, String>) -> Result<Vec<(Name, Node<'a>)>> {
        let entries = self.entries()?.into_iter();
        entries.map(|(key, node)| Ok((check(key).map_err(|e| node.error(e))?, node))).collect()
    }

    /// The name of an operation, a shape or a variable.
    pub(crate) fn name(&self) -> Result<Name> {
        Name::new(self.text()?).map_err(|e| self.error(e))
    }

    pub(crate) fn object(&self) -> Result<Object<'a>> {
        let map = self.value.as_object().ok_or_else(|| self.expected("an object"))?;
        Ok(Object { node: self.clone(), map, read: RefCell::default() })
    }
}

impl<'a> Object<'a> {
    pub(crate) fn get(&self, key: &'static str) -> Option<Node<'a>> {
        let value = self.map.get(key)?;
        self.read.borrow_mut().push(key);
        Some(self.node.child(Child::Key(key), value))
    }

    pub(crate) fn need(&self, key: &'static str) -> Result<Node<'a>> {
        self.get(key).ok_or_else(|| self.error(format!("the key `{key}` is missing")))
    }

    pub(crate) fn text(&self, key: &'static str) -> Result<Option<String>> {
        self.get(key).map(|n| n.text().map(str::to_owned)).transpose()
    }

    pub(crate) fn need_text(&self, key: &'static str) -> Result<String> {
        Ok(self.need(key)?.text()?.to_owned())
    }

    pub(crate) fn line(&self, key: &'static str) -> Result<Option<String>> {
        self.get(key).map(|n| n.line().map(str::to_owned)).transpose()
    }

    pub(crate) fn need_line(&self, key: &'static str) -> Result<String> {
        Ok(self.need(key)?.line()?.to_owned())
    }

    pub(crate) fn flag(&self, key: &'static str) -> Result<bool> {
        self.get(key).map_or(Ok(false), |n| n.boolean())
    }

    pub(crate) fn number(&self, key: &'static str) -> Result<Option<f64>> {
        self.get(key).map(|n| n.number()).transpose()
    }

    pub(crate) fn texts(&self, key: &'static str) -> Result<Vec<String>> {
        self.get(key).map_or(Ok(Vec::new()), |n| n.texts())
    }

    /// Keys that the format has and that no output of ours depends on.
    pub(crate) fn known(&self, keys: &[&'static str]) {
        self.read.borrow_mut().extend(keys);
    }

    pub(crate) fn error(&self, message: impl Into<String>) -> Error {
        self.node.error(message)
    }

    /// Fails on the first key that nobody asked for.
    pub(crate) fn finish(self) -> Result<()> {
        let read = self.read.borrow();
        match self.map.iter().find(|(k, _)| !read.contains(&k.as_str())) {
            Some((key, value)) => Err(self.node.child(Child::Key(key), value).error("unknown key")),
            None => Ok(()),
        }
    }
}
