//! Typed pages of a list operation: what to ask for next, without asking.

use super::{Pages, PaginationError, Settings};
use crate::client::error::{Error, ErrorKind};
use crate::client::call::random;
use crate::client::protocol::Reply;
use crate::shapes::schema::reflect::Structure;
use crate::shapes::schema::{Operation, Paginator, Service};
use crate::shapes::value::{Map, Value};
use crate::shapes::walks::fields;

/// Where a walk over pages stands.
#[derive(Debug)]
pub(crate) struct Walk {
    pub(crate) operation: &'static Operation,
    pages: Pages,
    failed: bool,
}

impl Walk {
    pub(crate) fn new(
        operation: &'static Operation,
        rules: &'static Paginator,
        request: &dyn Structure,
    ) -> Result<Walk, Error> {
        let parameters = fields::values(request, Some(random::uuid));
        let pages = Pages::new(rules, parameters, Settings::default());
        Ok(Walk { operation, pages: pages.map_err(failure)?, failed: false })
    }

    /// The next page's request; `None` behind the last page and behind an error.
    pub(crate) fn request(&mut self) -> Result<Option<Map>, Error> {
        if self.failed {
            return Ok(None);
        }
        let request = self.pages.request().map_err(failure);
        self.failed = request.is_err();
        Ok(request?.cloned())
    }

    /// Takes a page into account, or the error that came in its place.
    pub(crate) fn take(&mut self, service: &Service, reply: &Result<Reply, Error>) -> Result<(), Error> {
        let Ok(reply) = reply else {
            self.failed = true;
            return Ok(());
        };
        // A reply that cannot be read has no pages; why, whoever reads it into its type will say.
        let mut page = reply.values(service, self.operation).unwrap_or(Value::Map(Map::new()));
        let accepted = self.pages.accept(&mut page).map_err(failure);
        self.failed = accepted.is_err();
        accepted
    }
}

fn failure(error: PaginationError) -> Error {
    Error::new(ErrorKind::Pagination, error.to_string()).with_source(error)
}
