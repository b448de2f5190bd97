//! Results to standard output: whole, or page by page.

pub(crate) mod dry_run;
pub(crate) mod echo;
mod halves;
pub(crate) mod interrupt;
pub(crate) mod page;
pub(crate) mod printer;
pub(crate) mod render;
mod rows;
pub(crate) mod secrets;
mod signal;
pub(crate) mod strange;
pub(crate) mod terminal;
pub(crate) mod timestamps;

use std::borrow::Cow;

use crate::output::{self, Gathered, Items, Look, Whole};
use crate::report::failure::Failure;
use crate::show::printer::{Printer, not_kept};
use render::{Format, Query};
use rows::Rows;
use rt::dialect::Dialect;
use rt::internals::random;
use rt::paginate::{self, Merged};
use rt::schema::Paginator;
use rt::value::{Map, Value};

/// How results are shown.
#[derive(Clone)]
pub(crate) struct Output<'a> {
    /// The format's name; a wrong one is found only when there is something to print.
    pub(crate) format: &'a str,
    pub(crate) dialect: &'static Dialect,
    pub(crate) query: Option<&'a Query>,
    pub(crate) color: bool,
    pub(crate) pager: Option<&'a str>,
    /// The heading of tables.
    pub(crate) title: &'a str,
    /// What rows are, for formats of rows.
    pub(crate) items: Items,
    /// The columns that were asked for.
    pub(crate) columns: Option<Vec<String>>,
}

impl Output<'_> {
    /// Shows one result.
    pub(crate) fn result(&self, value: &Value) -> Result<(), Failure> {
        let format = Format::named(self.format, self.dialect)?;
        if let Some(rows) = Rows::new(self, format) {
            return rows.only(value);
        }
        let selected = self.selected(value)?;
        // A stream without a page is empty; only pages that follow each other may be empty.
        if format == Format::YamlStream && *selected == Value::Map(Map::new()) {
            return Ok(());
        }
        let mut printer = Printer::paged(self.pager);
        self.write(&mut printer, format, &selected)?;
        printer.finish()
    }

    /// What the query takes out of a value.
    fn selected<'v>(&self, value: &'v Value) -> Result<Cow<'v, Value>, Failure> {
        match self.query {
            Some(query) => query.search(value).map(Cow::Owned),
            None => Ok(Cow::Borrowed(value)),
        }
    }

    /// Writes what the query takes out of a page.
    fn page(&self, printer: &mut Printer, format: Format, page: &Value) -> Result<(), Failure> {
        let selected = self.selected(page)?;
        self.write(printer, format, &selected)
    }

    /// Writes a value; what could be written stands even if the rest could not.
    fn write(&self, printer: &mut Printer, format: Format, value: &Value) -> Result<(), Failure> {
        let complete = printer.stream(format, |out| render::write(format, self.look(), value, out));
        printer.flush()?;
        complete
    }

    fn look(&self) -> Look<'_> {
        Look { title: self.title, color: self.color, width: render::width() }
    }
}

/// Pages that are shown as they arrive, or together at the end.
pub(crate) struct Pages<'a> {
    output: &'a Output<'a>,
    rules: &'static Paginator,
    format: Format,
    printer: Printer,
    first: bool,
    /// The pages so far, if they are shown together.
    together: Option<Together>,
    /// Where items go that are shown one by one.
    rows: Option<Rows<'a>>,
}

/// Pages that are joined.
struct Together {
    merged: Merged,
    lists: Lists,
}

/// The lists of all pages, one for each result key.
enum Lists {
    /// As they are printed.
    Gathered(Whole, Vec<Gathered>),
    /// As values, for a query.
    Values(Vec<Vec<Value>>),
}

impl<'a> Pages<'a> {
    pub(crate) fn new(output: &'a Output<'a>, rules: &'static Paginator) -> Result<Pages<'a>, Failure> {
        let format = Format::named(output.format, output.dialect)?;
        let values = || Lists::Values(vec![Vec::new(); rules.result_keys.len()]);
        let rows = Rows::new(output, format);
        let lists = match (format.whole(), output.query) {
            (Some(_), Some(_)) => Some(values()),
            (Some(whole), None) => Some(Lists::gathered(whole, rules)),
            (None, _) => rows.as_ref().filter(|rows| !rows.take_pages()).map(|_| values()),
        };
        let together = lists.map(|lists| Together { merged: Merged::new(rules), lists });
        let printer = Printer::paged(output.pager);
        Ok(Pages { output, rules, format, printer, first: true, together, rows })
    }

    /// Takes a page.
    pub(crate) fn page(&mut self, page: Value) -> Result<(), Failure> {
        let first = std::mem::take(&mut self.first);
        match (&mut self.together, self.format) {
            (Some(Together { merged, lists }), _) => lists.add(merged.add(page)),
            (None, Format::Jsonl | Format::Csv) => self.rows.as_mut().map_or(Ok(()), |rows| rows.page(&page)),
            (None, Format::Text) => {
                let lists = paginate::lists_of(self.rules, page, first);
                self.output.page(&mut self.printer, self.format, &lists)
            }
            (None, _) => self.output.page(&mut self.printer, self.format, &page),
        }
    }

    /// Shows what follows the last page: everything, or the token with which to go on.
    pub(crate) fn finish(mut self, token: Option<&str>) -> Result<(), Failure> {
        match (self.together.take(), token) {
            (Some(together), token) if self.rows.is_none() => self.whole(together, token)?,
            (Some(Together { merged, lists: Lists::Values(lists) }), token) => {
                let whole = merged.finish(lists.into_iter().map(Value::List), None);
                return self.rows.take().map_or(Ok(()), |rows| rows.whole(&whole, token));
            }
            (None, token) if self.rows.is_some() => {
                return self.rows.take().map_or(Ok(()), |rows| rows.finish(token));
            }
            (None, Some(token)) if self.format == Format::Text => {
                let member = |value| Value::Map([("NextToken", value)].into_iter().collect());
                self.output.page(&mut self.printer, self.format, &member(member(Value::from(token))))?;
            }
            (_, _) => {}
        }
        self.printer.finish()
    }

    fn whole(&mut self, together: Together, token: Option<&str>) -> Result<(), Failure> {
        let Together { merged, lists } = together;
        match lists {
            Lists::Values(lists) => {
                let whole = merged.finish(lists.into_iter().map(Value::List), token);
                let selected = match self.output.query {
                    Some(query) => query.take(whole)?,
                    None => whole,
                };
                self.output.write(&mut self.printer, self.format, &selected)
            }
            Lists::Gathered(format, lists) => {
                let document = merged.finish(lists.iter().map(Gathered::place), token);
                let look = self.output.look();
                self.printer.stream(self.format, |out| output::write(format, look, &document, &lists, out))
            }
        }
    }
}

impl Lists {
    fn gathered(whole: Whole, rules: &'static Paginator) -> Lists {
        let lists = rules.result_keys.iter().map(|key| Gathered::new(whole, key, random::uuid()));
        Lists::Gathered(whole, lists.collect())
    }

    /// Adds items, each list of them with its place.
    fn add(&mut self, items: Vec<(usize, Vec<Value>)>) -> Result<(), Failure> {
        for (at, items) in items {
            match self {
                Lists::Values(lists) => lists[at].extend(items),
                Lists::Gathered(_, lists) => lists[at].add(&items).map_err(|error| not_kept(&error))?,
            }
        }
        Ok(())
    }
}
