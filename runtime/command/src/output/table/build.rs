//! A value cut into sections: scalars become rows, what is nested becomes sections of its own.
//!
//! The sections are told one after the other to whoever measures or draws them. None is kept.

use std::borrow::Cow;
use std::rc::Rc;

use super::rows::{Items, Rows, at_hand};
use crate::output::Trouble;
use crate::output::columns::{Columns, is_nothing, members};
use rt::internals::python;
use rt::value::{Map, Value};

pub(super) type Result<T> = std::result::Result<T, Trouble>;

/// The names of columns, which many sections share.
pub(super) type Names = Rc<[String]>;

/// Who is told.
pub(super) trait Audience {
    /// A section begins; a section without a title continues the one before.
    fn section(&mut self, title: Option<&str>, indent: usize) -> Result<()>;
    /// Its columns have these names.
    fn headers(&mut self, names: &Names) -> Result<()>;
    /// A row of it.
    fn row(&mut self, cells: &[Cow<'_, str>]) -> Result<()>;
}

/// Finds the rows that a list stands for.
pub(in crate::output) type FindRows<'f, 'r> = &'f dyn Fn(&[Value]) -> Option<&'r Rows>;

/// Tells the sections of a value from top to bottom.
pub(super) fn tell(title: &str, value: &Value, rows: FindRows<'_, '_>, to: &mut dyn Audience) -> Result<()> {
    to.section(Some(title), 0)?;
    Teller { rows, to, names: Names::default() }.fill(value, Some(title), 0)
}

/// The text of a cell.
fn shown(value: &Value) -> Cow<'_, str> {
    match value {
        Value::String(text) => Cow::Borrowed(text),
        other => Cow::Owned(python::display(other)),
    }
}

struct Teller<'a, 'r> {
    rows: FindRows<'a, 'r>,
    to: &'a mut dyn Audience,
    /// The names that were told last. One item after the other has the same.
    names: Names,
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
                None => self.list(at_hand(items), &Columns::of(items), title, indent),
            },
            _ => Ok(()),
        }
    }

    fn list(
        &mut self,
        mut items: Items<'_>,
        columns: &Columns,
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

    fn names(&mut self, names: &[&str]) -> Names {
        if *self.names != *names {
            self.names = names.iter().map(|name| (*name).to_owned()).collect();
        }
        self.names.clone()
    }

    /// An item of a list whose first item is no structure.
    fn item(&mut self, item: &Value) -> Result<()> {
        match item {
            Value::List(cells) if cells.iter().any(Value::is_container) => self.fill(item, None, 0),
            Value::List(cells) => self.to.row(&cells.iter().map(shown).collect::<Vec<_>>()),
            Value::Map(map) => self.to.row(&map.keys().map(Cow::Borrowed).collect::<Vec<_>>()),
            scalar => self.to.row(&[shown(scalar)]),
        }
    }

    /// One structure: its scalars as a single row, or as name and value if there is just one.
    fn structure(&mut self, map: &Map, indent: usize) -> Result<()> {
        let (scalars, nested): (Vec<_>, Vec<_>) =
            members(map).into_iter().partition(|(_, value)| !value.is_container());
        match scalars.as_slice() {
            [] => {}
            [(name, value)] => self.to.row(&[Cow::Borrowed(*name), shown(value)])?,
            scalars => {
                let names = self.names(&scalars.iter().map(|(name, _)| *name).collect::<Vec<_>>());
                self.to.headers(&names)?;
                self.to.row(&scalars.iter().map(|(_, value)| shown(value)).collect::<Vec<_>>())?;
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
        let names = self.names(scalars);
        self.to.headers(&names)?;
        for (at, item) in items.enumerate() {
            let item = item?;
            let map = item.as_map().unwrap_or(&NO_MEMBERS);
            if at > 0 && !nested.is_empty() {
                self.to.section(title, indent)?;
                self.to.headers(&names)?;
            }
            let cell = |name: &&str| map.get(name).map(shown).unwrap_or_default();
            self.to.row(&scalars.iter().map(cell).collect::<Vec<_>>())?;
            let mut members = nested.iter().filter_map(|name| Some((*name, map.get(name)?)));
            members.try_for_each(|(name, value)| self.nest(name, value, indent + 1))?;
        }
        Ok(())
    }
}
