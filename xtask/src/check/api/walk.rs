//! Modules of a crate, with the paths that users write and the features that they need.

use std::fs;
use std::path::{Path, PathBuf};

use super::plain::plain;
use anyhow::{Context as _, Result};
use syn::{Attribute, Item, Visibility};

/// A module.
pub(super) struct Module {
    /// Its path from the crate's root, as files have it.
    pub(super) inner: Vec<String>,
    /// Its path as users have it: private modules show what they export one floor up.
    pub(super) outer: Vec<String>,
    /// The features without which it is not there.
    pub(super) needs: Vec<String>,
    /// What stands in it, modules aside.
    pub(super) items: Vec<Item>,
}

/// All modules of a crate that are not for tests.
pub(super) fn modules(folder: &Path) -> Result<Vec<Module>> {
    let mut found = Vec::new();
    let root = Place { inner: Vec::new(), outer: Vec::new(), needs: Vec::new() };
    file(&folder.join("src/lib.rs"), &folder.join("src"), root, &mut found)?;
    Ok(found)
}

struct Place {
    inner: Vec<String>,
    outer: Vec<String>,
    needs: Vec<String>,
}

fn file(file: &Path, below: &Path, place: Place, found: &mut Vec<Module>) -> Result<()> {
    let text = fs::read_to_string(file).with_context(|| format!("no file {}", file.display()))?;
    let parsed = syn::parse_file(&text).with_context(|| format!("{} is not Rust", file.display()))?;
    // What the lint passes over cannot be reached: it is there for the crate itself.
    if parsed.attrs.iter().any(|attribute| plain(attribute).contains("unreachable_pub")) {
        return Ok(());
    }
    module(parsed.items, below, place, found)
}

fn module(items: Vec<Item>, below: &Path, place: Place, found: &mut Vec<Module>) -> Result<()> {
    let (mut own, mut open) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            Item::Mod(declared) if is_for_users(&declared.attrs) => open.push(declared),
            Item::Mod(_) => {}
            other => own.push(other),
        }
    }
    for declared in open {
        let name = declared.ident.to_string().trim_start_matches("r#").to_owned();
        let mut inside =
            Place { inner: place.inner.clone(), outer: place.outer.clone(), needs: place.needs.clone() };
        inside.inner.push(name.clone());
        if matches!(declared.vis, Visibility::Public(_)) {
            inside.outer.push(name.clone());
        }
        inside.needs.extend(needs(&declared.attrs));
        let folder = below.join(&name);
        match declared.content {
            Some((_, items)) => module(items, &folder, inside, found)?,
            None => {
                file(&named(&declared.attrs, below).unwrap_or_else(|| path(&folder)), &folder, inside, found)?
            }
        }
    }
    found.push(Module { inner: place.inner, outer: place.outer, needs: place.needs, items: own });
    Ok(())
}

/// The file that an attribute names.
fn named(attributes: &[Attribute], folder: &Path) -> Option<PathBuf> {
    let path = attributes.iter().find(|attribute| attribute.path().is_ident("path"))?;
    let value = &path.meta.require_name_value().ok()?.value;
    Some(folder.join(plain(value).trim_matches('"')))
}

/// The file of a module, whose own modules stand in the folder.
fn path(folder: &Path) -> PathBuf {
    let inside = folder.join("mod.rs");
    if inside.exists() { inside } else { folder.with_extension("rs") }
}

/// Whether something is neither for tests alone, nor for readers alone, nor hidden.
pub(super) fn is_for_users(attributes: &[Attribute]) -> bool {
    attributes.iter().all(|attribute| {
        let text = plain(attribute);
        !(text.starts_with("#[cfg(test")
            || text.starts_with("#[cfg(doctest")
            || text.starts_with("#[cfg(all(doc")
            || text == "#[doc(hidden)]")
    })
}

/// What attributes say of features and targets.
pub(super) fn needs(attributes: &[Attribute]) -> Option<String> {
    let cfg = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    let words: Vec<String> = cfg.map(|attribute| plain(&attribute.meta)).collect();
    (!words.is_empty()).then(|| words.join(" "))
}
