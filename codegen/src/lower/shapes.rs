//! Structures, enums, errors and plain shapes.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexSet;

use super::context::{Context, MOST_DEEP, find, has_type, unique};
use super::{names, wire};
use crate::error::{Error, Result};
use crate::ir::{self, Limits, Place, PlainKind, RustType, Type};
use crate::model::{Kind, Member, Model, Shape};
use crate::name::Name;

/// Shapes that tables have places for.
const MOST: usize = 65_534;

/// Names the places of shapes in the tables. Where the words of two names are the same, all of
/// them keep the model's own spelling.
///
/// # Errors
/// If there are more shapes than places.
pub(super) fn ids<'m>(context: &Context<'m>) -> Result<BTreeMap<&'m Name, ir::ShapeId>> {
    if context.places.len() > MOST {
        let message = format!("{} shapes are more than {MOST}", context.places.len());
        return Err(Error::new("service-2.json", "$.shapes", message));
    }
    let mut groups: BTreeMap<String, Vec<&'m Name>> = BTreeMap::new();
    for name in context.places.keys() {
        groups.entry(names::screaming(context.names.shape(name)).to_string()).or_default().push(name);
    }
    let mut ids = BTreeMap::new();
    for (screaming, group) in &groups {
        let verbatim = group.len() > 1;
        for &name in group {
            let ident =
                if verbatim { names::verbatim(context.names.shape(name)) } else { names::ident(screaming) };
            ids.insert(name, ir::ShapeId { ident, verbatim });
        }
    }
    Ok(ids)
}

/// Shapes without a type.
pub(super) fn plain(context: &Context<'_>) -> Result<Vec<ir::PlainShape>> {
    let lower = |(name, id): (&&Name, &ir::ShapeId)| {
        let shape = context.shape(name)?;
        Ok(ir::PlainShape {
            name: name.to_string(),
            id: id.clone(),
            kind: plain_kind(context, name, shape)?,
            wire: wire::of_shape(&context.model.metadata.protocol, shape),
            limits: limits(shape),
        })
    };
    let mut plain = Vec::new();
    for entry in &context.ids {
        if !has_type(context.shape(entry.0)?) {
            plain.push(lower(entry)?);
        }
    }
    Ok(plain)
}

fn plain_kind(context: &Context<'_>, name: &Name, shape: &Shape) -> Result<PlainKind> {
    Ok(match &shape.kind {
        Kind::String(_) => PlainKind::Scalar("String"),
        Kind::Integer => PlainKind::Scalar("Integer"),
        Kind::Long => PlainKind::Scalar("Long"),
        Kind::Float => PlainKind::Scalar("Float"),
        Kind::Double => PlainKind::Scalar("Double"),
        Kind::Boolean => PlainKind::Scalar("Boolean"),
        Kind::Blob => PlainKind::Scalar("Blob"),
        Kind::Document => PlainKind::Scalar("Document"),
        Kind::Timestamp(format) => {
            PlainKind::Timestamp(format.unwrap_or(wire::unsaid_times(&context.model.metadata.protocol)))
        }
        Kind::List(item) => PlainKind::List(context.id(&item.shape)),
        Kind::Map(key, value) => PlainKind::Map(context.id(&key.shape), context.id(&value.shape)),
        Kind::Structure(_) => unreachable_structure(name)?,
    })
}

/// Structures have types; this keeps the match above total without a panic.
fn unreachable_structure(name: &str) -> Result<PlainKind> {
    Err(Error::new("service-2.json", format!("$.shapes.{name}"), "a structure has no plain table"))
}

fn limits(shape: &Shape) -> Limits {
    Limits {
        min: shape.min,
        max: shape.max,
        pattern: shape.pattern.clone(),
        sensitive: shape.sensitive,
        secret_keys: shape.secret_keys.clone(),
        secret: shape.secret,
    }
}

/// Types that stand in `types/`, sorted by module.
pub(super) fn types(context: &mut Context<'_>) -> Result<Vec<Type>> {
    let mut here = Vec::new();
    for (name, placement) in &context.places {
        if placement.place == Place::Types && has_type(context.shape(name)?) {
            here.push(*name);
        }
    }
    let modules = here.iter().map(|n| (&***n, names::module(context.names.shape(n)).to_string()));
    unique("the shapes", "$.shapes", modules)?;
    let every = context.places.keys().filter(|n| context.shape(n).is_ok_and(has_type));
    unique(
        "the shapes",
        "$.shapes",
        every.map(|n| (&***n, names::type_name(context.names.shape(n)).to_string())),
    )?;
    let lower = |name: &&Name| match &context.shape(name)?.kind {
        Kind::String(values) => enumeration(context, name, values).map(Type::Enum),
        _ => structure(context, name).map(Type::Structure),
    };
    here.iter().map(lower).collect()
}

fn enumeration(context: &mut Context<'_>, name: &Name, values: &[String]) -> Result<ir::Enum> {
    let seen: IndexSet<&String> = values.iter().collect();
    let path = format!("$.shapes.{name}.enum");
    unique(
        "the values",
        &path,
        seen.iter().map(|v| (v.as_str(), names::variant(context.names.value(name, v)).to_string())),
    )?;
    let shape = context.shape(name)?;
    let variant = |value: &&String| ir::Variant {
        value: (*value).clone(),
        ident: names::variant(context.names.value(name, value)),
        docs: context.docs.value(name, value),
    };
    let variants = seen.iter().map(variant).collect();
    let docs = context.docs.of(name, shape.documentation.as_deref());
    Ok(ir::Enum { name: name.to_string(), at: context.type_ref(name), docs, variants, limits: limits(shape) })
}

