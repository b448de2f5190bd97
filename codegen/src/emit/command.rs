//! What the command line adds to the schema: names, words, examples.

use proc_macro2::TokenStream;
use quote::quote;

use super::module::Module;
use super::{lists, tokens};
use crate::ir::{Enum, Example, Operation, Place, Service, Structure};
use crate::options::Options;

/// `cli/`: the program's table, its commands, the words about shapes.
pub(super) fn modules(service: &Service, options: &Options) -> Vec<Module> {
    let items = [
        quote!(
            mod commands;
        ),
        quote!(
            mod shapes;
        ),
    ];
    let items = items.into_iter().chain(tokens::with_imports(vec![program(service, options)]));
    let mut modules = vec![Module::new("cli/mod.rs", "The command line's table.", items.collect())];
    let called = service.operations.iter().filter(|o| o.is_command()).map(|o| {
        let module = &o.ident;
        quote!(&operations::#module::COMMAND)
    });
    let called: Vec<TokenStream> = called.collect();
    let (command, words) = (quote!(&crate::command::Command), quote!(&crate::command::ShapeDocs));
    modules.extend(lists::modules("cli/commands", "Every command, in the model's order.", &command, &called));
    let mut shapes = shape_docs(service);
    shapes.sort_by(|a, b| a.0.cmp(&b.0));
    let shapes: Vec<TokenStream> = shapes.into_iter().map(|(_, path)| path).collect();
    modules.extend(lists::modules("cli/shapes", "Words about every structure and enum.", &words, &shapes));
    modules
}

fn program(service: &Service, options: &Options) -> TokenStream {
    let full = options.full_program();
    let Service { program, docs, .. } = service;
    let extras = extras(service);
    quote! {
        /// The program.
        pub static PROGRAM: crate::command::Program = crate::command::Program {
            name: #program,
            full: #full,
            version: env!("CARGO_PKG_VERSION"),
            service: &crate::SERVICE,
            docs: #docs,
            commands: commands::ALL,
            extras: &[#(crate::command::Extra::#extras),*],
            shapes: shapes::ALL,
        };
    }
}

/// Commands that are no operation: variants of the runtime's `Extra`.
fn extras(service: &Service) -> Vec<TokenStream> {
    let login = service.sign_in.then(|| quote!(Login));
    login.into_iter().chain([quote!(StubServer)]).collect()
}

/// Paths of the words about every structure and enum, with the shapes' names.
fn shape_docs(service: &Service) -> Vec<(String, TokenStream)> {
    let types = service.types.iter().map(|ty| {
        let module = &ty.at().module;
        (ty.name().to_owned(), quote!(&types::#module::DOCS))
    });
    let own = service.operations.iter().flat_map(Operation::own_structures).map(|s| {
        let module = &s.at.module;
        let docs = if s.at.place == Place::Request { quote!(REQUEST_DOCS) } else { quote!(RESPONSE_DOCS) };
        (s.name.clone(), quote!(&operations::#module::#docs))
    });
    types.chain(own).collect()
}

/// The command of an operation.
pub(super) fn command(operation: &Operation) -> TokenStream {
    let Operation { command, docs, .. } = operation;
    let options = operation.input.iter().flat_map(|io| &io.options);
    let examples = operation.examples.iter().map(|Example { title, command, output }| {
        quote!(crate::command::Example { title: #title, command: #command, output: #output })
    });
    quote! {
        #[cfg(feature = "cli")]
        pub(crate) static COMMAND: crate::command::Command = crate::command::Command {
            name: #command,
            operation: &OPERATION,
            options: &[#(#options),*],
            docs: #docs,
            examples: &[#(#examples),*],
        };
    }
}

/// Words about a structure, for the command line's help.
pub(super) fn structure_docs(structure: &Structure, table: &TokenStream) -> TokenStream {
    let members = structure.fields.iter().map(|f| &f.docs);
    docs(table, &structure.name, &structure.docs, quote!(#(#members),*), TokenStream::new())
}

/// Words about an enum and those of its values that have some.
pub(super) fn enum_docs(e: &Enum) -> TokenStream {
    let values = e.variants.iter().filter(|v| !v.docs.is_empty()).map(|v| {
        let (value, docs) = (&v.value, &v.docs);
        quote!(crate::command::ValueDocs { value: #value, docs: #docs })
    });
    docs(&quote!(DOCS), &e.name, &e.docs, TokenStream::new(), quote!(#(#values),*))
}

fn docs(
    table: &TokenStream,
    shape: &str,
    docs: &str,
    members: TokenStream,
    values: TokenStream,
) -> TokenStream {
    quote! {
        #[cfg(feature = "cli")]
        pub(crate) static #table: crate::command::ShapeDocs = crate::command::ShapeDocs {
            shape: #shape,
            docs: #docs,
            members: &[#members],
            values: &[#values],
        };
    }
}
