//! An operation: its request, its reply, its table, the client's method, its command.

use proc_macro2::TokenStream;
use quote::quote;

use super::methods::{self, Methods};
use super::{Module, command, structures, tokens};
use crate::Options;
use crate::ir::{Constant, EndpointSource, Io, Operation, Paginator, Place, Service, Structure};
use tokens::Scope;

/// One file an operation.
pub(super) fn modules(service: &Service, options: &Options) -> Vec<Module> {
    let methods = Methods::new(service, options);
    service.operations.iter().map(|o| module(service, &methods, o)).collect()
}

fn module(service: &Service, methods: &Methods<'_>, operation: &Operation) -> Module {
    let own: Vec<&Structure> = own_structures(operation).collect();
    let scope = Scope::new(own.iter().map(|s| &s.at.ident));
    let mut items = Vec::new();
    if operation.unsupported.is_none() {
        items.extend(methods.items(operation, &scope));
    }
    for structure in &own {
        items.extend(structures::items(structure, &scope, &table_name(structure.at.place)));
        items.extend(methods::accessors(structure, operation, &scope));
    }
    items.push(table(service, operation));
    items.extend(operation.is_command().then(|| command::command(operation)));
    items.extend(own.iter().map(|s| {
        let name = if s.at.place == Place::Request { quote!(REQUEST_DOCS) } else { quote!(RESPONSE_DOCS) };
        command::structure_docs(s, &name)
    }));
    if own.iter().any(|s| !s.fields.is_empty()) {
        items.insert(
            0,
            quote!(
                use crate::rt::Reflect as _;
            ),
        );
    }
    items.insert(0, tokens::imports(&items));
    let docs = format!("`{}`.", operation.name);
    Module::new(format!("operations/{}.rs", super::index::file(&operation.ident)), docs, items)
}

/// Structures that stand in the operation's own file.
pub(super) fn own_structures(operation: &Operation) -> impl Iterator<Item = &Structure> {
    [&operation.input, &operation.output].into_iter().flatten().filter_map(|io| io.own.as_ref())
}

fn table_name(place: Place) -> TokenStream {
    match place {
        Place::Types => quote!(SHAPE),
        Place::Request => quote!(REQUEST),
        Place::Response => quote!(RESPONSE),
    }
}

pub(super) fn io_type(io: &Io) -> TokenStream {
    match io.type_ref.place {
        Place::Types => tokens::type_path(&io.type_ref),
        _ => {
            let ident = &io.type_ref.ident;
            quote!(#ident)
        }
    }
}

fn table(service: &Service, operation: &Operation) -> TokenStream {
    let name = &operation.name;
    let (method, path) = (&operation.method, &operation.path);
    let http = (method != "POST" || path != "/").then(|| quote!(.http(#method, #path)));
    let input = operation.input.as_ref().map(|io| {
        let shape = own_shape(io);
        quote!(.input(&#shape))
    });
    let output = operation.output.as_ref().map(|io| {
        let shape = own_shape(io);
        quote!(.output(&#shape))
    });
    let errors = operation.errors.iter().map(|e| &service.errors[*e].ident);
    let errors = (!operation.errors.is_empty()).then(|| quote!(.errors(&[#(&error::#errors),*])));
    let unsigned = (!operation.signed).then(|| quote!(.unsigned()));
    let host_prefix = operation.host_prefix.as_ref().map(|p| quote!(.host_prefix(#p)));
    let paginator = operation.paginator.as_ref().map(|rules| match operation.pages {
        Some(_) => quote!(.paginator(&PAGES)),
        None => {
            let rules = paginator(rules);
            quote!(.paginator(&#rules))
        }
    });
    let parameters = endpoint_parameters(operation);
    let deprecated = operation.deprecated.then(|| quote!(.deprecated()));
    let unsupported = operation.unsupported.as_ref().map(|why| quote!(.unsupported(#why)));
    quote! {
        pub(crate) static OPERATION: rt::Operation = rt::Operation::new(#name)
            #http #input #output #errors #unsigned #host_prefix #paginator #parameters #deprecated #unsupported;
    }
}

fn own_shape(io: &Io) -> TokenStream {
    match io.type_ref.place {
        Place::Types => tokens::type_shape(&io.type_ref),
        place => table_name(place),
    }
}

/// The table of rules for pages.
pub(super) fn paginator(p: &Paginator) -> TokenStream {
    let Paginator { input_tokens, output_tokens, result_keys, non_aggregate_keys, .. } = p;
    let optional = |text: &Option<String>| match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    };
    let (more_results, limit_key) = (optional(&p.more_results), optional(&p.limit_key));
    quote! {
        rt::Paginator {
            input_tokens: &[#(#input_tokens),*],
            output_tokens: &[#(#output_tokens),*],
            more_results: #more_results,
            limit_key: #limit_key,
            result_keys: &[#(#result_keys),*],
            non_aggregate_keys: &[#(#non_aggregate_keys),*],
        }
    }
}

fn endpoint_parameters(operation: &Operation) -> Option<TokenStream> {
    let parameters = operation.endpoint_parameters.iter().map(|(name, source)| {
        let source = match source {
            EndpointSource::Constant(Constant::Text(text)) => quote!(Text(#text)),
            EndpointSource::Constant(Constant::Flag(flag)) => quote!(Flag(#flag)),
            EndpointSource::Member(member) => quote!(Member(#member)),
        };
        quote!(rt::EndpointParameter { name: #name, source: rt::EndpointSource::#source })
    });
    let is_empty = operation.endpoint_parameters.is_empty();
    (!is_empty).then(|| quote!(.endpoint_parameters(&[#(#parameters),*])))
}
