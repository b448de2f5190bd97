//! Statics of one kind, in one file or, where they are many, in volumes that the index exports.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;

use super::module::{Item, Module, importing};
use super::volumes::{self, Volume};
use crate::lower::names::ident;

/// `PATH.rs` with all the items, or `PATH/mod.rs` and its volumes. Each item comes with the name by which it is sorted.
pub(super) fn modules(path: &str, docs: &str, entries: Vec<(String, TokenStream)>) -> Vec<Module> {
    let lines: Vec<_> = entries.iter().map(|(name, item)| (name.clone(), lines(item))).collect();
    let volumes = volumes::volumes(&lines, volumes::MOST);
    let items = |v: &Volume| -> Vec<Item> { importing(v.members.iter().map(|i| entries[*i].1.clone())) };
    if let [one] = volumes.as_slice() {
        return vec![Module::new(format!("{path}.rs"), docs, items(one))];
    }
    let names: Vec<Ident> = volumes.iter().map(|v| ident(&v.title)).collect();
    let declared = names.iter().map(|name| quote!(mod #name;));
    let exported = names.iter().map(|name| quote!(pub(crate) use #name::*;));
    let mut modules = vec![Module::new(format!("{path}/mod.rs"), docs, declared.chain(exported))];
    modules.extend(volumes.iter().map(|volume| {
        let docs = format!("{docs} One volume of several.");
        Module::new(format!("{path}/{}.rs", volume.title), docs, items(volume))
    }));
    modules
}

/// About as many lines as the formatter gives to a table, one for each call that sets something.
fn lines(item: &TokenStream) -> usize {
    let calls = item.clone().into_iter().filter(|t| matches!(t, TokenTree::Punct(p) if p.as_char() == '.'));
    3 + item.to_string().len() / 40 + calls.count()
}
