//! A value cut into sections: scalars become rows, what is nested becomes sections of its own.
//!
//! The sections are told one after the other to whoever measures or draws them. None is kept.

use std::borrow::Borrow;

use super::columns::Columns;
use super::rows::{Items, Rows, at_hand};
use crate::output::Trouble;
use rt::internals::python;
use rt::value::{Map, Number, Value};

pub(super) type Result<T> = std::result::Result<T, Trouble>;

/// Who is told.
pub(super) trait Audience {
    /// A section begins; a section without a title continues the one before.
    fn section(&mut self, title: Option<&str>, indent: usize) -> Result<()>;
    /// Its columns have these names.
    fn headers(&mut self, names: &[&str]) -> Result<()>;
    /// A row of it.
    fn row(&mut self, cells: Vec<String>) -> Result<()>;
}

/// Finds the rows that a list stands for.
pub(in crate::output) type FindRows<'f, 'r> = &'f dyn Fn(&[Value]) -> Option<&'r Rows>;

/// Tells the sections of a value from top to bottom.
pub(super) fn tell(title: &str, value: &Value, rows: FindRows<'_, '_>, to: &mut dyn Audience) -> Result<()> {
    to.section(Some(title), 0)?;
    Teller { rows, to }.fill(value, Some(title), 0)
}

/// Whether a value takes no room in a table.
pub(super) fn is_nothing(value: &Value) -> bool {
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

struct Teller<'a, 'r> {
    rows: FindRows<'a, 'r>,
    to: &'a mut dyn Audience,
}

impl Teller<'_, '_> {
    /// Tells a section of a value, unless there is nothing to show.
    fn nest(&mut self, title: &str, value: &Value, indent: usize) -> Result<()> {
        if is_nothing(value) {
            return Ok(());
        }
        self.to.section(Some(title), indent)?;
        self.fill(value, Some(title), indent)
    }

    /// Puts a value into the current section and into new ones below it.
    fn fill(&mut self, value: &Value, title: Option<&str>, indent: usize) -> Result<()> {
        match value {
            Value::Map(map) => self.structure(map, indent),
            Value::List(items) => match (self.rows)(items) {
                Some(rows) => self.list(rows.items()?, &rows.columns, title, indent),
                None => {
                    let mut columns = Columns::new();
                    items.iter().for_each(|item| columns.note(item, |name| name));
                    self.list(at_hand(items), &columns, title, indent)
                }
            },
            _ => Ok(()),
        }
    }

    fn list<N: Ord + Borrow<str>>(
        &mut self,
        mut items: Items<'_>,
        columns: &Columns<N>,
        title: Option<&str>,
        indent: usize,
    ) -> Result<()> {
        if !columns.are_structures() {
            return items.try_for_each(|item| self.item(&*item?));
        }
        if !columns.fit() {
            let message = "Cannot show a list as a table that holds structures and other values";
            return Err(Trouble::Unprintable(message.into()));
        }
        self.structures(items, &columns.scalars(), &columns.nested(), title, indent)
    }

    /// An item of a list whose first item is no structure.
    fn item(&mut self, item: &Value) -> Result<()> {
        match item {
            Value::List(cells) if cells.iter().any(Value::is_container) => self.fill(item, None, 0),
            Value::List(cells) => self.to.row(cells.iter().map(python::display).collect()),
            Value::Map(map) => self.to.row(map.keys().map(str::to_owned).collect()),
            scalar => self.to.row(vec![python::display(scalar)]),
        }
    }

    /// One structure: its scalars as a single row, or as name and value if there is just one.
    fn structure(&mut self, map: &Map, indent: usize) -> Result<()> {
        let (mut scalars, mut nested): (Vec<_>, Vec<_>) =
            map.iter().partition(|(_, value)| !value.is_container());
        scalars.sort_unstable_by_key(|(name, _)| *name);
        nested.sort_unstable_by_key(|(name, _)| *name);
        match scalars.as_slice() {
            [] => {}
            [(name, value)] => self.to.row(vec![(*name).to_owned(), python::display(value)])?,
            scalars => {
                self.to.headers(&scalars.iter().map(|(name, _)| *name).collect::<Vec<_>>())?;
                self.to.row(scalars.iter().map(|(_, value)| python::display(value)).collect())?;
            }
        }
        nested.into_iter().try_for_each(|(name, value)| self.nest(name, value, indent + 1))
    }

    /// A list of structures: a row for each, under a header with all names. Where any of them has
    /// nested values, each takes a section of its own.
    fn structures(
        &mut self,
        items: Items<'_>,
        scalars: &[&str],
        nested: &[&str],
        title: Option<&str>,
        indent: usize,
    ) -> Result<()> {
        static NO_MEMBERS: Map = Map::new();
        self.to.headers(scalars)?;
        for (at, item) in items.enumerate() {
            let item = item?;
            let map = item.as_map().unwrap_or(&NO_MEMBERS);
            if at > 0 && !nested.is_empty() {
                self.to.section(title, indent)?;
                self.to.headers(scalars)?;
            }
            let cell = |name: &&str| map.get(name).map(python::display).unwrap_or_default();
            self.to.row(scalars.iter().map(cell).collect())?;
            let mut members = nested.iter().filter_map(|name| Some((*name, map.get(name)?)));
            members.try_for_each(|(name, value)| self.nest(name, value, indent + 1))?;
        }
        Ok(())
    }
}
