//! `error/`: the service's errors as an enum of codes and as tables.

use proc_macro2::TokenStream;
use quote::quote;

use super::module::{Module, importing};
use super::{enums, statics, tokens};
use crate::ir::{Enum, ErrorShape, Limits, Place, Service, TypeRef, Variant};
use crate::lower::names::ident;
use tokens::Scope;

/// `error/`: the codes, what they are on the wire, and the tables.
pub(super) fn modules(service: &Service) -> Vec<Module> {
    let codes = codes(service);
    let scope = Scope::new([&codes.at.ident]);
    let mut items = vec![quote!(
        mod code;
    )];
    if !service.errors.is_empty() {
        items.extend([
            quote!(
                mod tables;
            ),
            quote!(
                pub(crate) use tables::*;
            ),
        ]);
    }
    items.push(enums::definition(&codes, "", &scope));
    let mut conversions = vec![quote!(
        use super::ErrorCode;
    )];
    conversions.extend(enums::conversions(&codes, &scope));
    let mut modules = vec![
        Module::new("error/mod.rs", "Errors of the service.", items),
        Module::new("error/code.rs", "Codes as text and back.", importing(conversions)),
    ];
    if !service.errors.is_empty() {
        modules.extend(table_modules("error/tables", service));
    }
    modules
}

/// `error.rs` with the tables alone.
pub(super) fn tables(service: &Service) -> Vec<Module> {
    table_modules("error", service)
}

fn table_modules(path: &str, service: &Service) -> Vec<Module> {
    let tables = service.errors.iter().map(|e| (e.name.clone(), table(e)));
    statics::modules(path, "Tables of the errors.", tables.collect())
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
