//! Structures by what refers to them. In: a request, a reply or a field's type. Out: the structure with its fields.

use crate::ir::{Io, RustType, Structure, Type, TypeRef};

/// The structure that a request or a reply is.
pub(super) fn structure<'t>(io: &'t Io, types: &'t [Type]) -> Option<&'t Structure> {
    io.own.as_ref().or_else(|| by_ref(&io.type_ref, types))
}

/// The structure that a field holds.
pub(super) fn inner<'t>(ty: &RustType, types: &'t [Type]) -> Option<&'t Structure> {
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
