//! Lists of tables in files of their own. A long one is written in parts that are joined when the crate is compiled;
//! the order stays.

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::{format_ident, quote};

use super::module::{Item, Module, importing};
use super::tokens;
use super::volumes::MOST;

/// `PATH.rs` with a static `ALL` of all values, or `PATH/mod.rs` and its parts.
pub(super) fn modules(path: &str, docs: &str, ty: &TokenStream, values: &[TokenStream]) -> Vec<Module> {
    let parts = parts(values);
    if parts.len() < 2 {
        let item = quote!(pub(crate) static ALL: &[#ty] = &[#(#values),*];);
        return vec![Module::new(format!("{path}.rs"), docs, importing([item]))];
    }
    let names: Vec<Ident> = (1..=parts.len()).map(|n| format_ident!("part_{n}")).collect();
    let mut modules = vec![index(path, docs, ty, values.len(), &names)];
    modules.extend(parts.iter().zip(&names).map(|(part, name)| {
        let item = quote!(pub(super) static PART: &[#ty] = &[#(#part),*];);
        let docs = format!("{docs} One part of several.");
        Module::new(format!("{path}/{name}.rs"), docs, importing([item]))
    }));
    modules
}

fn index(path: &str, docs: &str, ty: &TokenStream, length: usize, names: &[Ident]) -> Module {
    let length = Literal::usize_unsuffixed(length);
    let statics = vec![
        quote!(pub(crate) static ALL: &[#ty] = &JOINED;),
        quote!(static JOINED: [#ty; #length] = crate::lists::join(&[#(#names::PART),*]);),
    ];
    let declared = names.iter().map(|name| quote!(mod #name;));
    let items = declared.map(Item::from).chain(importing(statics)).collect::<Vec<_>>();
    Module::new(format!("{path}/mod.rs"), docs, items)
}

/// Stretches that each fit into a file.
fn parts(values: &[TokenStream]) -> Vec<&[TokenStream]> {
    let (mut parts, mut start, mut lines) = (Vec::new(), 0, 0);
    for (i, value) in values.iter().enumerate() {
        lines += tokens::lines(value);
        if lines > MOST {
            parts.push(&values[start..i]);
            (start, lines) = (i, tokens::lines(value));
        }
    }
    parts.push(&values[start..]);
    parts
}

/// `lists.rs`, for crates in which a list has parts.
pub(super) fn join() -> Module {
    let items = vec![quote! {
        /// The parts one after the other; `N` is the number of all their items.
        #[allow(dead_code, reason = "the lists that have parts may belong to features that are off")]
        pub(crate) const fn join<T: Copy, const N: usize>(parts: &[&[T]]) -> [T; N] {
            let mut all = [parts[0][0]; N];
            let (mut part, mut next) = (0, 0);
            while part < parts.len() {
                let mut item = 0;
                while item < parts[part].len() {
                    all[next] = parts[part][item];
                    item += 1;
                    next += 1;
                }
                part += 1;
            }
            all
        }
    }];
    Module::new("lists.rs", "Lists that stand in several files, as one.", items)
}

/// Whether a module is the index of a list in parts.
pub(super) fn is_joined(module: &Module) -> bool {
    let is_joined = |tokens: &TokenStream| {
        let mut words = tokens.clone().into_iter();
        let is =
            |tree: Option<TokenTree>, word| matches!(tree, Some(TokenTree::Ident(ident)) if ident == word);
        is(words.next(), "static") && is(words.next(), "JOINED")
    };
    module.path.ends_with("/mod.rs")
        && module.items.iter().any(|item| matches!(item, Item::Tokens(tokens) if is_joined(tokens)))
}
