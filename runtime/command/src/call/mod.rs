//! One command: its parameters to a request, the replies to standard output.

mod caller;
pub(crate) mod checks;
pub(crate) mod client;
mod out_file;
pub(crate) mod paging;
pub(crate) mod region;
mod request;
mod wait;

pub(crate) use caller::{Caller, checked};

use crate::report::failure::Failure;
use crate::show::{self, Output};
use rt::Source;
use rt::paginate::{self, Pages};
use rt::schema::Paginator;
use rt::skeleton;
use rt::validate::Terms;
use rt::value::{Map, Value};

/// What a command needs to know besides its parameters.
pub(crate) struct Call<'a> {
    pub(crate) caller: Caller,
    pub(crate) output: Output<'a>,
}

impl Call<'_> {
    /// Sends one request and prints its reply.
    pub(crate) fn once(&self, parameters: Map) -> Result<(), Failure> {
        let value = self.caller.send(parameters)?;
        self.output.result(&value)
    }

    /// Checks the parameters and prints a reply as it might come.
    pub(crate) fn pretend(&self, parameters: Map) -> Result<(), Failure> {
        let time = if self.output.format == "json" {
            skeleton::EPOCH.to_owned()
        } else {
            skeleton::EPOCH.replace('T', " ")
        };
        let value = match self.caller.operation.output_shape() {
            Some(shape) => {
                let value = skeleton::output(shape, &time);
                checked(self.caller.validates.unwrap_or(Terms::Model), &value, shape)?;
                value
            }
            None => Value::Map(Map::new()),
        };
        let parameters = self.caller.prepare(parameters)?;
        let encoded = self.caller.service.protocol.encode(self.caller.operation, Source::Values(&parameters));
        encoded.map_err(|error| Failure::general(error.to_string()))?;
        self.output.result(&value)
    }

    /// Sends requests until there are no more pages.
    pub(crate) fn pages(
        &self,
        rules: &'static Paginator,
        parameters: Map,
        settings: paginate::Settings,
    ) -> Result<(), Failure> {
        let failure = |error: paginate::PaginationError| Failure::general(error.to_string());
        let mut shown = show::Pages::new(&self.output, rules)?;
        let mut pages = Pages::new(rules, parameters, settings).map_err(failure)?;
        while let Some(parameters) = pages.request().map_err(failure)? {
            let mut page = self.caller.send(parameters.clone())?;
            pages.accept(&mut page).map_err(failure)?;
            shown.page(page)?;
        }
        shown.finish(pages.resume_token())
    }
}
