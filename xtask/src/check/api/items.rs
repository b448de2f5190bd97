//! Lines for an item: the item itself, and each of its parts that users can name.

use std::collections::BTreeSet;

use syn::{Fields, ImplItem, Item, TraitItem, UseTree, Visibility};

use super::plain::plain;
use super::walk::is_for_users;

/// What lines are made with.
pub(super) struct Lines<'a> {
    /// The path of the module, with the crate's name.
    pub(super) path: &'a str,
    /// The crate's name.
    pub(super) root: &'a str,
    /// Names of all types of the crate that are public, by their last word.
    pub(super) types: &'a BTreeSet<String>,
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

impl Lines<'_> {
    /// The lines of an item.
    pub(super) fn of(&self, item: &Item) -> Vec<String> {
        let at = |name: &syn::Ident| format!("{}::{name}", self.path);
        match item {
            Item::Struct(item) if is_public(&item.vis) => {
                let path = at(&item.ident);
                let mut lines = vec![format!("struct {path}{}", plain(&item.generics))];
                lines.extend(fields(&item.fields, &path));
                lines.extend(marks(&item.attrs, &path));
                lines
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let path = at(&item.ident);
                let mut lines = vec![format!("enum {path}{}", plain(&item.generics))];
                lines.extend(
                    item.variants.iter().map(|v| format!("variant {path}::{}{}", v.ident, plain(&v.fields))),
                );
                lines.extend(marks(&item.attrs, &path));
                lines
            }
            Item::Trait(item) if is_public(&item.vis) => self.of_trait(item, &at(&item.ident)),
            Item::Fn(item) if is_public(&item.vis) => {
                vec![format!("fn {}", signature(&item.sig, self.path))]
            }
            Item::Const(item) if is_public(&item.vis) => {
                vec![format!("const {}:{}", at(&item.ident), plain(&item.ty))]
            }
            Item::Static(item) if is_public(&item.vis) => {
                vec![format!("static {}:{}", at(&item.ident), plain(&item.ty))]
            }
            Item::Type(item) if is_public(&item.vis) => {
                vec![format!("type {}{}={}", at(&item.ident), plain(&item.generics), plain(&item.ty))]
            }
            Item::Use(item) if is_public(&item.vis) => {
                let mut names = Vec::new();
                exported(&item.tree, &mut names);
                names.into_iter().map(|name| format!("name {}::{name}", self.path)).collect()
            }
            Item::Impl(item) => self.of_impl(item),
            Item::Macro(item) => self.of_macro(item),
            _ => Vec::new(),
        }
    }

    fn of_trait(&self, item: &syn::ItemTrait, path: &str) -> Vec<String> {
        let mut lines = vec![format!("trait {path}{} ({})", plain(&item.generics), plain(&item.supertraits))];
        for part in &item.items {
            match part {
                TraitItem::Fn(part) if is_for_users(&part.attrs) => {
                    let kind = if part.default.is_some() { "provided" } else { "required" };
                    lines.push(format!("{kind} {}", signature(&part.sig, path)));
                }
                TraitItem::Type(part) => {
                    lines.push(format!("required {path}::{} ({})", part.ident, plain(&part.bounds)))
                }
                TraitItem::Const(part) => {
                    lines.push(format!("required {path}::{} ({})", part.ident, plain(&part.ty)))
                }
                _ => {}
            }
        }
        lines
    }

    /// The path of a type that an `impl` is for, if users can name the type.
    fn target(&self, ty: &syn::Type) -> Option<String> {
        let syn::Type::Path(path) = ty else { return None };
        let last = path.path.segments.last()?.ident.to_string();
        if !self.types.contains(&last) {
            return None;
        }
        let text = plain(ty);
        Some(match text.strip_prefix("crate::") {
            Some(rest) => format!("{}::{rest}", self.root),
            None => format!("{}::{text}", self.path),
        })
    }

    fn of_impl(&self, item: &syn::ItemImpl) -> Vec<String> {
        let Some(target) = self.target(&item.self_ty) else { return Vec::new() };
        if let Some((not, name, _)) = &item.trait_ {
            let not = if not.is_some() { "!" } else { "" };
            return vec![format!("impl {not}{} for {target}", plain(name))];
        }
        let parts = item.items.iter().filter_map(|part| match part {
            ImplItem::Fn(part) if is_public(&part.vis) && is_for_users(&part.attrs) => {
                Some(format!("fn {}", signature(&part.sig, &target)))
            }
            ImplItem::Const(part) if is_public(&part.vis) => {
                Some(format!("const {target}::{}:{}", part.ident, plain(&part.ty)))
            }
            _ => None,
        });
        parts.collect()
    }

    /// Macros that are exported; and what macros of the runtime make for a type, such as setters.
    fn of_macro(&self, item: &syn::ItemMacro) -> Vec<String> {
        if let Some(name) = &item.ident {
            let exported = item.attrs.iter().any(|a| a.path().is_ident("macro_export"));
            return exported.then(|| format!("macro {}::{name}", self.root)).into_iter().collect();
        }
        let name = plain(&item.mac.path.segments.last().map(|s| s.ident.clone()));
        let text = plain(&item.mac.tokens);
        let mut parts = text.split(';').filter(|part| !part.is_empty());
        let Some(target) = parts.next().filter(|target| self.types.contains(*target)) else {
            return Vec::new();
        };
        let rest: Vec<&str> = parts.collect();
        match rest.as_slice() {
            [] => vec![format!("made {}::{target} by {name}", self.path)],
            all => all.iter().map(|part| format!("made {}::{target}::{part} by {name}", self.path)).collect(),
        }
    }
}

