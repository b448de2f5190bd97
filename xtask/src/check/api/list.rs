//! All that a crate promises, one promise a line.
//!
//! What is `pub` in the sources can be reached, as the compiler's lint sees to. What the runtime shows to the command line alone
//! (`internals`) promises nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use syn::{Item, UseTree};
use toml_edit::DocumentMut;

use super::items::Lines;
use super::walk::{self, Module};

/// The promises of the crate in a folder.
pub(super) fn promises(root: &Path, folder: &str) -> Result<BTreeSet<String>> {
    let folder = root.join(folder);
    let manifest: DocumentMut = fs::read_to_string(folder.join("Cargo.toml"))?.parse()?;
    let workspace: DocumentMut = fs::read_to_string(root.join("Cargo.toml"))?.parse()?;
    let name = manifest["package"]["name"].as_str().context("a crate without a name")?.replace('-', "_");
    let modules = walk::modules(&folder)?;
    let hidden = hidden(&folder)?;
    let modules: Vec<&Module> =
        modules.iter().filter(|m| !hidden.iter().any(|path| m.inner.starts_with(path))).collect();
    let types: BTreeSet<String> = modules.iter().flat_map(|m| &m.items).filter_map(type_name).collect();
    let mut lines: BTreeSet<String> = modules.iter().flat_map(|m| of_module(m, &name, &types)).collect();
    let features = manifest["features"].as_table().into_iter().flat_map(|table| table.iter());
    lines.extend(features.map(|(feature, _)| format!("feature {feature}")));
    let oldest = workspace["workspace"]["package"]["rust-version"].as_str();
    lines.extend(oldest.map(|version| format!("rust-version {version}")));
    Ok(lines)
}

fn of_module(module: &Module, name: &str, types: &BTreeSet<String>) -> Vec<String> {
    let path = [&[name.to_owned()], module.outer.as_slice()].concat().join("::");
    let lines = Lines { path: &path, root: name, types };
    let mut found = Vec::new();
    for item in module.items.iter().filter(|item| walk::is_for_users(attributes(item))) {
        let needs: Vec<String> = module.needs.iter().cloned().chain(walk::needs(attributes(item))).collect();
        let needs = if needs.is_empty() { String::new() } else { format!(" [{}]", needs.join(" ")) };
        found.extend(lines.of(item).into_iter().map(|line| format!("{line}{needs}")));
    }
    found
}

fn attributes(item: &Item) -> &[syn::Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

fn type_name(item: &Item) -> Option<String> {
    let (visibility, name) = match item {
        Item::Enum(item) => (&item.vis, &item.ident),
        Item::Struct(item) => (&item.vis, &item.ident),
        Item::Type(item) => (&item.vis, &item.ident),
        Item::Trait(item) => (&item.vis, &item.ident),
        _ => return None,
    };
    matches!(visibility, syn::Visibility::Public(_)).then(|| name.to_string())
}

/// Paths of what only `internals` shows.
fn hidden(folder: &Path) -> Result<Vec<Vec<String>>> {
    let door = syn::parse_file(&fs::read_to_string(folder.join("src/lib.rs"))?)?;
    let mut paths = Vec::new();
    for item in &door.items {
        let Item::Mod(module) = item else { continue };
        if module.ident != "internals" {
            continue;
        }
        for item in module.content.iter().flat_map(|(_, items)| items) {
            if let Item::Use(item) = item {
                flatten(&item.tree, &mut Vec::new(), &mut paths);
            }
        }
    }
    Ok(paths)
}

/// Paths of an import, from the crate's root.
fn flatten(tree: &UseTree, above: &mut Vec<String>, paths: &mut Vec<Vec<String>>) {
    match tree {
        UseTree::Path(path) => {
            above.push(path.ident.to_string());
            flatten(&path.tree, above, paths);
            above.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, above, paths)),
        UseTree::Name(name) if name.ident != "self" => {
            paths.push(above.iter().skip(1).cloned().chain([name.ident.to_string()]).collect());
        }
        UseTree::Name(_) => paths.push(above.iter().skip(1).cloned().collect()),
        UseTree::Rename(name) => {
            paths.push(above.iter().skip(1).cloned().chain([name.ident.to_string()]).collect());
        }
        UseTree::Glob(_) => paths.push(above.iter().skip(1).cloned().collect()),
    }
}
