//! Tables of shapes that have no Rust type of their own, grouped by what they hold.

use proc_macro2::TokenStream;
use quote::quote;

use super::module::{Item, Module, importing};
use super::{ids, statics, tokens};
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
        let group = service.plain.iter().filter(|s| ids::group_of(s) == name);
        let tables: Vec<_> = group.map(|s| (s.id.ident.to_string(), table(s))).collect();
        if !tables.is_empty() {
            let module = ident(name);
            index.push(Item::from(quote!(pub(crate) mod #module;)));
            modules.extend(statics::modules(&format!("schema/{name}"), docs, tables));
        }
    }
    index.extend(importing([Item::Text(ids::tables(service))]));
    let docs = "The tables of all shapes, and the shapes that have no Rust type of their own.";
    modules.push(Module::new("schema/mod.rs", docs, index));
    modules
}

fn table(shape: &PlainShape) -> TokenStream {
    let PlainShape { name, id, .. } = shape;
    let place = &id.ident;
    let limits = tokens::limits(&shape.limits);
    let wire = tokens::wire(shape.wire.as_ref());
    let kind = match &shape.kind {
        PlainKind::Scalar(kind) => {
            let kind = ident(kind);
            quote!(rt::model::Kind::#kind)
        }
        PlainKind::Timestamp(format) => {
            let format = ident(format);
            quote!(rt::model::Kind::Timestamp(rt::TimestampFormat::#format))
        }
        PlainKind::List(item) => {
            let item = &item.ident;
            quote!(rt::model::Kind::List(ids::#item))
        }
        PlainKind::Map(key, value) => {
            let (key, value) = (&key.ident, &value.ident);
            quote!(rt::model::Kind::Map { key: ids::#key, value: ids::#value })
        }
    };
    let verbatim = id.verbatim.then(
        || quote!(#[allow(non_upper_case_globals, reason = "names of the model that differ in case alone")]),
    );
    quote!(#verbatim pub(crate) const #place: rt::model::Shape = rt::model::Shape::new(#name, #kind) #limits #wire;)
}
