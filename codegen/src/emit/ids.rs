//! `ids`: the place of each shape in the tables, and the tables themselves. In: the names of all shapes. Out: lists that the
//! runtime's macros number, so that a shape that is added moves no other line.

use std::fmt::Write as _;

use super::module::{Item, Module, importing};
use super::volumes::{self, Volume};
use crate::ir::{Place, PlainKind, PlainShape, Service, ShapeId, Type, TypeRef};
use crate::lower::names::ident;
use quote::quote;

/// A shape: its place's name, and its table's path.
struct Entry {
    id: String,
    path: String,
}

/// `ids.rs`, or `ids/` with its volumes.
pub(super) fn modules(service: &Service) -> Vec<Module> {
    let entries = entries(service);
    let volumes = volumes(&entries);
    let docs = "Places of the shapes in the tables.";
    let mut start = 0;
    let mut numbered = |volume: &Volume| {
        let text = list(volume, start, &entries);
        start += volume.members.len();
        importing([Item::Text(text)])
    };
    if let [one] = volumes.as_slice() {
        return vec![Module::new("ids.rs", docs, numbered(one))];
    }
    let index = volumes.iter().flat_map(|volume| {
        let name = ident(&volume.title);
        [quote!(mod #name;), quote!(pub(crate) use #name::*;)]
    });
    let mut modules = vec![Module::new("ids/mod.rs", docs, index)];
    modules.extend(volumes.iter().map(|volume| {
        let docs = format!("{docs} One volume of several.");
        Module::new(format!("ids/{}.rs", volume.title), docs, numbered(volume))
    }));
    modules
}

/// The static of the tables.
pub(super) fn tables(service: &Service) -> String {
    let lists: Vec<String> =
        volumes(&entries(service)).iter().map(|volume| format!("ids::{}::ALL", list_name(volume))).collect();
    match lists.as_slice() {
        [one] => format!("rt::tables!(pub(crate) static TABLES = [{one}]);\n"),
        many => format!(
            "rt::tables! {{\n    pub(crate) static TABLES = [\n        {},\n    ]\n}}\n",
            many.join(",\n        ")
        ),
    }
}

fn list(volume: &Volume, start: usize, entries: &[Entry]) -> String {
    let mut out = format!("rt::ids! {{\n    {} from {start};\n", list_name(volume));
    for Entry { id, path } in volume.members.iter().map(|at| &entries[*at]) {
        let _ = writeln!(out, "    {id} = {path},");
    }
    out.push_str("}\n");
    out
}

fn list_name(volume: &Volume) -> String {
    if volume.title.is_empty() { "list".into() } else { format!("list_{}", volume.title) }
}

fn volumes(entries: &[Entry]) -> Vec<Volume> {
    let lines: Vec<_> = entries.iter().map(|entry| (entry.id.clone(), 1)).collect();
    volumes::volumes(&lines, volumes::MOST)
}

/// Every shape, sorted.
fn entries(service: &Service) -> Vec<Entry> {
    let plain = service.plain.iter().map(|shape| {
        let group = group_of(shape);
        entry(&shape.id, format!("schema::{group}::{}", shape.id.ident))
    });
    let types = service.types.iter().map(Type::at);
    let own = service.operations.iter().flat_map(|operation| operation.own_structures().map(|s| &s.at));
    let mut entries: Vec<Entry> = plain.chain(types.chain(own).map(|at| entry(&at.id, table(at)))).collect();
    entries.sort_by(|one, other| one.id.cmp(&other.id));
    entries
}

fn entry(id: &ShapeId, path: String) -> Entry {
    Entry { id: id.ident.to_string(), path }
}

/// The table of a structure or an enum.
fn table(at: &TypeRef) -> String {
    let module = &at.module;
    match at.place {
        Place::Types => format!("types::{module}::SHAPE"),
        Place::Request => format!("operations::{module}::REQUEST"),
        Place::Response => format!("operations::{module}::RESPONSE"),
    }
}

/// The file of `schema/` that has a shape without a type.
pub(super) fn group_of(shape: &PlainShape) -> &'static str {
    match &shape.kind {
        PlainKind::Scalar("String") => "strings",
        PlainKind::Scalar(_) | PlainKind::Timestamp(_) => "scalars",
        PlainKind::List(_) | PlainKind::Map(..) => "containers",
    }
}
