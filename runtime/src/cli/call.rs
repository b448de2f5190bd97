//! One command: its parameters to a request, the replies to standard output.

use super::bind::{BlobText, decode_blobs};
use super::client::{service_failure, text};
use super::debug::Log;
use super::dry_run::{self, Form, Signing};
use super::failure::{Failure, Kind};
use super::mask::masked;
use super::printer::Printer;
use super::render::{self, Format, Query};
use super::reply;
use super::timestamps::TimestampFormat;
use crate::blocking::Client;
use crate::dialect::Dialect;
use crate::json::{self, Layout};
use crate::paginate::{self, Merged, Pages};
use crate::schema::{Operation, Paginator, Service, Shape};
use crate::skeleton;
use crate::validate::validate;
use crate::value::{Map, Value};

/// What a call needs to know besides its parameters.
pub(crate) struct Call<'a> {
    pub(crate) service: &'static Service,
    pub(crate) operation: &'static Operation,
    pub(crate) client: &'a Client,
    pub(crate) dialect: &'static Dialect,
    pub(crate) log: Log,
    /// Whether parameters are checked before they are sent.
    pub(crate) validates: bool,
    pub(crate) blobs: BlobText,
    pub(crate) times: TimestampFormat,
    pub(crate) output: Output<'a>,
}

/// How results are shown.
pub(crate) struct Output<'a> {
    /// The format's name; a wrong one is found only when there is something to print.
    pub(crate) format: &'a str,
    pub(crate) query: Option<&'a Query>,
    pub(crate) color: bool,
    pub(crate) pager: Option<&'a str>,
}

impl Output<'_> {
    fn text(&self, format: Format, title: &str, value: &Value) -> Result<String, Failure> {
        let selected = match self.query {
            Some(query) => &query.search(value).map_err(Failure::general)?,
            None => value,
        };
        render::to_string(format, title, selected, self.color)
    }
}

/// A request's parameters, checked.
struct Prepared {
    value: Value,
    body: String,
}

