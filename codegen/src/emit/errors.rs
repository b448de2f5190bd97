//! `error.rs`: the service's errors as an enum of codes and as tables.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Module, enums, tokens};
use crate::ir::{Enum, ErrorShape, Limits, Place, Service, TypeRef, Variant};
use crate::lower::names::ident;
use tokens::Scope;

/// `error.rs`.
pub(super) fn module(service: &Service) -> Module {
    let codes = codes(service);
    let scope = Scope::new([&codes.at.ident]);
    let mut items = enums::items(&codes, &scope);
    items.extend(service.errors.iter().map(table));
    items.insert(0, tokens::imports(&items));
    Module::new("error.rs", "Errors of the service.", items)
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
        at: TypeRef { ident: ident("ErrorCode"), module: ident("error"), place: Place::Types },
        docs: "Codes of the errors that the service answers with.".into(),
        variants,
        limits: Limits::default(),
    }
}

fn table(error: &ErrorShape) -> TokenStream {
    let ErrorShape { ident, code, .. } = error;
    let shape = tokens::type_shape(&error.at);
    quote!(pub(crate) static #ident: rt::ErrorShape = rt::ErrorShape { shape: &#shape, code: #code };)
}
