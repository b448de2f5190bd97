//! What the command line adds to the schema: names, words, examples.

use proc_macro2::TokenStream;
use quote::quote;

use super::module::Module;
use super::{lists, tokens};
use crate::ir::{Enum, Example, Listed, Operation, Place, Service, Structure};
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
    let (command, words) = (quote!(&crate::command::Command), quote!(crate::command::ShapeDocs));
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
    let resources = service.listed.iter().flat_map(|listed| {
        let given = listed.given.iter().map(|(theirs, ours)| format!("{theirs}={ours}"));
        let given = given.collect::<Vec<_>>().join(",");
        let Listed { operation, member, lists, parameters, values, about, .. } = listed;
        [operation, member, lists, parameters, &given, values, about].map(String::clone)
    });
    quote! {
        /// The program.
        pub static PROGRAM: crate::command::Program = crate::command::Program {
            name: #program,
            full: #full,
            version: env!("CARGO_PKG_VERSION"),
            service: &crate::SERVICE,
            docs: #docs,
            commands: commands::ALL,
            extras: &[#(&crate::command::#extras),*],
            shapes: shapes::ALL,
            resources: crate::command::Texts::of(crate::command::texts!(#(#resources),*)),
        };
    }
}

/// Commands that are no operation, by their names in the command line's crate.
fn extras(service: &Service) -> Vec<TokenStream> {
    let login = service.sign_in.then(|| quote!(LOGIN));
    [quote!(INSTALL_AS_AWS)].into_iter().chain(login).chain([quote!(STUB_SERVER)]).collect()
}

/// Paths of the words about every structure and enum, with the shapes' names.
fn shape_docs(service: &Service) -> Vec<(String, TokenStream)> {
    let types = service.types.iter().map(|ty| {
        let module = &ty.at().module;
        (ty.name().to_owned(), quote!(types::#module::DOCS))
    });
    let own = service.operations.iter().flat_map(Operation::own_structures).map(|s| {
        let module = &s.at.module;
        let docs = if s.at.place == Place::Request { quote!(REQUEST_DOCS) } else { quote!(RESPONSE_DOCS) };
        (s.name.clone(), quote!(operations::#module::#docs))
    });
    types.chain(own).collect()
}

/// The command of an operation.
pub(super) fn command(operation: &Operation) -> TokenStream {
    let Operation { command, docs, .. } = operation;
    let options = joined(operation.input.iter().flat_map(|io| &io.options));
    let examples = operation.examples.iter();
    let examples = joined(examples.flat_map(|Example { title, command, output }| [title, command, output]));
    quote! {
        #[cfg(feature = "cli")]
        pub(crate) static COMMAND: crate::command::Command = crate::command::Command {
            name: #command,
            operation: &OPERATION,
            options: crate::command::Texts::of(#options),
            docs: #docs,
            examples: crate::command::Texts::of(#examples),
        };
    }
}

/// Words about a structure, for the command line's help.
pub(super) fn structure_docs(structure: &Structure, table: &TokenStream) -> TokenStream {
    docs(table, &structure.name, &structure.docs, structure.fields.iter().map(|f| &f.docs))
}

/// Words about an enum and those of its values that have some.
pub(super) fn enum_docs(e: &Enum) -> TokenStream {
    let values = e.variants.iter().filter(|v| !v.docs.is_empty());
    docs(&quote!(DOCS), &e.name, &e.docs, values.flat_map(|v| [&v.value, &v.docs]))
}

fn docs<'a>(
    table: &TokenStream,
    shape: &'a String,
    docs: &'a String,
    parts: impl Iterator<Item = &'a String>,
) -> TokenStream {
    let words = joined([shape, docs].into_iter().chain(parts));
    quote! {
        #[cfg(feature = "cli")]
        pub(crate) const #table: crate::command::ShapeDocs = crate::command::ShapeDocs::of(#words);
    }
}

/// Texts as one, as the command line's `Texts` reads them.
fn joined<'a>(texts: impl Iterator<Item = &'a String>) -> TokenStream {
    let texts: Vec<String> = texts.map(|text| text.replace('\0', "")).collect();
    quote!(crate::command::texts!(#(#texts),*))
}
