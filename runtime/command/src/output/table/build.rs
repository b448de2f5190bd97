//! A value cut into sections: scalars become rows, what is nested becomes sections of its own.

use std::collections::BTreeSet;

use super::section::Section;
use rt::internals::python;
use rt::value::{Map, Number, Value};

/// The sections of a value from top to bottom; none if there is nothing to show.
pub(super) fn sections(title: &str, value: &Value) -> Result<Vec<Section>, String> {
    if is_nothing(value) {
        return Ok(Vec::new());
    }
    let mut builder = Builder { finished: Vec::new(), current: Section::new(Some(title), 0) };
    builder.fill(value, Some(title), 0)?;
    builder.finished.push(builder.current);
    Ok(builder.finished)
}

/// Whether a value takes no room in a table.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) | Value::Number(Number::Int(0)) => true,
        Value::Number(Number::Float(x)) => *x == 0.0,
        Value::String(text) => text.is_empty(),
        Value::Bytes(bytes) => bytes.is_empty(),
        Value::List(items) => items.is_empty(),
        Value::Map(map) => map.is_empty(),
        _ => false,
    }
}

struct Builder {
    finished: Vec<Section>,
    current: Section,
}

impl Builder {
    /// Starts the next section.
    fn open(&mut self, title: Option<&str>, indent: usize) {
        let section = Section::new(title, indent);
        self.finished.push(std::mem::replace(&mut self.current, section));
    }

    /// Adds a section for a value, unless there is nothing to show.
    fn nest(&mut self, title: &str, value: &Value, indent: usize) -> Result<(), String> {
        if is_nothing(value) {
            return Ok(());
        }
        self.open(Some(title), indent);
        self.fill(value, Some(title), indent)
    }

    /// Puts a value into the current section and into new ones below it.
    fn fill(&mut self, value: &Value, title: Option<&str>, indent: usize) -> Result<(), String> {
        match value {
            Value::Map(map) => self.structure(map, indent),
            Value::List(items) if matches!(items.first(), Some(Value::Map(_))) => {
                self.structures(&all_maps(items)?, title, indent)
            }
            Value::List(items) => items.iter().try_for_each(|item| self.item(item)),
            _ => Ok(()),
        }
    }

    /// An item of a list whose first item is no structure.
    fn item(&mut self, item: &Value) -> Result<(), String> {
        match item {
            Value::List(cells) if cells.iter().any(Value::is_container) => self.fill(item, None, 0),
            Value::List(cells) => self.current.add_row(cells.iter().map(python::display).collect()),
            Value::Map(map) => self.current.add_row(map.keys().map(str::to_owned).collect()),
            scalar => self.current.add_row(vec![python::display(scalar)]),
        }
    }

    /// One structure: its scalars as a single row, or as name and value if there is just one.
    fn structure(&mut self, map: &Map, indent: usize) -> Result<(), String> {
        let (scalars, nested) = partition([map]);
        let mut names = scalars.iter();
        match (names.next(), names.next()) {
            (None, _) => {}
            (Some(name), None) => self.current.add_row(vec![(*name).to_owned(), cell(map, name)])?,
            _ => {
                self.current.set_headers(owned(&scalars))?;
                self.current.add_row(scalars.iter().map(|name| cell(map, name)).collect())?;
            }
        }
        self.nested(map, &nested, indent)
    }

    /// A list of structures: a row for each, under a header with all names. Where any of them has
    /// nested values, each takes a section of its own.
    fn structures(&mut self, maps: &[&Map], title: Option<&str>, indent: usize) -> Result<(), String> {
        let (scalars, nested) = partition(maps.iter().copied());
        self.current.set_headers(owned(&scalars))?;
        for (i, map) in maps.iter().enumerate() {
            if i > 0 && !nested.is_empty() {
                self.open(title, indent);
                self.current.set_headers(owned(&scalars))?;
            }
            self.current.add_row(scalars.iter().map(|name| cell(map, name)).collect())?;
            self.nested(map, &nested, indent)?;
        }
        Ok(())
    }

    fn nested(&mut self, map: &Map, names: &BTreeSet<&str>, indent: usize) -> Result<(), String> {
        let mut members = names.iter().filter_map(|name| Some((name, map.get(name)?)));
        members.try_for_each(|(name, value)| self.nest(name, value, indent + 1))
    }
}

/// The names of members that are scalars, and of those that are not, over all structures; a name
/// may be in both.
fn partition<'a>(maps: impl IntoIterator<Item = &'a Map>) -> (BTreeSet<&'a str>, BTreeSet<&'a str>) {
    let (mut scalars, mut nested) = (BTreeSet::new(), BTreeSet::new());
    for (name, value) in maps.into_iter().flat_map(Map::iter) {
        if value.is_container() {
            nested.insert(name)
        } else {
            scalars.insert(name)
        };
    }
    (scalars, nested)
}

/// The structures of a list. Where none of them has a scalar, empty lists and texts may stand among
/// them: they count as structures without members.
fn all_maps<'a>(items: &'a [Value]) -> Result<Vec<&'a Map>, String> {
    static NO_MEMBERS: Map = Map::new();
    let maps: Vec<&Map> = items.iter().filter_map(Value::as_map).collect();
    if maps.len() == items.len() {
        return Ok(maps);
    }
    let scalars = maps.iter().any(|map| map.values().any(|value| !value.is_container()));
    let empty = |item: &Value| is_nothing(item) && matches!(item, Value::List(_) | Value::String(_));
    let structure = |item: &'a Value| match item {
        Value::Map(map) => Some(map),
        other => (!scalars && empty(other)).then_some(&NO_MEMBERS),
    };
    let maps: Option<Vec<&Map>> = items.iter().map(structure).collect();
    maps.ok_or_else(|| "Cannot show a list as a table that holds structures and other values".into())
}

fn cell(map: &Map, name: &str) -> String {
    map.get(name).map(python::display).unwrap_or_default()
}

fn owned(names: &BTreeSet<&str>) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
