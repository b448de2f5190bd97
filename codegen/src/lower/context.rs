//! What lowering looks things up in: the model, where each shape is emitted, and what it is called there.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::boxing::Boxing;
use super::docs::Docs;
use super::names;
use crate::error::{Error, Result};
use crate::ir;
use crate::model::{Kind, Model, Shape};
use crate::name::Name;
use crate::parse::beside::Renames;
use crate::parse::words::Example;

/// Shapes within shapes: Rust's compiler follows types no deeper than twice as far.
pub(super) const MOST_DEEP: usize = 64;

/// What lowering looks things up in.
pub(super) struct Context<'m> {
    pub(super) model: &'m Model,
    pub(super) boxing: Boxing<'m>,
    pub(super) docs: Docs,
    pub(super) names: Renames,
    pub(super) examples: IndexMap<String, Vec<Example>>,
    /// What operations take differently from how replies say it.
    pub(super) resent: BTreeMap<String, ir::Resent>,
    pub(super) by_hand: BTreeMap<String, ir::ByHand>,
    /// Every shape that is emitted, sorted; requests and replies of one operation alone in that
    /// operation's file.
    pub(super) places: BTreeMap<&'m Name, Placement<'m>>,
    /// Codes of errors by their shapes.
    pub(super) codes: BTreeMap<&'m Name, String>,
    /// Names of the places that shapes have in the tables.
    pub(super) ids: BTreeMap<&'m Name, ir::ShapeId>,
}

/// Where a shape is emitted.
#[derive(Clone, Copy)]
pub(super) struct Placement<'m> {
    pub(super) place: ir::Place,
    /// The operation whose request or reply it is.
    pub(super) operation: Option<&'m Name>,
}

impl<'m> Context<'m> {
    pub(super) fn shape(&self, name: &Name) -> Result<&'m Shape> {
        find(self.model, name)
    }

    /// Where the type of a structure or an enum is.
    pub(super) fn type_ref(&self, name: &Name) -> ir::TypeRef {
        let placement = self.places.get(name);
        let place = placement.map_or(ir::Place::Types, |p| p.place);
        let module = match placement.and_then(|p| p.operation) {
            Some(operation) => names::operation(self.names.operation(operation)),
            None => names::module(self.names.shape(name)),
        };
        ir::TypeRef { ident: names::type_name(self.names.shape(name)), module, place, id: self.id(name) }
    }

    /// The place of any shape in the tables.
    pub(super) fn id(&self, name: &Name) -> ir::ShapeId {
        let screaming = || ir::ShapeId { ident: names::screaming(self.names.shape(name)), verbatim: false };
        self.ids.get(name).cloned().unwrap_or_else(screaming)
    }
}

pub(super) fn find<'m>(model: &'m Model, name: &Name) -> Result<&'m Shape> {
    let missing = || Error::new("service-2.json", "$.shapes", format!("there is no shape `{name}`"));
    model.shapes.get(name).ok_or_else(missing)
}

/// Whether a shape has a Rust type of its own.
pub(super) fn has_type(shape: &Shape) -> bool {
    match &shape.kind {
        Kind::Structure(_) => true,
        Kind::String(values) => !values.is_empty(),
        _ => false,
    }
}

/// Fails if two names of the model became one name in Rust.
pub(super) fn unique<'a>(
    what: &str,
    path: &str,
    names: impl Iterator<Item = (&'a str, String)>,
) -> Result<()> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (name, rust) in names {
        if let Some(other) = seen.insert(rust.clone(), name) {
            let message = format!(
                "{what} `{other}` and `{name}` would both be called `{rust}` in Rust; \
                 `names.json` can give one another name"
            );
            return Err(Error::new("service-2.json", path, message));
        }
    }
    Ok(())
}
