//! [`Model`] to [`ir::Service`]: the only stage that looks shapes up and makes names.

mod boxing;
mod docs;
pub(crate) mod names;
mod operations;
mod pages;
mod shapes;
mod sign_in;

use std::collections::BTreeMap;

use indexmap::IndexMap;
use proc_macro2::Ident;

use crate::error::{Error, Result};
use crate::ir;
use crate::model::{Kind, Model, Shape};
use crate::parse::{partitions::Partition, rules::RuleSet, words::Example};
use boxing::Boxing;
use docs::Docs;

/// Everything that a crate is made of besides the model itself.
pub(crate) struct Extras {
    pub(crate) program: String,
    pub(crate) rules: RuleSet,
    pub(crate) partitions: Vec<Partition>,
    pub(crate) overlay: BTreeMap<String, String>,
    pub(crate) examples: IndexMap<String, Vec<Example>>,
}

/// Decides everything.
pub(crate) fn lower(model: &Model, extras: Extras) -> Result<ir::Service> {
    let mut context = Context {
        model,
        boxing: Boxing::new(model),
        docs: Docs::new(extras.overlay),
        examples: extras.examples,
        places: operations::places(model)?,
        statics: BTreeMap::new(),
    };
    context.statics = shapes::static_names(&context)?;
    let meta = &model.metadata;
    let errors = shapes::errors(&mut context)?;
    let operations = operations::lower(&mut context, &errors)?;
    let types = shapes::types(&mut context)?;
    let plain = shapes::plain(&context)?;
    let docs = context.docs.of("Service", model.documentation.as_deref());
    Ok(ir::Service {
        program: extras.program,
        full_name: meta.full_name.clone(),
        service_id: meta.service_id.clone(),
        endpoint_prefix: meta.endpoint_prefix.clone(),
        signing_name: meta.signing_name.as_ref().unwrap_or(&meta.endpoint_prefix).clone(),
        api_version: meta.api_version.clone(),
        uid: meta.uid.clone().unwrap_or_else(|| format!("{}-{}", meta.endpoint_prefix, meta.api_version)),
        target_prefix: meta.target_prefix.clone(),
        json_version: meta.json_version.clone(),
        docs,
        operations,
        types,
        plain,
        errors,
        sign_in: sign_in::speaks_protocol(model),
        rules: extras.rules,
        partitions: extras.partitions,
        undocumented: context.docs.into_missing(),
    })
}

/// What lowering looks things up in.
struct Context<'m> {
    model: &'m Model,
    boxing: Boxing<'m>,
    docs: Docs,
    examples: IndexMap<String, Vec<Example>>,
    /// Every shape that is emitted, sorted; requests and replies of one operation alone in that
    /// operation's file.
    places: BTreeMap<&'m str, Placement<'m>>,
    /// Names of the statics of shapes that have no Rust type.
    statics: BTreeMap<&'m str, Static>,
}

/// Where a shape is emitted.
#[derive(Clone, Copy)]
struct Placement<'m> {
    place: ir::Place,
    /// The operation whose request or reply it is.
    operation: Option<&'m str>,
}

/// The static of a plain shape.
struct Static {
    ident: Ident,
    verbatim: bool,
}

impl<'m> Context<'m> {
    fn shape(&self, name: &str) -> Result<&'m Shape> {
        find(self.model, name)
    }

    /// Where the type of a structure or an enum is.
    fn type_ref(&self, name: &str) -> ir::TypeRef {
        let placement = self.places.get(name);
        let place = placement.map_or(ir::Place::Types, |p| p.place);
        let module = names::snake(placement.and_then(|p| p.operation).unwrap_or(name));
        ir::TypeRef { ident: names::type_name(name), module, place }
    }

    /// The table of any shape.
    fn shape_ref(&self, name: &str) -> ir::ShapeRef {
        match self.statics.get(name) {
            Some(plain) => ir::ShapeRef::Plain(plain.ident.clone()),
            None => ir::ShapeRef::Type(self.type_ref(name)),
        }
    }
}

fn find<'m>(model: &'m Model, name: &str) -> Result<&'m Shape> {
    let missing = || Error::new("service-2.json", "$.shapes", format!("there is no shape `{name}`"));
    model.shapes.get(name).ok_or_else(missing)
}

/// Whether a shape has a Rust type of its own.
fn has_type(shape: &Shape) -> bool {
    match &shape.kind {
        Kind::Structure(_) => true,
        Kind::String(values) => !values.is_empty(),
        _ => false,
    }
}

/// Fails if two names of the model became one name in Rust.
fn unique<'a>(what: &str, path: &str, names: impl Iterator<Item = (&'a str, String)>) -> Result<()> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for (name, rust) in names {
        if let Some(other) = seen.insert(rust.clone(), name) {
            let message = format!("{what} `{other}` and `{name}` would both be called `{rust}` in Rust");
            return Err(Error::new("service-2.json", path, message));
        }
    }
    Ok(())
}
