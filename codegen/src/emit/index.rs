//! `lib.rs`, `main.rs` and the index files of folders.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::methods::Methods;
use super::{Module, front, operations};
use crate::Options;
use crate::ir::{Service, Type};

/// The name of a module's file: raw identifiers lose their mark.
pub(super) fn file(module: &Ident) -> String {
    module.to_string().trim_start_matches("r#").to_owned()
}

/// The crate's skeleton.
pub(super) fn modules(service: &Service, options: &Options) -> Vec<Module> {
    let mut modules = vec![library(service, options), operations_index(service), types_index(service)];
    modules.push(main(options));
    modules
}

fn library(service: &Service, options: &Options) -> Module {
    let docs = front::page(service, &Methods::new(service, options));
    let mut items = vec![
        quote!(
            use cognito_idp_runtime as rt;
        ),
        quote!(
            #[cfg(feature = "cli")]
            pub mod cli;
        ),
        quote!(
            mod client;
        ),
        quote!(
            mod endpoint;
        ),
        quote!(
            mod error;
        ),
        quote!(
            mod operations;
        ),
        quote!(
            mod partitions;
        ),
        quote!(
            mod schema;
        ),
        quote!(
            pub mod types;
        ),
        quote!(
            pub use client::*;
        ),
        quote!(
            pub use cognito_idp_runtime as runtime;
        ),
        quote!(
            pub use cognito_idp_runtime::{Blob, Config, Error, Timestamp, Value};
        ),
        quote!(
            pub use error::ErrorCode;
        ),
    ];
    if service.sign_in {
        items.push(quote!(
            #[cfg(feature = "srp")]
            pub use cognito_idp_runtime::sign_in;
        ));
    }
    Module::new("lib.rs", docs, items)
}

fn main(options: &Options) -> Module {
    let library = crate::lower::names::ident(&options.library());
    let items = vec![quote! {
        fn main() -> std::process::ExitCode {
            cognito_idp_runtime::cli::main(&#library::cli::PROGRAM)
        }
    }];
    Module::new("main.rs", "The command line.", items)
}

fn operations_index(service: &Service) -> Module {
    let items = service.operations.iter().map(|o| {
        let module = &o.ident;
        quote!(pub(crate) mod #module;)
    });
    Module::new("operations/mod.rs", "One module for each operation.", items.collect())
}

fn types_index(service: &Service) -> Module {
    let (mut declarations, mut exports): (Vec<TokenStream>, Vec<TokenStream>) = Default::default();
    for ty in &service.types {
        let at = match ty {
            Type::Structure(s) => &s.at,
            Type::Enum(e) => &e.at,
        };
        let (module, ident) = (&at.module, &at.ident);
        declarations.push(quote!(pub(crate) mod #module;));
        exports.push(quote!(pub use #module::#ident;));
    }
    for operation in &service.operations {
        let own: Vec<&Ident> = operations::own_structures(operation).map(|s| &s.at.ident).collect();
        let module = &operation.ident;
        match own.as_slice() {
            [] => {}
            [one] => exports.push(quote!(pub use crate::operations::#module::#one;)),
            many => exports.push(quote!(pub use crate::operations::#module::{#(#many),*};)),
        }
    }
    declarations.extend(exports);
    Module::new("types/mod.rs", "Every structure and enum of the model.", declarations)
}
