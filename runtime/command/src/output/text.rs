//! Tab-separated text, one line for each group of scalars, as `--output text` prints it.

use std::collections::BTreeSet;

use super::Unprintable;
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

/// Names of the columns that all structures of a list share.
type Columns<'a> = BTreeSet<&'a str>;

fn write_value(
    out: &mut String,
    value: &Value,
    name: Option<&str>,
    columns: Option<&Columns<'_>>,
) -> Result<(), String> {
    match value {
        Value::Map(map) => write_map(out, map, name, columns),
        Value::List(items) => write_list(out, items, name),
        _ => {
            write_line(out, None, [python::display(value)]);
            Ok(())
        }
    }
}

fn write_list(out: &mut String, items: &[Value], name: Option<&str>) -> Result<(), String> {
    if items.iter().any(|item| matches!(item, Value::Map(_))) {
        let columns = scalar_columns(items)?;
        return items.iter().try_for_each(|item| write_value(out, item, name, Some(&columns)));
    }
    let (lists, scalars): (Vec<&Value>, Vec<&Value>) = items.iter().partition(|item| item.is_container());
    write_scalars(out, &scalars, name);
    lists.into_iter().try_for_each(|list| write_value(out, list, name, None))
}

/// Named scalars take a line each, others share one.
fn write_scalars(out: &mut String, scalars: &[&Value], name: Option<&str>) {
    let texts = scalars.iter().map(|value| python::display(value));
    match name {
        Some(_) => texts.for_each(|text| write_line(out, name, [text])),
        None if scalars.is_empty() => {}
        None => write_line(out, None, texts),
    }
}

fn write_map(
    out: &mut String,
    map: &Map,
    name: Option<&str>,
    columns: Option<&Columns<'_>>,
) -> Result<(), String> {
    let own;
    let columns = match columns {
        Some(columns) => columns,
        None => {
            own = map.iter().filter(|(_, value)| !value.is_container()).map(|(key, _)| key).collect();
            &own
        }
    };
    if !columns.is_empty() {
        let cells = columns.iter().map(|key| map.get(key).map(python::display).unwrap_or_default());
        write_line(out, name, cells);
    }
    let nested: BTreeSet<&str> = map.keys().filter(|key| !columns.contains(key)).collect();
    for key in nested {
        map.get(key).map_or(Ok(()), |value| write_value(out, value, Some(key), None))?;
    }
    Ok(())
}

/// The names of scalars in any of the structures.
fn scalar_columns(items: &[Value]) -> Result<Columns<'_>, String> {
    let mut columns = Columns::new();
    for item in items {
        let Value::Map(map) = item else {
            return Err("Cannot show a list as text that holds structures and other values".into());
        };
        columns.extend(map.iter().filter(|(_, value)| !value.is_container()).map(|(key, _)| key));
    }
    Ok(columns)
}

fn write_line(out: &mut String, name: Option<&str>, cells: impl IntoIterator<Item = String>) {
    let name = name.map(str::to_uppercase);
    for (i, cell) in name.into_iter().chain(cells).enumerate() {
        if i > 0 {
            out.push('\t');
        }
        out.push_str(&cell);
    }
    out.push('\n');
}
