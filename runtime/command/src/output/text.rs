//! Tab-separated text, one line for each group of scalars, as `--output text` prints it.

use super::Unprintable;
use super::columns::{Columns, in_order};
use rt::internals::python;
use rt::value::{Map, Value};

/// Writes a value as tab-separated text.
///
/// A line starts with the name of the member that it shows, in capitals; scalars of a structure
/// stand in the order of their names, and a list of structures has the same columns in every line.
///
/// # Errors
/// [`Unprintable`] if a list holds structures and other values: there are no columns for both.
pub fn text(value: &Value) -> Result<String, Unprintable> {
    let mut out = String::new();
    match write_value(&mut out, value, None, None) {
        Ok(()) => Ok(out),
        Err(message) => Err(Unprintable { printed: out, message }),
    }
}

/// `columns` are those that all structures of a list share, sorted.
fn write_value(
    out: &mut String,
    value: &Value,
    name: Option<&str>,
    columns: Option<&[&str]>,
) -> Result<(), String> {
    match value {
        Value::Map(map) => write_map(out, map, name, columns),
        Value::List(items) => write_list(out, items, name),
        _ => {
            write_line(out, None, &mut [python::display(value)].into_iter());
            Ok(())
        }
    }
}

fn write_list(out: &mut String, items: &[Value], name: Option<&str>) -> Result<(), String> {
    if items.iter().any(|item| matches!(item, Value::Map(_))) {
        let columns = Columns::of(items);
        if columns.has_others() {
            return Err("Cannot show a list as text that holds structures and other values".into());
        }
        let columns = columns.scalars();
        return items.iter().try_for_each(|item| write_value(out, item, name, Some(&columns)));
    }
    let (lists, scalars): (Vec<&Value>, Vec<&Value>) = items.iter().partition(|item| item.is_container());
    write_scalars(out, &scalars, name);
    lists.into_iter().try_for_each(|list| write_value(out, list, name, None))
}

/// Named scalars take a line each, others share one.
fn write_scalars(out: &mut String, scalars: &[&Value], name: Option<&str>) {
    let mut texts = scalars.iter().map(|value| python::display(value));
    match name {
        Some(_) => texts.for_each(|text| write_line(out, name, &mut [text].into_iter())),
        None if scalars.is_empty() => {}
        None => write_line(out, None, &mut texts),
    }
}

fn write_map(
    out: &mut String,
    map: &Map,
    name: Option<&str>,
    columns: Option<&[&str]>,
) -> Result<(), String> {
    let own: Vec<&str>;
    let columns = match columns {
        Some(columns) => columns,
        None => {
            let scalars = map.iter().filter(|(_, value)| !value.is_container()).collect();
            own = in_order(scalars).iter().map(|(key, _)| *key).collect();
            &own
        }
    };
    if !columns.is_empty() {
        let cell = |key: &&str| map.get(key).map(python::display).unwrap_or_default();
        write_line(out, name, &mut columns.iter().map(cell));
    }
    let nested = map.iter().filter(|(key, _)| columns.binary_search(key).is_err()).collect();
    in_order(nested).iter().try_for_each(|(key, value)| write_value(out, value, Some(key), None))
}

/// A line starts with the name in capitals, if there is one.
fn write_line(out: &mut String, name: Option<&str>, cells: &mut dyn Iterator<Item = String>) {
    *out += &name.map(str::to_uppercase).unwrap_or_default();
    let mut before = if name.is_some() { "\t" } else { "" };
    for cell in cells {
        *out += before;
        *out += &cell;
        before = "\t";
    }
    out.push('\n');
}
