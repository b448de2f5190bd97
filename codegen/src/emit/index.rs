//! `lib.rs`, the two programs and the index files of folders.

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
    modules.extend(mains(options));
    modules
}

fn library(service: &Service, options: &Options) -> Module {
    let docs = front::page(service, &Methods::new(service, options));
    let mut items = vec![
        quote!(
            use awsmodel_runtime as rt;
        ),
        quote!(
            #[cfg(feature = "cli")]
            use awsmodel_command as command;
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
            pub use awsmodel_runtime as runtime;
        ),
        quote!(
            pub use awsmodel_runtime::{Blob, Config, Error, Timestamp, Value};
        ),
        quote!(
            pub use error::ErrorCode;
        ),
    ];
    if service.sign_in {
        items.push(quote!(
            #[cfg(feature = "srp")]
            pub use awsmodel_runtime::sign_in;
        ));
    }
    Module::new("lib.rs", docs, items)
}

/// The command line twice: for keys that are at hand, and with everything that fetches credentials.
fn mains(options: &Options) -> [Module; 2] {
    let library = crate::lower::names::ident(&options.library());
    let main = |path: &str, docs: &str, entry: TokenStream| {
        let items = vec![quote! {
            fn main() -> std::process::ExitCode {
                awsmodel_command::#entry(&#library::cli::PROGRAM)
            }
        }];
        Module::new(path, docs, items)
    };
    [
        main("main.rs", "The command line.", quote!(main)),
        main(
            "full.rs",
            "The command line with everything that fetches credentials. `main.rs` starts it when they have to be.",
            quote!(main_with_dynamic_credentials),
        ),
    ]
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
