//! A result whose lists are longer than memory should be: written piece by piece, printed when it is whole.
//!
//! In: the items of lists, page by page, then the document around them. Out: the same text as if all had
//! been one value. The items are kept as finished text, or as rows of a table; of the values nothing stays.

use std::io::{self, Write};

use super::spool::Spool;
use super::table::{self, Look, Rows};
use super::{Trouble, json, yaml};
use rt::json::Drain;
use rt::value::Value;

/// A format in which results are printed whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whole {
    Json,
    Table,
    Yaml,
}

/// A list of a result, without its items.
#[derive(Debug)]
pub(crate) struct Gathered {
    /// What stands for the items in the document: a text that no document has.
    ticket: String,
    is_empty: bool,
    items: Items,
}

#[derive(Debug)]
enum Items {
    /// One after the other, as they stand in the document.
    Text {
        spool: Spool,
        keys: Vec<&'static str>,
        is_yaml: bool,
    },
    Rows(Rows),
}

impl Gathered {
    /// An empty list. It stands at `path`: names joined by dots. `ticket` must be one that nobody can guess.
    pub(crate) fn new(format: Whole, path: &'static str, ticket: String) -> Gathered {
        let text =
            |is_yaml| Items::Text { spool: Spool::default(), keys: path.split('.').collect(), is_yaml };
        let items = match format {
            Whole::Json => text(false),
            Whole::Yaml => text(true),
            Whole::Table => Items::Rows(Rows::new()),
        };
        Gathered { ticket: format!("ticket-{ticket}"), is_empty: true, items }
    }

    /// Adds items.
    pub(crate) fn add(&mut self, items: &[Value]) -> io::Result<()> {
        for item in items {
            match &mut self.items {
                Items::Text { spool, keys, is_yaml } => {
                    let item = if *is_yaml { yaml::item(item, keys) } else { json::item(item, keys) };
                    if !self.is_empty {
                        spool.write_all(between(keys, *is_yaml).as_bytes())?;
                    }
                    spool.write_all(item.as_bytes())?;
                }
                Items::Rows(rows) => rows.add(item)?,
            }
            self.is_empty = false;
        }
        Ok(())
    }

    /// What stands in the document where the list belongs.
    pub(crate) fn place(&self) -> Value {
        if self.is_empty { Value::List(Vec::new()) } else { Value::List(vec![self.ticket.as_str().into()]) }
    }

    /// The ticket as it stands in the text of the document.
    fn mark(&self) -> Option<String> {
        match &self.items {
            Items::Text { is_yaml: true, .. } => Some(format!("- {}", self.ticket)),
            Items::Text { is_yaml: false, .. } => Some(format!("\"{}\"", self.ticket)),
            Items::Rows(_) => None,
        }
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        match &self.items {
            Items::Text { spool, .. } => spool.copy_to(out),
            Items::Rows(_) => Ok(()),
        }
    }
}

fn between(keys: &[&str], is_yaml: bool) -> String {
    if is_yaml { yaml::between_items(keys) } else { json::between_items(keys) }
}

/// Text of this length is handed on while more of it is written.
const CHUNK: usize = 1 << 16;

/// Writes a document with the items of its lists. Of an empty one nothing is printed.
pub(crate) fn write(
    format: Whole,
    look: Look<'_>,
    document: &Value,
    lists: &[Gathered],
    out: &mut dyn Write,
) -> Result<(), Trouble> {
    let write: fn(&Value, Drain<'_>) -> String = match format {
        Whole::Table => {
            let rows = |items: &[Value]| lists.iter().find_map(|list| list.rows(items));
            return table::write(look, document, &rows, out);
        }
        Whole::Json => json::document,
        Whole::Yaml => yaml::document,
    };
    Ok(match document {
        Value::Map(map) if map.is_empty() => (),
        _ if lists.is_empty() => in_chunks(document, write, out)?,
        _ => splice(&write(document, &mut |_| {}), lists, out)?,
    })
}

/// Writes a document without having the whole text at once.
fn in_chunks(
    document: &Value,
    write: fn(&Value, Drain<'_>) -> String,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut result = Ok(());
    let mut drain = |text: &mut String| {
        if text.len() > CHUNK {
            result = std::mem::replace(&mut result, Ok(())).and_then(|()| out.write_all(text.as_bytes()));
            text.clear();
        }
    };
    let end = write(document, &mut drain);
    result.and_then(|()| out.write_all(end.as_bytes()))
}

/// Writes a text with the items of lists in place of their marks.
fn splice(text: &str, lists: &[Gathered], out: &mut dyn Write) -> io::Result<()> {
    let place = |list| Some((text.find(&Gathered::mark(list)?)?, list));
    let mut places: Vec<_> = lists.iter().filter_map(place).collect();
    places.sort_by_key(|(at, _)| *at);
    let mut written = 0;
    for (at, list) in places {
        out.write_all(text[written..at].as_bytes())?;
        list.write(out)?;
        written = at + list.mark().map_or(0, |mark| mark.len());
    }
    out.write_all(text[written..].as_bytes())
}

impl Gathered {
    /// The rows that `items` stand for.
    fn rows(&self, items: &[Value]) -> Option<&Rows> {
        match (&self.items, items) {
            (Items::Rows(rows), [Value::String(ticket)]) if *ticket == self.ticket => Some(rows),
            _ => None,
        }
    }
}
