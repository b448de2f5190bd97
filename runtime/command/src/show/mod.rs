//! Results to standard output: whole, or page by page.

pub(crate) mod dry_run;
pub(crate) mod interrupt;
pub(crate) mod printer;
pub(crate) mod render;
pub(crate) mod timestamps;

use std::borrow::Cow;

use crate::report::failure::Failure;
use crate::show::printer::Printer;
use render::{Format, Query};
use rt::dialect::Dialect;
use rt::paginate::{self, Merged};
use rt::schema::Paginator;
use rt::value::{Map, Value};

/// How results are shown.
pub(crate) struct Output<'a> {
    /// The format's name; a wrong one is found only when there is something to print.
    pub(crate) format: &'a str,
    pub(crate) dialect: &'static Dialect,
    pub(crate) query: Option<&'a Query>,
    pub(crate) color: bool,
    pub(crate) pager: Option<&'a str>,
    /// The heading of tables.
    pub(crate) title: &'a str,
}

impl Output<'_> {
    /// Shows one result.
    pub(crate) fn result(&self, value: &Value) -> Result<(), Failure> {
        let format = Format::named(self.format, self.dialect)?;
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
        let (text, complete) = render::to_string(format, self.title, value, self.color);
        printer.write(&text)?;
        printer.flush()?;
        complete
    }
}

/// Pages that are shown as they arrive, or together at the end.
pub(crate) struct Pages<'a> {
    output: &'a Output<'a>,
    rules: &'static Paginator,
    format: Format,
    printer: Printer,
    merged: Merged,
    first: bool,
}

impl<'a> Pages<'a> {
    pub(crate) fn new(output: &'a Output<'a>, rules: &'static Paginator) -> Result<Pages<'a>, Failure> {
        Ok(Pages {
            output,
            rules,
            format: Format::named(output.format, output.dialect)?,
            printer: Printer::paged(output.pager),
            merged: Merged::new(rules),
            first: true,
        })
    }

    /// Takes a page.
    pub(crate) fn page(&mut self, page: &Value) -> Result<(), Failure> {
        let first = std::mem::take(&mut self.first);
        match self.format {
            Format::Text => {
                let beside = if first { self.merged.beside_lists(page) } else { Value::Map(Map::new()) };
                let lists = paginate::lists_of(self.rules, page, beside);
                self.output.page(&mut self.printer, self.format, &lists)
            }
            Format::YamlStream | Format::Off => self.output.page(&mut self.printer, self.format, page),
            _ => {
                self.merged.add(page);
                Ok(())
            }
        }
    }

    /// Shows what follows the last page: everything, or the token with which to go on.
    pub(crate) fn finish(self, token: Option<&str>) -> Result<(), Failure> {
        let Pages { output, format, mut printer, merged, .. } = self;
        match (format, token) {
            (Format::Text, Some(token)) => {
                let member = |value| Value::Map([("NextToken", value)].into_iter().collect());
                output.page(&mut printer, format, &member(member(Value::from(token))))?;
            }
            (Format::Text | Format::YamlStream | Format::Off, _) => {}
            (_, token) => output.page(&mut printer, format, &merged.finish(token))?,
        }
        printer.finish()
    }
}
