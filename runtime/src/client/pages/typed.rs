//! Typed pages of a list operation: what to ask for next, without asking.

use std::time::Duration;

use super::{Pages, PaginationError, Settings, path};
use crate::client::call::random;
use crate::client::error::{Error, ErrorKind};
use crate::client::protocol::Reply;
use crate::client::protocol::decode;
use crate::shapes::schema::reflect::{Field, Structure};
use crate::shapes::schema::{Kind, Operation, Paginator, Service};
use crate::shapes::typed;
use crate::shapes::value::json;
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

    /// Reads a reply into a page and takes it into account. An error, also one that came in the reply's
    /// place, is the end of the walk.
    pub(crate) fn take(
        &mut self,
        service: &Service,
        reply: Result<Reply, Error>,
        limit: Option<Duration>,
        page: &mut dyn Structure,
    ) -> Result<(), Error> {
        let taken = reply.and_then(|reply| {
            decode(service, self.operation, &reply, limit, page)?;
            self.pages.pass(&|path| find(page, path)).map_err(failure)
        });
        self.failed = taken.is_err();
        taken
    }
}

/// What is at a path of a typed page, in its wire form.
fn find(page: &dyn Structure, at: &str) -> Option<Value> {
    let (mut field, mut shape) = (Field::Structure(page), page.shape());
    let mut rest = Some(at);
    while let (Some(path), Field::Structure(owner)) = (rest, field) {
        let (step, behind) = path.split_once('.').map_or((path, None), |(step, behind)| (step, Some(behind)));
        let (name, index) = path::name_and_index(step);
        let at = shape.members().position(name)?;
        (field, shape) = (owner.member(at)?, shape.members().get(at)?.shape());
        if let Some(index) = index {
            let (Field::List(items), Kind::List(item)) = (field, shape.kind()) else { return None };
            (field, shape) = (items.item(path::place(index, items.len())?)?, item);
        }
        rest = behind;
    }
    let value = json::parse(&typed::field_to_wire(field, shape).ok()?).ok()?;
    match rest {
        Some(path) => path::get(&value, path).cloned(),
        None => Some(value).filter(|value| *value != Value::Null),
    }
}

fn failure(error: PaginationError) -> Error {
    Error::new(ErrorKind::Pagination, error.to_string()).with_source(error)
}
