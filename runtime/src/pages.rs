//! Typed pages of a list operation: what to ask for next, without asking.

use std::time::Duration;

use crate::client::{encode, text_member};
use crate::core::{self, Reply};
use crate::error::{Error, ErrorKind};
use crate::json;
use crate::paginate::{self, PaginationError};
use crate::reflect::Structure;
use crate::schema::{Operation, Paginator};
use crate::value::{Map, Value};

/// Where a walk over pages stands.
#[derive(Debug)]
pub(crate) struct Walk {
    pub(crate) operation: &'static Operation,
    pages: paginate::Pages,
    /// Texts of the first request, for operations whose address depends on them.
    texts: Vec<(&'static str, String)>,
    failed: bool,
}

impl Walk {
    pub(crate) fn new(
        operation: &'static Operation,
        rules: &'static Paginator,
        request: &dyn Structure,
    ) -> Result<Walk, Error> {
        let body = encode(operation, request)?;
        let Ok(Value::Map(parameters)) = json::parse(&String::from_utf8_lossy(&body)) else {
            return Err(Error::new(
                ErrorKind::Encode,
                format!("the request of {} is no object", operation.name),
            ));
        };
        let members = request.shape().members().iter();
        let texts = members.filter_map(|m| Some((m.name, text_member(request, m.name)?))).collect();
        let pages = paginate::Pages::new(rules, parameters, paginate::Settings::default());
        Ok(Walk { operation, pages: pages.map_err(failure)?, texts, failed: false })
    }

    /// The next page's request; `None` behind the last page and behind an error.
    pub(crate) fn request(&mut self) -> Result<Option<Vec<u8>>, Error> {
        if self.failed {
            return Ok(None);
        }
        let request = self.pages.request().map_err(failure);
        self.failed = request.is_err();
        Ok(request?.map(body))
    }

    /// The text of a member of the first request.
    pub(crate) fn text(&self, name: &str) -> Option<String> {
        self.texts.iter().find(|(member, _)| *member == name).map(|(_, text)| text.clone())
    }

    /// Takes a page into account, or the error that came in its place.
    pub(crate) fn take(
        &mut self,
        reply: &Result<Reply, Error>,
        limit: Option<Duration>,
    ) -> Result<(), Error> {
        let Ok(reply) = reply else {
            self.failed = true;
            return Ok(());
        };
        let content = core::content(&reply.body, limit);
        self.failed = content.is_err();
        let mut page = content?.unwrap_or(Value::Map(Map::new()));
        let accepted = self.pages.accept(&mut page).map_err(failure);
        self.failed = accepted.is_err();
        accepted
    }
}

fn body(parameters: &Map) -> Vec<u8> {
    json::to_string(&Value::Map(parameters.clone()), json::Layout::Wire).into_bytes()
}

fn failure(error: PaginationError) -> Error {
    Error::new(ErrorKind::Pagination, error.to_string()).with_source(error)
}
