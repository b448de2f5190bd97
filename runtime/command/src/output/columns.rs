//! Members in the order of their names; and what a text or a table has to know about a list before it shows the first of
//! its items: the names of all members, and whether the items are structures.

use rt::value::{Map, Number, Ordered, Value};

/// Members by their names, in order.
pub(super) fn members(map: &Map) -> Vec<(&str, &Value)> {
    in_order(map.iter().collect())
}

/// Some members of a structure, in the order of their names.
pub(super) fn in_order<'v>(mut members: Vec<(&'v str, &'v Value)>) -> Vec<(&'v str, &'v Value)> {
    members.sort_unstable_by_key(|(name, _)| *name);
    members
}

/// The names in a list of structures, by turns noted and asked for. The items need not stay.
#[derive(Debug, Default)]
pub(crate) struct Columns {
    /// Names of members that are scalars.
    scalars: Ordered<()>,
    /// Names of members that hold others. A name may be in both.
    nested: Ordered<()>,
    /// Whether the first item is a structure, once there is one.
    first_is_structure: Option<bool>,
    /// Whether there is anything but structures.
    has_others: bool,
    /// Whether there is anything but structures, empty lists and empty texts.
    has_misfits: bool,
}

impl Columns {
    /// Those of items that are at hand.
    pub(super) fn of(items: &[Value]) -> Columns {
        let mut columns = Columns::default();
        items.iter().for_each(|item| columns.note(item));
        columns
    }

    /// Takes an item into account.
    pub(super) fn note(&mut self, item: &Value) {
        self.first_is_structure.get_or_insert(matches!(item, Value::Map(_)));
        let Value::Map(map) = item else {
            self.has_others = true;
            self.has_misfits |= !matches!(item, Value::List(_) | Value::String(_)) || !is_nothing(item);
            return;
        };
        for (key, value) in map.entries() {
            let names = if value.is_container() { &mut self.nested } else { &mut self.scalars };
            if !names.contains_key(key) {
                names.insert(key.clone(), ());
            }
        }
    }

    /// Whether the list counts as one of structures.
    pub(super) fn are_structures(&self) -> bool {
        self.first_is_structure == Some(true)
    }

    /// Whether there is anything but structures.
    pub(super) fn has_others(&self) -> bool {
        self.has_others
    }

    /// Whether each item can be shown as a structure. Where none of them has a scalar, empty lists and
    /// texts may stand among them: they count as structures without members.
    pub(super) fn fit(&self) -> bool {
        !self.has_others || !self.has_misfits && self.scalars.is_empty()
    }

    /// Names of scalars, sorted.
    pub(super) fn scalars(&self) -> Vec<&str> {
        sorted(&self.scalars)
    }

    /// Names of the others, sorted.
    pub(super) fn nested(&self) -> Vec<&str> {
        sorted(&self.nested)
    }
}

fn sorted(names: &Ordered<()>) -> Vec<&str> {
    let mut names: Vec<&str> = names.keys().collect();
    names.sort_unstable();
    names
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
