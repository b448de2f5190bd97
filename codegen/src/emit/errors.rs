//! `error/`: the codes of the service's errors as an enum.

use quote::quote;

use super::module::{Module, importing};
use super::{enums, tokens};
use crate::ir::{Enum, ErrorShape, Limits, Place, Service, ShapeId, TypeRef, Variant};
use crate::lower::names::ident;
use tokens::Scope;

/// `error/`: the codes, and what they are on the wire.
pub(super) fn modules(service: &Service) -> Vec<Module> {
    let codes = codes(service);
    let scope = Scope::new([&codes.at.ident]);
    let mut items = vec![quote!(
        mod code;
    )];
    items.push(enums::definition(&codes, "", &scope));
    let mut conversions = vec![quote!(
        use super::ErrorCode;
    )];
    conversions.extend(enums::conversions(&codes, &scope));
    vec![
        Module::new("error/mod.rs", "Errors of the service.", items),
        Module::new("error/code.rs", "Codes as text and back.", importing(conversions)),
    ]
}

/// The codes as an enum like any other.
fn codes(service: &Service) -> Enum {
    let variant =
        |e: &ErrorShape| Variant { value: e.code.clone(), ident: e.variant.clone(), docs: e.docs.clone() };
    let mut variants: Vec<Variant> = Vec::new();
    for error in &service.errors {
        if !variants.iter().any(|v| v.value == error.code) {
            variants.push(variant(error));
        }
    }
    Enum {
        name: "ErrorCode".into(),
        at: TypeRef {
            ident: ident("ErrorCode"),
            module: ident("error"),
            place: Place::Types,
            id: ShapeId { ident: ident("ERROR_CODE"), verbatim: false },
        },
        docs: "Codes of the errors that the service answers with.".into(),
        variants,
        limits: Limits::default(),
    }
}
