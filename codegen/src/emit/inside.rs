//! A module of another crate in the place of a crate: in go the modules of the crate that it would be, out come those that
//! are left of it, with paths that begin at the module's root. What features switch in a crate is left out: there is nothing
//! to switch inside of another one.

use proc_macro2::{Delimiter, Group, Ident, Literal, TokenStream, TokenTree};
use quote::quote;

use super::module::{Item, Module, importing};
use super::operations::Front;
use super::tokens::{self, Scope, io_type};
use crate::error::{Error, Result};
use crate::ir::{Operation, Service};
use crate::lower::names::ident;
use crate::options::Inside;
use crate::prose::plain;

/// The client's methods, as the files of operations have them.
pub(super) struct Methods;

impl Front for Methods {
    fn methods(&self, operation: &Operation, _: &Scope) -> Vec<TokenStream> {
        let method = &operation.ident;
        let docs = tokens::docs(&format!("Calls `{}`.", operation.name));
        let argument = operation.input.as_ref().map(|input| {
            let ty = io_type(input);
            quote!(, request: &#ty)
        });
        let request = if argument.is_some() { quote!(request) } else { quote!(&rt::NoMembers) };
        let (call, reply) = match &operation.output {
            Some(output) => (quote!(call), io_type(output)),
            None => (quote!(call_without_reply), quote!(())),
        };
        vec![quote! {
            impl crate::Client {
                #docs
                pub async fn #method(&self #argument) -> Result<#reply, rt::Error> {
                    self.0.#call(&OPERATION, #request).await
                }
            }
        }]
    }
}

/// `client.rs`.
pub(super) fn client(service: &Service) -> Module {
    let title = plain::escaped(&service.full_name);
    let docs = tokens::docs(&format!("Calls of {title}."));
    let items = vec![quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client(pub(super) rt::Client);

        impl Client {
            /// A client with these settings, whose requests are carried so.
            pub fn new(config: rt::Config, carrier: rt::Carrier) -> Client {
                Client(rt::Client::new(&crate::SERVICE, config, carrier))
            }
        }
    }];
    Module::new("client.rs", format!("The client of {title}."), importing(items))
}

/// `mod.rs`, which declares the others.
pub(super) fn root(service: &Service, inside: &Inside, modules: &[Module]) -> Result<Module> {
    let runtime = path(&inside.runtime)?;
    let mut names: Vec<&str> = modules.iter().map(Module::root).collect();
    names.sort_unstable();
    names.dedup();
    let mut items = vec![
        quote!(
            #![allow(
                dead_code,
                unreachable_pub,
                unused_imports,
                reason = "a model has more than its users need"
            )]
        ),
        // An alias that says nothing would be one word too many.
        if inside.runtime.ends_with("::rt") { quote!(use #runtime;) } else { quote!(use #runtime as rt;) },
    ];
    items.extend(names.into_iter().map(|name| {
        let module = ident(name);
        let visible = (name == "types" || name == "partitions").then(|| quote!(pub));
        quote!(#visible mod #module;)
    }));
    items.push(quote!(
        pub use client::Client;
    ));
    items.push(quote!(
        pub use service::SERVICE;
    ));
    Ok(Module::new("mod.rs", format!("{}.", plain::escaped(&service.full_name)), items))
}

/// `partitions.rs`, where another module has them already.
pub(super) fn partitions(of: &str) -> Result<Module> {
    let of = path(of)?;
    let items = vec![quote!(pub(crate) use #of::PARTITIONS;)];
    Ok(Module::new("partitions.rs", "AWS partitions, which another module has.", items))
}

/// The modules with paths that begin at the root, without what features switch.
pub(super) fn moved(modules: Vec<Module>, inside: &Inside) -> Result<Vec<Module>> {
    let root = path(&inside.root)?;
    let moved = |module: Module| {
        let items = module.items.into_iter().filter(|item| !is_switched(item));
        let items = items.map(|item| match item {
            Item::Tokens(tokens) => Item::Tokens(rooted(tokens, &root, &inside.root)),
            Item::Imports(_) => Item::Imports(inside.root.clone()),
            Item::Text(text) => Item::Text(text),
        });
        Module { items: items.collect(), ..module }
    };
    Ok(modules.into_iter().map(moved).collect())
}

fn path(text: &str) -> Result<TokenStream> {
    text.parse().map_err(|error| Error::new("options", "$.inside", format!("{text:?} is no path: {error}")))
}

/// Whether an item stands behind `#[cfg(feature = …)]`.
fn is_switched(item: &Item) -> bool {
    let Item::Tokens(tokens) = item else { return false };
    tokens.to_string().starts_with("# [cfg (feature")
}

/// `crate::` becomes the root, in code and in links of comments.
fn rooted(tokens: TokenStream, root: &TokenStream, text: &str) -> TokenStream {
    let mut out = TokenStream::new();
    let mut trees = tokens.into_iter().peekable();
    while let Some(tree) = trees.next() {
        let is_path = matches!(trees.peek(), Some(TokenTree::Punct(p)) if p.as_char() == ':');
        match tree {
            TokenTree::Ident(word) if is_path && is_crate(&word) => out.extend(root.clone()),
            TokenTree::Group(group) => out.extend([TokenTree::Group(inner(&group, root, text))]),
            TokenTree::Literal(literal) => out.extend([TokenTree::Literal(linked(literal, text))]),
            other => out.extend([other]),
        }
    }
    out
}

fn inner(group: &Group, root: &TokenStream, text: &str) -> Group {
    match group.delimiter() {
        // `pub(crate)`.
        Delimiter::Parenthesis if group.stream().to_string() == "crate" => group.clone(),
        delimiter => Group::new(delimiter, rooted(group.stream(), root, text)),
    }
}

fn is_crate(word: &Ident) -> bool {
    word == "crate"
}

/// Links of comments are paths, too.
fn linked(literal: Literal, root: &str) -> Literal {
    match syn::parse_str::<syn::LitStr>(&literal.to_string()) {
        Ok(text) if text.value().contains("](crate::") => {
            Literal::string(&text.value().replace("](crate::", &format!("]({root}::")))
        }
        _ => literal,
    }
}
