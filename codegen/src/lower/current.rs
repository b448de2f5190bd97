//! Updates that start from what is there: which read shows the state that an update replaces, and which of the
//! update's members it has.
//!
//! Decided by names alone: `UpdateThing` belongs to `DescribeThing` or `GetThing`, and what these reply, or the one
//! structure in their reply, is the state. Members are carried over by name if their types are the same.

use crate::ir::{Carried, Current, Field, Io, Operation, RustType, Structure, Type, TypeRef};

/// Finds the state of each update. `types` has the structures that stand by themselves.
pub(super) fn find(operations: &mut [Operation], types: &[Type]) {
    let found: Vec<_> = operations.iter().map(|update| of(update, operations, types)).collect();
    for (operation, current) in operations.iter_mut().zip(found) {
        operation.current = current;
    }
}

fn of(update: &Operation, operations: &[Operation], types: &[Type]) -> Option<Current> {
    let noun = update.name.strip_prefix("Update")?;
    let request = structure(update.input.as_ref()?, types)?;
    let names = ["Describe", "Get"].map(|verb| format!("{verb}{noun}"));
    let read = names.iter().find_map(|name| operations.iter().find(|o| o.name == *name))?;
    let reply = structure(read.output.as_ref()?, types)?;
    let state = match reply.fields.as_slice() {
        [one] => inner(&one.ty, types).unwrap_or(reply),
        _ => reply,
    };
    let optional = || request.fields.iter().filter(|field| !field.plain);
    let twin = |field: &Field| state.fields.iter().find(|f| f.name == field.name && same(&f.ty, &field.ty));
    let carried = optional().filter_map(|field| {
        Some(Carried { ident: field.ident.clone(), plain: twin(field)?.plain, copy: is_copy(&field.ty) })
    });
    let carried: Vec<Carried> = carried.collect();
    let left = optional().filter(|field| twin(field).is_none()).map(|field| field.name.clone());
    // A single member in common may be a coincidence, such as a token.
    (carried.len() > 1).then(|| Current {
        read: read.name.clone(),
        read_ident: read.ident.clone(),
        state: state.at.clone(),
        left: left.collect(),
        carried,
    })
}

fn structure<'t>(io: &'t Io, types: &'t [Type]) -> Option<&'t Structure> {
    io.own.as_ref().or_else(|| by_ref(&io.type_ref, types))
}

fn inner<'t>(ty: &RustType, types: &'t [Type]) -> Option<&'t Structure> {
    match ty {
        RustType::Structure(at, _) => by_ref(at, types),
        _ => None,
    }
}

fn by_ref<'t>(at: &TypeRef, types: &'t [Type]) -> Option<&'t Structure> {
    types.iter().find_map(|ty| match ty {
        Type::Structure(structure) if structure.at.ident == at.ident => Some(structure),
        _ => None,
    })
}

fn is_copy(ty: &RustType) -> bool {
    use RustType::{Boolean, Double, Float, Integer, Long, Timestamp};
    matches!(ty, Boolean | Double | Float | Integer | Long | Timestamp)
}

fn same(one: &RustType, other: &RustType) -> bool {
    match (one, other) {
        (RustType::Enum(a), RustType::Enum(b)) => a.ident == b.ident,
        (RustType::Structure(a, boxed), RustType::Structure(b, also)) => a.ident == b.ident && boxed == also,
        (RustType::List(a), RustType::List(b)) | (RustType::Map(a), RustType::Map(b)) => same(a, b),
        _ => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}
