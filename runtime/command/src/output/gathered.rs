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
            Whole::Table => Items::Rows(Rows::default()),
        };
        Gathered { ticket: format!("ticket-{ticket}"), is_empty: true, items }
    }

    /// Adds items.
    pub(crate) fn add(&mut self, items: &[Value]) -> io::Result<()> {
        for item in items {
            match &mut self.items {
                Items::Text { spool, keys, is_yaml } => {
                    let text = spool.text();
                    if !self.is_empty {
                        between(text, keys, *is_yaml);
                    }
                    if *is_yaml {
                        text.push_str(&yaml::item(item, keys));
                    } else {
                        json::item(text, item, keys);
                    }
                    spool.settle()?;
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

fn between(out: &mut String, keys: &[&str], is_yaml: bool) {
    if is_yaml { out.push_str(&yaml::between_items(keys)) } else { json::between_items(out, keys) }
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
    match document {
        Value::Map(map) if map.is_empty() => Ok(()),
        _ if lists.is_empty() => Ok(in_chunks(document, write, out)?),
        _ => Ok(splice(&write(document, &mut |_| {}), lists, out)?),
    }
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
    let mut rest = text;
    while let Some((before, list, behind)) = next_mark(rest, lists) {
        out.write_all(before.as_bytes())?;
        list.write(out)?;
        rest = behind;
    }
    out.write_all(rest.as_bytes())
}

/// The first list whose mark is in a text, and what stands before and behind the mark. There are few lists.
fn next_mark<'t, 'l>(text: &'t str, lists: &'l [Gathered]) -> Option<(&'t str, &'l Gathered, &'t str)> {
    let place =
        |list: &'l Gathered| text.split_once(&list.mark()?).map(|(before, behind)| (before, list, behind));
    lists.iter().filter_map(place).min_by_key(|(before, ..)| before.len())
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

#[cfg(test)]
mod tests {
    use super::*;
    use rt::json::parse;
    use rt::value::Map;

    const LOOK: Look<'static> = Look { title: "Title", color: false, width: 80 };

    /// The values whose output is recorded.
    fn values() -> Vec<Value> {
        let lines = include_str!("../../tests/data/output.jsonl").lines();
        lines.map(|line| parse(line).unwrap().get("value").cloned().unwrap_or_default()).collect()
    }

    /// `list` at a path of names.
    fn document(path: &str, list: Value) -> Value {
        path.rsplit('.').fold(list, |inner, name| {
            let beside = ("Beside", Value::from("b"));
            Value::Map([(name, inner), beside].into_iter().collect::<Map>())
        })
    }

    /// What is printed, or why nothing is.
    fn printed(result: Result<(), Trouble>, out: Vec<u8>) -> Result<String, String> {
        match result {
            Ok(()) => Ok(String::from_utf8(out).unwrap()),
            Err(trouble) => {
                assert!(out.is_empty(), "nothing is printed before an error");
                Err(trouble.to_string())
            }
        }
    }

    fn check(format: Whole, path: &'static str, items: &[Value]) {
        let mut expected = Vec::new();
        let whole = document(path, Value::List(items.to_vec()));
        let expected = printed(write(format, LOOK, &whole, &[], &mut expected), expected);
        let mut list = Gathered::new(format, path, "0".to_owned());
        items.chunks(3).for_each(|page| list.add(page).unwrap());
        let (document, mut out) = (document(path, list.place()), Vec::new());
        let gathered = printed(write(format, LOOK, &document, &[list], &mut out), out);
        assert_eq!(gathered, expected, "{format:?} at {path}");
    }

    #[test]
    fn gathered_lists_are_printed_as_if_they_were_whole() {
        let values = values();
        let maps: Vec<Value> = values.iter().filter(|v| v.as_map().is_some()).cloned().collect();
        for format in [Whole::Json, Whole::Yaml, Whole::Table] {
            for path in ["Items", "An.Other.Place"] {
                for items in [values.as_slice(), &maps, &[]] {
                    check(format, path, items);
                    items.chunks(4).for_each(|few| check(format, path, few));
                    items.chunks(1).for_each(|one| check(format, path, one));
                }
            }
        }
    }

    /// Writes so many pages of 60 items; gives the bytes that were allocated, and the most at a time.
    fn work(format: Whole, pages: usize) -> (u64, u64) {
        let one = |at: usize| {
            let page = r#"{"Id": "ID", "Name": "a name", "On": true, "Tags": [{"K": "a", "V": "b"}]}"#;
            parse(&page.replace("ID", &at.to_string())).unwrap()
        };
        let counted = allocation_counter::measure(|| {
            let mut list = Gathered::new(format, "Items", "0".to_owned());
            for page in 0..pages {
                let items: Vec<Value> = (0..60).map(|item| one(60 * page + item)).collect();
                list.add(&items).unwrap();
            }
            write(format, LOOK, &document("Items", list.place()), &[list], &mut io::sink()).unwrap();
        });
        (counted.bytes_total, counted.bytes_max)
    }

    #[test]
    fn twice_as_many_pages_are_twice_the_work_and_take_no_more_room() {
        for format in [Whole::Json, Whole::Yaml, Whole::Table] {
            let (once, twice) = (work(format, 40), work(format, 80));
            assert!(10 * twice.0 < 21 * once.0, "{format:?}: {once:?}, {twice:?}");
            assert!(10 * twice.1 < 11 * once.1, "{format:?}: {once:?}, {twice:?}");
        }
    }

    #[test]
    fn long_lists_without_anything_nested_are_one_section() {
        let item = |at: usize| {
            let name = "n".repeat(1 + at % 40);
            document("Id", Value::from(at as i64)).as_map().cloned().map(|mut map| {
                map.insert(if at == 1700 { "Late" } else { "Name" }, Value::from(name));
                Value::Map(map)
            })
        };
        let items: Vec<Value> = (0..2500).filter_map(item).collect();
        check(Whole::Table, "Items", &items);
        let mut mixed = items;
        mixed[2100] = document("Nested.Id", Value::from("x"));
        check(Whole::Table, "Items", &mixed);
    }
}
