//! What a table has to know about a list before it draws the first of its items: the names of all
//! members, and whether the items are structures.

use std::borrow::Borrow;
use std::collections::BTreeSet;

use rt::value::{Number, Value};

/// The names in a list of structures, by turns noted and asked for. They are owned where the items do
/// not stay.
#[derive(Debug)]
pub(crate) struct Columns<N> {
    /// Names of members that are scalars.
    scalars: BTreeSet<N>,
    /// Names of members that hold others. A name may be in both.
    nested: BTreeSet<N>,
    /// Whether the first item is a structure, once there is one.
    first_is_structure: Option<bool>,
    /// Whether there is anything but structures.
    has_others: bool,
    /// Whether there is anything but structures, empty lists and empty texts.
    has_misfits: bool,
}

impl<N: Ord + Borrow<str>> Columns<N> {
    /// No items.
    pub(crate) fn new() -> Columns<N> {
        Columns {
            scalars: BTreeSet::new(),
            nested: BTreeSet::new(),
            first_is_structure: None,
            has_others: false,
            has_misfits: false,
        }
    }

    /// Takes an item into account.
    pub(crate) fn note<'v>(&mut self, item: &'v Value, name: fn(&'v str) -> N) {
        self.first_is_structure.get_or_insert(matches!(item, Value::Map(_)));
        let Value::Map(map) = item else {
            self.has_others = true;
            self.has_misfits |= !matches!(item, Value::List(_) | Value::String(_)) || !is_nothing(item);
            return;
        };
        for (key, value) in map.iter() {
            let names = if value.is_container() { &mut self.nested } else { &mut self.scalars };
            if !names.contains(key) {
                names.insert(name(key));
            }
        }
    }

    /// Whether the list counts as one of structures.
    pub(super) fn are_structures(&self) -> bool {
        self.first_is_structure == Some(true)
    }

    /// Whether each item can be shown as a structure. Where none of them has a scalar, empty lists and
    /// texts may stand among them: they count as structures without members.
    pub(super) fn fit(&self) -> bool {
        !self.has_others || !self.has_misfits && self.scalars.is_empty()
    }

    /// Names of scalars, sorted.
    pub(super) fn scalars(&self) -> Vec<&str> {
        self.scalars.iter().map(N::borrow).collect()
    }

    /// Names of the others, sorted.
    pub(super) fn nested(&self) -> Vec<&str> {
        self.nested.iter().map(N::borrow).collect()
    }
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
