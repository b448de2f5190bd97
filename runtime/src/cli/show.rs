//! Results to standard output: whole, or page by page.

use super::failure::Failure;
use super::printer::Printer;
use super::render::{self, Format, Query};
use crate::paginate::{self, Merged};
use crate::schema::Paginator;
use crate::value::{Map, Value};

/// How results are shown.
pub(crate) struct Output<'a> {
    /// The format's name; a wrong one is found only when there is something to print.
    pub(crate) format: &'a str,
    pub(crate) query: Option<&'a Query>,
    pub(crate) color: bool,
    pub(crate) pager: Option<&'a str>,
    /// The heading of tables.
    pub(crate) title: &'a str,
}

impl Output<'_> {
    /// Shows one result.
    pub(crate) fn result(&self, value: &Value) -> Result<(), Failure> {
        let format = Format::named(self.format)?;
        let mut printer = Printer::paged(self.pager);
        self.write(&mut printer, format, value)?;
        printer.finish()
    }

    /// Writes a value after the query; what could be written stands even if the rest could not.
    fn write(&self, printer: &mut Printer, format: Format, value: &Value) -> Result<(), Failure> {
        let selected = match self.query {
            Some(query) => &query.search(value)?,
            None => value,
        };
        let (text, complete) = render::to_string(format, self.title, selected, self.color);
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
            format: Format::named(output.format)?,
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
                self.output.write(&mut self.printer, self.format, &lists)
            }
            Format::YamlStream | Format::Off => self.output.write(&mut self.printer, self.format, page),
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
                output.write(&mut printer, format, &member(member(Value::from(token))))?;
            }
            (Format::Text | Format::YamlStream | Format::Off, _) => {}
            (_, token) => output.write(&mut printer, format, &merged.finish(token))?,
        }
        printer.finish()
    }
}
