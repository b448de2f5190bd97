//! Pages of list operations for the library: those of the model's paginators, and those of operations
//! that carry a token on without having a paginator.

use super::{Context, names, shapes};
use crate::error::Result;
use crate::ir::{Field, Items, Pages, Paginator, RustType, Structure};
use crate::model::Operation;

/// What the clients offer for an operation's pages.
pub(super) fn pages(context: &mut Context<'_>, name: &str, o: &Operation) -> Result<Option<Pages>> {
    let (Some(input), Some(output)) = (&o.input, &o.output) else { return Ok(None) };
    let (input, output) = (shapes::structure(context, input)?, shapes::structure(context, output)?);
    let modelled = context.model.paginators.get(name);
    let inferred = if modelled.is_some() { None } else { infer(&input, &output) };
    let list = match (modelled, &inferred) {
        (Some(rules), _) | (None, Some(rules)) => items(&output, rules),
        (None, None) => return Ok(None),
    };
    let method = |what| names::snake(&format!("{name}{what}"));
    let items = list.map(|(field, ty)| Items {
        ident: method("Items"),
        field: field.ident.clone(),
        plain: field.plain,
        ty: ty.clone(),
    });
    Ok(Some(Pages { inferred, ident: method("Pages"), items }))
}

/// The one list of which the pages are parts.
fn items<'s>(output: &'s Structure, rules: &Paginator) -> Option<(&'s Field, &'s RustType)> {
    let [key] = rules.result_keys.as_slice() else { return None };
    let field = output.fields.iter().find(|f| f.name == *key)?;
    list(field).map(|item| (field, item))
}

/// The type of a list's items.
fn list(field: &Field) -> Option<&RustType> {
    match &field.ty {
        RustType::List(item) => Some(item),
        _ => None,
    }
}

/// Rules for an operation whose request and reply have a token of the same name and shape beside a
/// single list: the token leads to the next part of the list.
fn infer(input: &Structure, output: &Structure) -> Option<Paginator> {
    let lists: Vec<&Field> = output.fields.iter().filter(|f| list(f).is_some()).collect();
    let [only] = lists.as_slice() else { return None };
    let is_token = |f: &&Field| {
        !f.required && f.name.to_lowercase().ends_with("token") && matches!(f.ty, RustType::String)
    };
    let tokens = output.fields.iter().filter(is_token);
    let mut shared = tokens.filter(|f| input.fields.iter().any(|i| i.name == f.name && is_token(&i)));
    let (Some(token), None) = (shared.next(), shared.next()) else { return None };
    Some(Paginator {
        input_tokens: vec![token.name.clone()],
        output_tokens: vec![token.name.clone()],
        more_results: None,
        limit_key: None,
        result_keys: vec![only.name.clone()],
        non_aggregate_keys: Vec::new(),
    })
}
