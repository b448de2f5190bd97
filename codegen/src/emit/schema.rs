//! Tables of shapes that have no Rust type of their own, grouped by what they hold.

use proc_macro2::TokenStream;
use quote::quote;

use super::module::Module;
use super::{statics, tokens};
use crate::ir::{PlainKind, PlainShape, Service};
use crate::lower::names::ident;

/// `schema/`: strings, other scalars, containers, and their index.
pub(super) fn modules(service: &Service) -> Vec<Module> {
    let groups = [
        ("strings", "Strings."),
        ("scalars", "Numbers, booleans, timestamps, blobs and documents."),
        ("containers", "Lists and maps."),
    ];
    let (mut index, mut modules) = (Vec::new(), Vec::new());
    for (name, docs) in groups {
        let group = service.plain.iter().filter(|s| group_of(s) == name);
        let tables: Vec<_> = group.map(|s| (s.ident.to_string(), table(s))).collect();
        if !tables.is_empty() {
            let module = ident(name);
            index.extend([quote!(mod #module;), quote!(pub(crate) use #module::*;)]);
            modules.extend(statics::modules(&format!("schema/{name}"), docs, tables));
        }
    }
    let docs = "Tables of shapes that have no Rust type of their own.";
    modules.push(Module::new("schema/mod.rs", docs, index));
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
    let PlainShape { name, ident: place, .. } = shape;
    let limits = tokens::limits(&shape.limits);
    let wire = tokens::wire(shape.wire.as_ref());
    let kind = match &shape.kind {
        PlainKind::Scalar(kind) => {
            let kind = ident(kind);
            quote!(rt::Kind::#kind)
        }
        PlainKind::Timestamp(format) => {
            let format = ident(format);
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
    quote!(#verbatim pub(crate) static #place: rt::Shape = rt::Shape::new(#name, #kind) #limits #wire;)
}
