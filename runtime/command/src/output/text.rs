//! Tab-separated text, one line for each group of scalars, as `--output text` prints it.

use super::Unprintable;
use super::columns::{Columns, members};
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
            write_line(out, None, &[python::display(value)]);
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
    let texts: Vec<String> = scalars.iter().map(|value| python::display(value)).collect();
    match name {
        Some(_) => texts.into_iter().for_each(|text| write_line(out, name, &[text])),
        None if texts.is_empty() => {}
        None => write_line(out, None, &texts),
    }
}

fn write_map(
    out: &mut String,
    map: &Map,
    name: Option<&str>,
    columns: Option<&[&str]>,
) -> Result<(), String> {
    let members = members(map);
    let own: Vec<&str>;
    let columns = match columns {
        Some(columns) => columns,
        None => {
            own = members.iter().filter(|(_, value)| !value.is_container()).map(|(key, _)| *key).collect();
            &own
        }
    };
    if !columns.is_empty() {
        let cells = columns.iter().map(|key| map.get(key).map(python::display).unwrap_or_default());
        write_line(out, name, &cells.collect::<Vec<_>>());
    }
    let mut nested = members.into_iter().filter(|(key, _)| columns.binary_search(key).is_err());
    nested.try_for_each(|(key, value)| write_value(out, value, Some(key), None))
}

/// A line starts with the name in capitals, if there is one.
fn write_line(out: &mut String, name: Option<&str>, cells: &[String]) {
    if let Some(name) = name {
        *out += &name.to_uppercase();
        *out += if cells.is_empty() { "" } else { "\t" };
    }
    *out += &cells.join("\t");
    out.push('\n');
}
