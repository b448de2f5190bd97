//! A folder of modules, one for each type or operation: where each file is, and the index that declares and exports
//! them. In a folder with too many for one index the files stand in volumes.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::module::{Module, file};
use super::volumes::{self, Volume};
use crate::lower::names::ident;

/// A module of a folder and the public types that it defines.
pub(super) struct Entry<'a> {
    pub(super) module: &'a Ident,
    pub(super) exports: Vec<&'a Ident>,
}

/// Where the files of a folder are.
pub(super) struct Folder<'a> {
    name: &'static str,
    entries: Vec<Entry<'a>>,
    volumes: Vec<Volume>,
    volume_of: BTreeMap<String, usize>,
}

impl<'a> Folder<'a> {
    pub(super) fn new(name: &'static str, entries: Vec<Entry<'a>>) -> Folder<'a> {
        let lines: Vec<_> = entries.iter().map(|e| (file(e.module), lines(e))).collect();
        let volumes = volumes::volumes(&lines, volumes::MOST);
        let numbered = volumes.iter().enumerate();
        let volume_of = numbered
            .flat_map(|(n, v)| v.members.iter().map(move |i| (*i, n)))
            .map(|(i, n)| (lines[i].0.clone(), n))
            .collect();
        Folder { name, entries, volumes, volume_of }
    }

    /// The path of a module's file below `src/`.
    pub(super) fn path(&self, module: &Ident) -> String {
        let file = file(module);
        let volume = self.volume_of.get(&file).map(|n| self.directory(&self.volumes[*n]));
        format!("{}/{file}.rs", volume.unwrap_or_else(|| self.name.to_owned()))
    }

    /// The files that declare and export the modules; `more` stands at the end of the first.
    pub(super) fn index(&self, docs: &str, more: Option<TokenStream>) -> Vec<Module> {
        if let [one] = self.volumes.as_slice() {
            let items = self.items(one).into_iter().chain(more);
            return vec![Module::new(format!("{}/mod.rs", self.name), docs, items)];
        }
        let names: Vec<Ident> = self.volumes.iter().map(|v| ident(&directory(v))).collect();
        let declared = names.iter().map(|name| quote!(mod #name;));
        let exported = names.iter().zip(&self.volumes).map(|(name, volume)| match self.has_exports(volume) {
            true => quote!(pub use #name::*;),
            false => quote!(pub(crate) use #name::*;),
        });
        let items = declared.chain(exported).chain(more);
        let mut modules = vec![Module::new(format!("{}/mod.rs", self.name), docs, items)];
        modules.extend(self.volumes.iter().map(|volume| {
            let docs = format!("{docs} One volume of several.");
            Module::new(format!("{}/mod.rs", self.directory(volume)), docs, self.items(volume))
        }));
        modules
    }

    fn items(&self, volume: &Volume) -> Vec<TokenStream> {
        let entries: Vec<&Entry<'_>> = volume.members.iter().map(|i| &self.entries[*i]).collect();
        let declared = entries.iter().map(|e| {
            let module = e.module;
            quote!(pub(crate) mod #module;)
        });
        let exported = entries.iter().filter_map(|e| {
            let module = e.module;
            match e.exports.as_slice() {
                [] => None,
                [one] => Some(quote!(pub use #module::#one;)),
                many => Some(quote!(pub use #module::{#(#many),*};)),
            }
        });
        declared.chain(exported).collect()
    }

    /// Whether something in a volume is public. The compiler warns of a public glob of what is not.
    fn has_exports(&self, volume: &Volume) -> bool {
        volume.members.iter().any(|i| !self.entries[*i].exports.is_empty())
    }

    fn directory(&self, volume: &Volume) -> String {
        match volume.title.as_str() {
            "" => self.name.to_owned(),
            _ => format!("{}/{}", self.name, directory(volume)),
        }
    }
}

/// No name of a model ends in an underscore after lowering, so no module is called like a volume.
fn directory(volume: &Volume) -> String {
    format!("{}_", volume.title)
}

/// The lines of an index that an entry takes: its declaration and its export.
fn lines(entry: &Entry<'_>) -> usize {
    match entry.exports.len() {
        0 => 1,
        1 => 2,
        _ => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::super::module::Item;
    use super::*;

    /// The first index of a folder of so many modules, of which these have a public type.
    fn index(modules: usize, public: &[&str]) -> String {
        let names: Vec<Ident> =
            (0..modules).map(|n| ident(&format!("{}{n:04}", ['a', 'z'][n % 2]))).collect();
        let exports: Vec<Ident> = public.iter().map(|name| ident(name)).collect();
        let public = |module: &Ident| exports.iter().filter(|name| *module == **name).collect();
        let entries = names.iter().map(|module| Entry { module, exports: public(module) }).collect();
        let modules = Folder::new("things", entries).index("Things.", None);
        let text = |item: &Item| match item {
            Item::Tokens(tokens) => tokens.to_string(),
            Item::Text(text) | Item::Imports(text) => text.clone(),
        };
        modules[0].items.iter().map(text).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn what_has_nothing_public_is_exported_inside_only() {
        let count = |index: &str, what: &str| index.matches(what).count();
        for (public, expected) in [(&[][..], 0), (&["a0000"][..], 1), (&["a0000", "z0001"][..], 2)] {
            let index = index(2 * volumes::MOST, public);
            let globs = count(&index, ":: *");
            assert!(globs > 1, "{index}");
            assert_eq!(count(&index, "pub use"), expected, "{index}");
            assert_eq!(count(&index, "pub (crate) use"), globs - expected, "{index}");
        }
    }
}