/// A structure with all its members.
pub(super) fn structure(context: &mut Context<'_>, name: &Name) -> Result<ir::Structure> {
    let shape = context.shape(name)?;
    let Kind::Structure(structure) = &shape.kind else {
        return Err(Error::new("service-2.json", format!("$.shapes.{name}"), "expected a structure"));
    };
    let path = format!("$.shapes.{name}.members");
    let fields =
        structure.members.keys().map(|m| (&**m, names::field(context.names.member(name, m)).to_string()));
    unique("the members", &path, fields)?;
    let required: BTreeSet<&str> = structure.required.iter().map(String::as_str).collect();
    let at = context.type_ref(name);
    let mut fields = Vec::new();
    for (member_name, member) in &structure.members {
        let required = required.contains(&**member_name);
        fields.push(field(context, name, member_name, member, required)?);
    }
    Ok(ir::Structure {
        name: name.to_string(),
        docs: context.docs.of(name, shape.documentation.as_deref()),
        fields,
        union: structure.union,
        code: context.codes.get(name).cloned(),
        sensitive: shape.sensitive,
        secret: shape.secret,
        deprecated: shape.deprecated,
        wire: wire::of_shape(&context.model.metadata.protocol, shape),
        at,
    })
}

fn field(
    context: &mut Context<'_>,
    owner: &Name,
    name: &Name,
    member: &Member,
    required: bool,
) -> Result<ir::Field> {
    let ty = rust_type(context, &member.shape, Some(owner), 0)?;
    let boxed = matches!(ty, RustType::Structure(_, true));
    // A box that must be there could never be made, and a token that is left out is made up. What a reply lacks
    // although the model promises it is read as empty.
    let plain = required && !boxed && !member.idempotency_token;
    let html = member.documentation.as_deref();
    Ok(ir::Field {
        name: name.to_string(),
        ident: names::field(context.names.member(owner, name)),
        ty,
        plain,
        shape: context.id(&member.shape),
        required,
        idempotency_token: member.idempotency_token,
        host_label: member.host_label,
        json_value: member.json_value,
        wire: wire::of_member(&context.model.metadata.protocol, name, member),
        sensitive: member.sensitive,
        apart: member.apart,
        helper: member.helper.clone(),
        deprecated: member.deprecated,
        docs: context.docs.member(owner, name, html),
    })
}

/// The Rust type of a shape; `owner` is the structure that would hold it directly.
fn rust_type(context: &Context<'_>, name: &Name, owner: Option<&Name>, depth: usize) -> Result<RustType> {
    // Whatever is nested deeper than that without being a ring has been refused before.
    if depth > MOST_DEEP {
        let path = format!("$.shapes.{name}");
        return Err(Error::new("service-2.json", path, "holds itself with no structure in between"));
    }
    let part = |name: &Name| rust_type(context, name, None, depth + 1).map(Box::new);
    Ok(match &context.shape(name)?.kind {
        Kind::String(values) if values.is_empty() => RustType::String,
        Kind::String(_) => RustType::Enum(context.type_ref(name)),
        Kind::Integer => RustType::Integer,
        Kind::Long => RustType::Long,
        Kind::Float => RustType::Float,
        Kind::Double => RustType::Double,
        Kind::Boolean => RustType::Boolean,
        Kind::Timestamp(_) => RustType::Timestamp,
        Kind::Blob => RustType::Blob,
        Kind::Document => RustType::Document,
        Kind::List(item) => RustType::List(part(&item.shape)?),
        Kind::Map(_, value) => RustType::Map(part(&value.shape)?),
        Kind::Structure(_) => {
            let boxed = owner.is_some_and(|o| context.boxing.is_boxed(o, name));
            RustType::Structure(context.type_ref(name), boxed)
        }
    })
}

/// Codes of the errors of all operations.
pub(super) fn codes(model: &Model) -> Result<BTreeMap<&Name, String>> {
    let all = model.operations.values().flat_map(|o| &o.errors);
    let code = |name| Ok((name, find(model, name)?.error_code.clone().unwrap_or_else(|| name.to_string())));
    all.map(code).collect()
}

/// Errors of all operations, sorted by name.
pub(super) fn errors(context: &mut Context<'_>) -> Result<Vec<ir::ErrorShape>> {
    let all: Vec<(&Name, String)> = context.codes.iter().map(|(name, code)| (*name, code.clone())).collect();
    unique(
        "the errors",
        "$.shapes",
        all.iter().map(|(n, _)| (&***n, names::variant(context.names.shape(n)).to_string())),
    )?;
    let lower = |(name, code): (&Name, String)| {
        let shape = context.shape(name)?;
        Ok(ir::ErrorShape {
            name: name.to_string(),
            variant: names::variant(context.names.shape(name)),
            at: context.type_ref(name),
            code,
            docs: context.docs.of(name, shape.documentation.as_deref()),
        })
    };
    all.into_iter().map(lower).collect()
}
