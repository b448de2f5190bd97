//! Pages of list operations for the library: those of the model's paginators, and those of operations
//! that carry a token on without having a paginator.

use super::context::Context;
use super::{names, shapes};
use crate::error::Result;
use crate::ir::{Field, Io, Items, Pages, Paginator, RustType};
use crate::model::{Kind, Operation, Structure};
use crate::name::Name;

/// What the clients offer for an operation's pages; `output` is its reply.
pub(super) fn pages(
    context: &mut Context<'_>,
    name: &Name,
    o: &Operation,
    output: Option<&Io>,
) -> Result<Option<Pages>> {
    let (Some(output), Some(shape)) = (output, &o.output) else { return Ok(None) };
    let modelled = context.model.paginators.get(&**name);
    let inferred = if modelled.is_some() { None } else { infer(context, o)? };
    let Some(rules) = modelled.or(inferred.as_ref()) else { return Ok(None) };
    let called = context.names.operation(name).clone();
    let items = match (rules.result_keys.as_slice(), &output.own) {
        ([key], Some(own)) => items(&called, key, &own.fields),
        ([key], None) => items(&called, key, &shapes::structure(context, shape)?.fields),
        _ => None,
    };
    Ok(Some(Pages { inferred, ident: names::operation(&called.with("Pages")), items }))
}

/// The one list of which the pages are parts, if it stands at the top of the reply.
fn items(operation: &Name, key: &str, fields: &[Field]) -> Option<Items> {
    let field = fields.iter().find(|f| f.name == key)?;
    let RustType::List(item) = &field.ty else { return None };
    Some(Items {
        ident: names::operation(&operation.with("Items")),
        field: field.ident.clone(),
        plain: field.plain,
        ty: (**item).clone(),
    })
}

/// Rules for an operation whose request and reply have a token of the same name beside a single list: the
/// token leads to the next part of the list.
fn infer(context: &Context<'_>, o: &Operation) -> Result<Option<Paginator>> {
    let (Some(input), Some(output)) = (&o.input, &o.output) else { return Ok(None) };
    let (Kind::Structure(input), Kind::Structure(output)) =
        (&context.shape(input)?.kind, &context.shape(output)?.kind)
    else {
        return Ok(None);
    };
    let (mut lists, mut shared) = (Vec::new(), Vec::new());
    for (name, member) in &output.members {
        if matches!(context.shape(&member.shape)?.kind, Kind::List(_)) {
            lists.push(name);
        }
        if is_token(context, output, name)? && is_token(context, input, name)? {
            shared.push(name);
        }
    }
    let ([list], [token]) = (lists.as_slice(), shared.as_slice()) else { return Ok(None) };
    Ok(Some(Paginator {
        input_tokens: vec![token.to_string()],
        output_tokens: vec![token.to_string()],
        more_results: None,
        limit_key: None,
        result_keys: vec![list.to_string()],
        non_aggregate_keys: Vec::new(),
    }))
}

/// Whether a structure has an optional text of this name, and the name says that it is a token.
fn is_token(context: &Context<'_>, structure: &Structure, name: &str) -> Result<bool> {
    let Some(member) = structure.members.get(name) else { return Ok(false) };
    let is_text = matches!(&context.shape(&member.shape)?.kind, Kind::String(values) if values.is_empty());
    Ok(is_text && !structure.required.iter().any(|r| r == name) && name.to_lowercase().ends_with("token"))
}
