//! Results as rows to standard output, while pages still come.
//!
//! What a list has beside its items is no row: that there is more is told on standard error.

use std::io::{self, Write as _};

use super::Output;
use super::printer::Printer;
use super::render::Format;
use crate::output::{self, Items, Trouble};
use crate::report::failure::Failure;
use rt::internals::os;
use rt::value::{Map, Value};

/// Rows on their way to standard output.
pub(super) struct Rows<'a> {
    output: &'a Output<'a>,
    format: Format,
    rows: output::Rows,
    printer: Printer,
}

impl<'a> Rows<'a> {
    /// Rows in a format, if that is one of rows.
    pub(super) fn new(output: &'a Output<'a>, format: Format) -> Option<Rows<'a>> {
        let shape = if output.query.is_some() { None } else { output.items.shape };
        let rows = match format {
            Format::Jsonl => output::Rows::Lines,
            Format::Csv => output::Rows::table(output.columns.as_deref(), shape),
            _ => return None,
        };
        Some(Rows { output, format, rows, printer: Printer::paged(output.pager) })
    }

    /// Whether rows can be had from each page: a query may need all of them.
    pub(super) fn take_pages(&self) -> bool {
        self.output
            .query
            .is_none_or(|query| query.items_of().is_some_and(|path| self.output.items.stand_at(&path)))
    }

    /// Shows a page.
    pub(super) fn page(&mut self, page: &Value) -> Result<(), Failure> {
        match self.output.query {
            None => self.add(self.output.items.rows(page))?,
            Some(query) => match query.search(page)? {
                Value::Null => {}
                selected => self.add(alone(&selected))?,
            },
        }
        self.printer.flush()
    }

    /// Shows the result of all pages, and ends.
    pub(super) fn whole(mut self, whole: &Value, token: Option<&str>) -> Result<(), Failure> {
        let selected = self.output.selected(whole)?;
        self.add(alone(&selected))?;
        self.finish(token)
    }

    /// Shows a reply that is the only one.
    pub(super) fn only(mut self, reply: &Value) -> Result<(), Failure> {
        if self.output.query.is_some() {
            return self.whole(reply, None);
        }
        if *reply != Value::Map(Map::new()) {
            self.add(self.output.items.rows(reply))?;
        }
        let is_list = self.output.items.are_lists();
        if let Some((name, token)) = Items::token(reply).filter(|_| is_list) {
            note(&format!("There is more; the {name} of the reply is {token}"));
        }
        self.finish(None)
    }

    /// Ends the rows; the token says where a later call goes on.
    pub(super) fn finish(mut self, token: Option<&str>) -> Result<(), Failure> {
        let (rows, mut unused) = (self.rows, Vec::new());
        self.printer.stream(self.format, |out| {
            unused = rows.finish(out).map_err(Trouble::Io)?;
            Ok(())
        })?;
        if !unused.is_empty() {
            note(&format!("No row has these columns: {}", unused.join(", ")));
        }
        if let Some(token) = token {
            note(&format!("There is more; go on with --starting-token {token}"));
        }
        self.printer.finish()
    }

    fn add(&mut self, rows: Vec<&Value>) -> Result<(), Failure> {
        let Rows { format, rows: kept, printer, .. } = self;
        for row in rows {
            printer.stream(*format, |out| Ok(kept.add(row, out)?))?;
        }
        Ok(())
    }
}

/// The rows of a query's result: the items of a list, or itself.
fn alone(selected: &Value) -> Vec<&Value> {
    match selected {
        Value::List(items) => items.iter().collect(),
        other => vec![other],
    }
}

fn note(text: &str) {
    let _ = io::stderr().write_all(os::shown(&format!("{text}\n")).as_bytes());
}
