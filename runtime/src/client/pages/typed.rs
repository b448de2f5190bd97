//! Typed pages of a list operation: what to ask for next, without asking.

use std::time::Duration;

use super::{Pages, PaginationError, Settings, path};
use crate::client::error::{Error, ErrorKind};
use crate::client::protocol::Reply;
use crate::client::protocol::{decode, encode, text_member};
use crate::shapes::schema::reflect::{Field, Structure};
use crate::shapes::schema::{Kind, Operation, Paginator};
use crate::shapes::typed;
use crate::shapes::value::json;
use crate::shapes::value::{Map, Value};

/// Where a walk over pages stands.
#[derive(Debug)]
pub(crate) struct Walk {
    pub(crate) operation: &'static Operation,
    pages: Pages,
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
        let pages = Pages::new(rules, parameters, Settings::default());
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

    /// Reads a reply into a page and takes it into account. An error, also one that came in the reply's
    /// place, is the end of the walk.
    pub(crate) fn take(
        &mut self,
        reply: Result<Reply, Error>,
        limit: Option<Duration>,
        page: &mut dyn Structure,
    ) -> Result<(), Error> {
        let taken = reply.and_then(|reply| {
            decode(self.operation, &reply, limit, page)?;
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
        let at = shape.members().iter().position(|member| member.name == name)?;
        (field, shape) = (owner.member(at)?, shape.members()[at].shape);
        if let Some(index) = index {
            let (Field::List(items), Kind::List(item)) = (field, &shape.kind) else { return None };
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

fn body(parameters: &Map) -> Vec<u8> {
    json::to_string(&Value::Map(parameters.clone()), json::Layout::Wire).into_bytes()
}

fn failure(error: PaginationError) -> Error {
    Error::new(ErrorKind::Pagination, error.to_string()).with_source(error)
}