impl Call<'_> {
    /// Sends one request and prints its reply.
    pub(crate) fn once(&self, parameters: Map) -> Result<(), Failure> {
        let value = self.send(parameters)?;
        self.print(&value)
    }

    /// Checks the parameters and prints a reply as it might come.
    pub(crate) fn pretend(&self, parameters: Map) -> Result<(), Failure> {
        let time = if self.output.format == "json" {
            skeleton::EPOCH.to_owned()
        } else {
            skeleton::EPOCH.replace('T', " ")
        };
        let value = match self.operation.output {
            Some(shape) => {
                let value = skeleton::output(shape, &time);
                checked(&value, shape)?;
                value
            }
            None => Value::Map(Map::new()),
        };
        self.prepare(parameters)?;
        self.print(&value)
    }

    /// Prints the request that would be sent.
    pub(crate) fn dry_run(&self, form: Form, parameters: Map) -> Result<(), Failure> {
        let member = |name: &str| text(&parameters, name);
        let Prepared { value, body } = self.prepare(parameters.clone())?;
        let request = self
            .client
            .prepare(self.operation, body.into_bytes(), &member)
            .map_err(|error| super::client::failure(&error, self.dialect))?;
        let config = self.client.config();
        let signing = Signing {
            region: config.region.as_deref().unwrap_or_default(),
            service: self.service.signing_name,
        };
        let signing = (self.operation.signed && config.sign).then_some(&signing);
        let shown = json::to_string(&self.without_secrets(&value), Layout::Wire);
        let mut printer = Printer::direct();
        printer.write(&dry_run::show(form, &request, &shown, signing))?;
        printer.finish()
    }

    /// Sends requests until there are no more pages.
    pub(crate) fn pages(
        &self,
        rules: &'static Paginator,
        parameters: Map,
        settings: paginate::Settings,
    ) -> Result<(), Failure> {
        let format = Format::named(self.output.format)?;
        let failure = |error: paginate::PaginationError| Failure::general(error.to_string());
        let mut pages = Pages::new(rules, parameters, settings).map_err(failure)?;
        let mut merged = Merged::new(rules);
        let mut printer = Printer::paged(self.output.pager);
        let mut first = true;
        while let Some(parameters) = pages.request().map_err(failure)? {
            let mut page = self.send(parameters.clone())?;
            pages.accept(&mut page).map_err(failure)?;
            if format.streams() {
                printer.write(&self.page(format, rules, &merged, page, first)?)?;
                printer.flush()?;
            } else {
                merged.add(&page);
            }
            first = false;
        }
        printer.write(&self.end(format, merged, pages.resume_token())?)?;
        printer.finish()
    }

    /// One page of a format that prints pages as they arrive.
    fn page(
        &self,
        format: Format,
        rules: &Paginator,
        merged: &Merged,
        page: Value,
        first: bool,
    ) -> Result<String, Failure> {
        if format != Format::Text {
            return self.output.text(format, self.operation.name, &page);
        }
        let beside = if first { merged.beside_lists(&page) } else { Value::Map(Map::new()) };
        let lists = paginate::lists_of(rules, &page, beside);
        self.output.text(format, self.operation.name, &lists)
    }

    /// What follows the last page: everything, or the token with which to go on.
    fn end(&self, format: Format, merged: Merged, token: Option<&str>) -> Result<String, Failure> {
        match (format, token) {
            (Format::Text, Some(token)) => {
                let token: Map = [("NextToken", Value::from(token))].into_iter().collect();
                let token = Value::Map([("NextToken", Value::Map(token))].into_iter().collect());
                self.output.text(format, self.operation.name, &token)
            }
            (Format::Text | Format::YamlStream | Format::Off, _) => Ok(String::new()),
            (_, token) => self.output.text(format, self.operation.name, &merged.finish(token)),
        }
    }

    fn print(&self, value: &Value) -> Result<(), Failure> {
        let format = Format::named(self.output.format)?;
        let text = self.output.text(format, self.operation.name, value)?;
        let mut printer = Printer::paged(self.output.pager);
        printer.write(&text)?;
        printer.finish()
    }

    fn send(&self, parameters: Map) -> Result<Value, Failure> {
        let member = |name: &str| text(&parameters, name);
        let Prepared { value, body } = self.prepare(parameters.clone())?;
        self.log.line("client", || {
            let shown = json::to_string(&self.without_secrets(&value), Layout::Wire);
            format!("Calling {} with {shown}", self.operation.name)
        });
        let reply = self.client.send(self.operation, body.into_bytes(), &member);
        let reply = reply.map_err(|error| match error.as_service_error() {
            Some(service) => service_failure(self.service, service),
            None => super::client::failure(&error, self.dialect),
        })?;
        let value = reply::read(&reply.body, self.operation.output, self.times)?;
        self.log.line("client", || {
            let shown = self.operation.output.map_or_else(|| value.clone(), |shape| masked(&value, shape));
            format!("Reply with status {}: {}", reply.status, json::to_string(&shown, Layout::Wire))
        });
        Ok(value)
    }

    fn without_secrets(&self, value: &Value) -> Value {
        self.operation.input.map_or_else(|| value.clone(), |shape| masked(value, shape))
    }

    /// Checks the parameters and writes them as a body.
    fn prepare(&self, parameters: Map) -> Result<Prepared, Failure> {
        let mut value = Value::Map(parameters);
        if let Some(shape) = self.operation.input {
            decode_blobs(&mut value, shape, self.blobs)?;
            if self.validates {
                checked(&value, shape)?;
            }
        }
        let body = json::to_string(&value, Layout::Wire);
        Ok(Prepared { value, body })
    }
}

fn checked(value: &Value, shape: &Shape) -> Result<(), Failure> {
    validate(value, shape).map_err(|error| Failure::new(Kind::Parameter, error.to_string()))
}
