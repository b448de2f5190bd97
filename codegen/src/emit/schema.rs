//! Tables of shapes that have no Rust type of their own, grouped by what they hold.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Module, tokens};
use crate::ir::{PlainKind, PlainShape, Service};

/// `schema/`: strings, other scalars, containers, and their index.
pub(super) fn modules(service: &Service) -> Vec<Module> {
    let group = |wanted: &str| service.plain.iter().filter(|s| group_of(s) == wanted).map(table).collect();
    let groups: [(&str, &str, Vec<TokenStream>); 3] = [
        ("strings", "Strings.", group("strings")),
        ("scalars", "Numbers, booleans, timestamps, blobs and documents.", group("scalars")),
        ("containers", "Lists and maps.", group("containers")),
    ];
    let used: Vec<_> = groups.into_iter().filter(|(_, _, items)| !items.is_empty()).collect();
    let idents = used.iter().map(|(name, ..)| crate::lower::names::ident(name));
    let index = idents.flat_map(|m| [quote!(mod #m;), quote!(pub(crate) use #m::*;)]).collect();
    let mut modules =
        vec![Module::new("schema/mod.rs", "Tables of shapes that have no Rust type of their own.", index)];
    for (name, docs, mut items) in used {
        items.insert(0, tokens::imports(&items));
        modules.push(Module::new(format!("schema/{name}.rs"), docs, items));
    }
    modules
}

fn group_of(shape: &PlainShape) -> &'static str {
    match &shape.kind {
        PlainKind::Scalar("String") => "strings",
        PlainKind::Scalar(_) | PlainKind::Timestamp(_) => "scalars",
        PlainKind::List(_) | PlainKind::Map(..) => "containers",
    }
}

fn table(shape: &PlainShape) -> TokenStream {
    let PlainShape { name, ident, .. } = shape;
    let limits = tokens::limits(&shape.limits);
    let kind = match &shape.kind {
        PlainKind::Scalar(kind) => {
            let kind = crate::lower::names::ident(kind);
            quote!(rt::Kind::#kind)
        }
        PlainKind::Timestamp(format) => {
            let format = crate::lower::names::ident(format);
            quote!(rt::Kind::Timestamp(rt::TimestampFormat::#format))
        }
        PlainKind::List(item) => {
            let item = tokens::shape(item);
            quote!(rt::Kind::List(&#item))
        }
        PlainKind::Map(key, value) => {
            let (key, value) = (tokens::shape(key), tokens::shape(value));
            quote!(rt::Kind::Map { key: &#key, value: &#value })
        }
    };
    let verbatim = shape.verbatim.then(
        || quote!(#[allow(non_upper_case_globals, reason = "names of the model that differ in case alone")]),
    );
    quote!(#verbatim pub(crate) static #ident: rt::Shape = rt::Shape::new(#name, #kind) #limits;)
}
