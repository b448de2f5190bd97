//! Names in code: of imports, in the words of macros, in attributes.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Item, Meta, UseTree};

use super::module::Use;

/// A name without the mark of raw ones.
pub(super) fn plain(name: &syn::Ident) -> String {
    let name = name.to_string();
    name.strip_prefix("r#").map_or(name.clone(), str::to_owned)
}

/// The single names of an import.
pub(super) fn flatten(tree: &UseTree, above: &mut Vec<String>, out: &mut Vec<Use>) {
    match tree {
        UseTree::Path(path) => {
            above.push(plain(&path.ident));
            flatten(&path.tree, above, out);
            above.pop();
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, above, out)),
        UseTree::Glob(_) => out.push(Use { name: "*".into(), path: above.clone(), test: false }),
        UseTree::Name(name) => one(plain(&name.ident), None, above, out),
        UseTree::Rename(rename) => one(plain(&rename.ident), Some(plain(&rename.rename)), above, out),
    }
}

/// `a::b::{self}` brings `b` itself.
fn one(name: String, rename: Option<String>, above: &[String], out: &mut Vec<Use>) {
    let mut path = above.to_vec();
    if name != "self" || path.is_empty() {
        path.push(name);
    }
    let name = rename.or_else(|| path.last().cloned()).unwrap_or_default();
    out.push(Use { name, path, test: false });
}

/// Macros whose words are code of another crate.
const QUOTES: &[&str] = &["quote", "quote_spanned", "parse_quote"];

/// Whether a macro of this name writes code for others.
pub(super) fn is_quote(name: &str) -> bool {
    QUOTES.contains(&name)
}

/// Every path of a macro's words, those of one word included.
pub(super) fn paths(tokens: &TokenStream, each: &mut dyn FnMut(Vec<String>)) {
    let (mut path, mut colons, mut quoted) = (Vec::<String>::new(), 0, false);
    for token in tokens.clone() {
        match &token {
            TokenTree::Punct(mark) if mark.as_char() == ':' && !path.is_empty() => colons += 1,
            TokenTree::Ident(word) => {
                if colons != 2 {
                    each(std::mem::take(&mut path));
                }
                path.push(plain(word));
                (colons, quoted) = (0, false);
            }
            TokenTree::Group(group) if !quoted => {
                each(std::mem::take(&mut path));
                paths(&group.stream(), each);
            }
            _ => {
                quoted = token.to_string() == "!" && path.last().is_some_and(|word| is_quote(word));
                each(std::mem::take(&mut path));
            }
        }
    }
    each(path);
}

/// Whether a word stands anywhere in tokens.
pub(super) fn has_word(tokens: &TokenStream, word: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => has_word(&group.stream(), word),
        _ => false,
    })
}

/// Whether an attribute switches by a feature.
pub(super) fn is_switch(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else { return false };
    // Behind the comma stands what is said, such as which feature pages name.
    let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ',');
    let condition = || list.tokens.clone().into_iter().take_while(|token| !is_comma(token)).collect();
    list.path.is_ident("cfg") && has_word(&list.tokens, "feature")
        || list.path.is_ident("cfg_attr") && has_word(&condition(), "feature")
}

/// Whether an attribute keeps code for tests: `cfg(test)`, alone or with other conditions.
pub(super) fn is_test(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else { return attribute.path().is_ident("test") };
    let words = list.tokens.to_string();
    list.path.is_ident("cfg")
        && (words == "test" || words.starts_with("all") && has_word(&list.tokens, "test"))
}

/// The text of `#[name = "text"]`.
pub(super) fn text(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) = &pair.value else { return None };
    Some(text.value())
}

/// The attributes of an item.
pub(super) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::ExternCrate(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
