//! `lib.rs`, the program and the index files of folders.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::folder::{Entry, Folder};
use super::front;
use super::methods::Methods;
use super::module::Module;
use super::tokens;
use super::volumes::{self, Volume};
use crate::ir::{Operation, Service};
use crate::lower::names::ident;
use crate::options::{Options, Page};

/// `lib.rs` and the program. Of the crate's modules only those are declared that it has.
pub(super) fn roots(service: &Service, options: &Options, modules: &[Module]) -> Vec<Module> {
    vec![library(service, options, modules), main(options)]
}

fn library(service: &Service, options: &Options, modules: &[Module]) -> Module {
    let docs = front::page(service, &Methods::new(service, options));
    let (rt, command) = (tokens::runtime(), tokens::command());
    let mut items = vec![
        front::links(service),
        // docs.rs shows at each item which features it takes.
        quote!(#![cfg_attr(docsrs, feature(doc_cfg))]),
        quote!(use #rt as rt;),
        quote! {
            #[cfg(feature = "cli")]
            use #command as command;
        },
    ];
    items.extend(declarations(modules));
    items.extend(options.pages.iter().map(page));
    items.extend([
        // By name: rustc then tells which feature is missing.
        quote! {
            #[cfg(feature = "async")]
            pub use client::Client;
        },
        quote! {
            #[cfg(feature = "blocking")]
            pub use client::blocking;
        },
        quote!(pub use #rt as runtime;),
        quote! {
            #[cfg(any(feature = "async", feature = "blocking"))]
            pub use #rt::bulk;
        },
        quote!(pub use #rt::{Blob, Config, Credentials, Error, ErrorKind, Response, RetryConfig, RetryMode, Timestamp, Value};),
        quote!(
            pub use error::ErrorCode;
        ),
        quote!(
            pub use service::SERVICE;
        ),
    ]);
    if service.sign_in {
        items.push(quote! {
            #[cfg(feature = "srp")]
            pub use #rt::sign_in;
        });
    }
    Module::new("lib.rs", docs, items)
}

/// A page that somebody has written; it is there for readers, and not in programs.
fn page(page: &Page) -> TokenStream {
    let Page { name, file, features } = page;
    let name = ident(name);
    quote! {
        #[cfg(all(doc #(, feature = #features)*))]
        #[doc = include_str!(#file)]
        pub mod #name {}
    }
}

/// Declarations of the crate's own modules.
fn declarations(modules: &[Module]) -> impl Iterator<Item = TokenStream> {
    let names: BTreeSet<&str> = modules.iter().map(|m| m.root()).collect();
    names.into_iter().map(|name| {
        let module = ident(name);
        match name {
            "client" => quote!(
                #[cfg(any(feature = "async", feature = "blocking"))]
                mod client;
            ),
            "cli" => quote!(
                #[cfg(feature = "cli")]
                pub mod cli;
            ),
            "test_util" => quote!(
                #[cfg(feature = "test-util")]
                pub mod test_util;
            ),
            "tasks" | "types" => quote!(
                pub mod #module;
            ),
            _ => quote!(mod #module;),
        }
    })
}

/// The command line.
fn main(options: &Options) -> Module {
    let (library, command) = (ident(&options.library()), tokens::command());
    let items = vec![
        quote! {
            #[cfg(target_env = "musl")]
            #[global_allocator]
            static ALLOCATOR: #command::Allocator = #command::Allocator;
        },
        quote! {
            fn main() -> std::process::ExitCode {
                #command::main(&#library::cli::PROGRAM)
            }
        },
    ];
    Module::new("main.rs", "The command line.", items)
}

/// The folder of operations.
pub(super) fn operations(service: &Service) -> Folder<'_> {
    let entries = service.operations.iter().map(|o| Entry { module: &o.ident, exports: Vec::new() });
    Folder::new("operations", entries.collect())
}

/// The folder of types.
pub(super) fn types(service: &Service) -> Folder<'_> {
    let entries = service.types.iter().map(|ty| {
        let at = ty.at();
        Entry { module: &at.module, exports: vec![&at.ident] }
    });
    Folder::new("types", entries.collect())
}

/// `requests.rs`: the types that stand in the files of operations, in one place for `types` to export.
pub(super) fn requests(service: &Service) -> Vec<Module> {
    let exports: Vec<(String, TokenStream)> = service.operations.iter().filter_map(exports).collect();
    let lines: Vec<_> = exports.iter().map(|(name, item)| (name.clone(), tokens::lines(item))).collect();
    if exports.is_empty() {
        return Vec::new();
    }
    let volumes = volumes::volumes(&lines, volumes::MOST);
    let items = |v: &Volume| v.members.iter().map(|i| exports[*i].1.clone()).collect::<Vec<_>>();
    let docs = "Requests and replies, which stand in the files of their operations.";
    if let [one] = volumes.as_slice() {
        return vec![Module::new("requests.rs", docs, items(one))];
    }
    let names: Vec<Ident> = volumes.iter().map(|v| ident(&v.title)).collect();
    let index =
        names.iter().map(|name| quote!(mod #name;)).chain(names.iter().map(|name| quote!(pub use #name::*;)));
    let mut modules = vec![Module::new("requests/mod.rs", docs, index)];
    modules.extend(volumes.iter().map(|v| {
        let docs = format!("{docs} One volume of several.");
        Module::new(format!("requests/{}.rs", v.title), docs, items(v))
    }));
    modules
}

fn exports(operation: &Operation) -> Option<(String, TokenStream)> {
    let own: Vec<&Ident> = operation.own_structures().map(|s| &s.at.ident).collect();
    let module = &operation.ident;
    let item = match own.as_slice() {
        [] => return None,
        [one] => quote!(pub use crate::operations::#module::#one;),
        many => quote!(pub use crate::operations::#module::{#(#many),*};),
    };
    Some((super::module::file(module), item))
}