/// Names that an import gives; what a `*` brings stands where it is defined.
fn exported(tree: &UseTree, names: &mut Vec<String>) {
    match tree {
        UseTree::Path(path) => exported(&path.tree, names),
        UseTree::Group(group) => group.items.iter().for_each(|tree| exported(tree, names)),
        UseTree::Name(name) => names.push(name.ident.to_string()),
        UseTree::Rename(name) => names.push(name.rename.to_string()),
        UseTree::Glob(_) => {}
    }
}

fn signature(signature: &syn::Signature, path: &str) -> String {
    let (asyncness, unsafety) = (plain(&signature.asyncness), plain(&signature.unsafety));
    let inputs: Vec<String> = signature
        .inputs
        .iter()
        .map(|input| match input {
            // Names of arguments promise nothing.
            syn::FnArg::Typed(input) => plain(&input.ty),
            syn::FnArg::Receiver(receiver) => plain(receiver).trim_start_matches("mut ").to_owned(),
        })
        .collect();
    let (generics, bounds) = (plain(&signature.generics), plain(&signature.generics.where_clause));
    let marks: String =
        [asyncness, unsafety].iter().filter(|m| !m.is_empty()).map(|m| format!(" {m}")).collect();
    format!(
        "{path}::{}{generics}({}){}{bounds}{marks}",
        signature.ident,
        inputs.join(","),
        plain(&signature.output)
    )
}

fn fields(fields: &Fields, path: &str) -> Vec<String> {
    let line = |(at, field): (usize, &syn::Field)| {
        let name = field.ident.as_ref().map_or_else(|| at.to_string(), ToString::to_string);
        is_public(&field.vis).then(|| format!("field {path}.{name}:{}", plain(&field.ty)))
    };
    fields.iter().enumerate().filter_map(line).collect()
}

/// What attributes add: traits that are derived, and restrictions.
fn marks(attributes: &[syn::Attribute], path: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for attribute in attributes {
        if attribute.path().is_ident("non_exhaustive") {
            lines.push(format!("non_exhaustive {path}"));
        }
        if attribute.path().is_ident("derive") {
            let _ = attribute.parse_nested_meta(|one| {
                lines.push(format!("impl {} for {path}", plain(&one.path)));
                Ok(())
            });
        }
    }
    lines
}
