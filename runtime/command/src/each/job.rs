//! What is done with one record: its parameters, the request or the requests of its pages, the reply.

use std::thread;

use super::Run;
use super::fields::Fields;
use super::item::Item;
use crate::bind::secret_hash;
use crate::report::failure::{Failure, Kind};
use rt::bulk::Bulk;
use rt::paginate::{self, Merged};
use rt::schema::Paginator;
use rt::value::{Map, Value};

/// How a command pages by itself.
pub(crate) struct Pages {
    pub(crate) rules: &'static Paginator,
    pub(crate) settings: paginate::Settings,
}

/// The work on records of one run.
pub(crate) struct Job {
    pub(super) run: Run,
    fields: Fields,
    /// Who knows when another request may be sent.
    pace: Option<Bulk>,
}

impl Job {
    pub(super) fn new(run: Run) -> Job {
        Job { fields: Fields::new(run.command), run, pace: None }
    }

    /// Requests that a record needs beyond its first one wait for their turn, and attempts that are made again count.
    pub(super) fn paced_by(&mut self, bulk: &Bulk) {
        self.run.caller.client = self.run.caller.client.with(|config| bulk.count_retries(config));
        self.pace = Some(bulk.clone());
    }

    /// The parameters of a record's request: what options say goes first.
    pub(crate) fn parameters(&self, item: &Item) -> Result<Map, Failure> {
        let record = item.fields.as_ref().map_err(|reason| Failure::new(Kind::Parameter, reason))?;
        let mut parameters = self.run.fixed.clone();
        for (name, value) in self.fields.parameters(record, self.run.caller.dialect)? {
            if !parameters.contains_key(&name) {
                parameters.insert(name, value);
            }
        }
        if let Some(secret) = &self.run.secret {
            secret_hash::add(&mut parameters, self.run.caller.operation, secret);
        }
        Ok(parameters)
    }

    /// The members of a record that say which one it is.
    pub(super) fn identifying(&self, item: &Item) -> Map {
        item.fields.as_ref().map(|record| self.fields.identifying(record)).unwrap_or_default()
    }

    /// Sends what a record asks for; gives what a query takes out of the reply.
    pub(super) fn send(&self, item: &Item) -> Result<Value, Failure> {
        let parameters = self.parameters(item)?;
        let reply = match &self.run.pages {
            Some(pages) => self.pages(pages, parameters)?,
            None => self.run.caller.send(parameters)?,
        };
        match &self.run.query {
            Some(query) => query.take(reply),
            None => Ok(reply),
        }
    }

    /// All pages as one reply.
    fn pages(&self, Pages { rules, settings }: &Pages, parameters: Map) -> Result<Value, Failure> {
        let failure = |error: paginate::PaginationError| Failure::general(error.to_string());
        let mut pages = paginate::Pages::new(rules, parameters, settings.clone()).map_err(failure)?;
        let mut merged = Merged::new(rules);
        let mut lists = vec![Vec::new(); rules.result_keys.len()];
        let mut is_first = true;
        while let Some(parameters) = pages.request().map_err(failure)? {
            if !std::mem::replace(&mut is_first, false) {
                thread::sleep(self.pace.as_ref().map(Bulk::turn).unwrap_or_default());
            }
            let mut page = self.run.caller.send(parameters.clone())?;
            pages.accept(&mut page).map_err(failure)?;
            for (at, items) in merged.add(page) {
                lists[at].extend(items);
            }
        }
        Ok(merged.finish(lists.into_iter().map(Value::List), pages.resume_token()))
    }
}
