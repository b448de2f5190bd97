//! An operation: its request, its reply, its table, the client's method, its command.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Module, command, structures, tokens};
use crate::ir::{Constant, EndpointSource, Io, Operation, Paginator, Place, Service, Structure};
use tokens::Scope;

/// One file an operation.
pub(super) fn modules(service: &Service) -> impl Iterator<Item = Module> {
    service.operations.iter().map(|o| module(service, o))
}

fn module(service: &Service, operation: &Operation) -> Module {
    let own: Vec<&Structure> = own_structures(operation).collect();
    let scope = Scope::new(own.iter().map(|s| &s.at.ident));
    let mut items = Vec::new();
    if operation.unsupported.is_none() {
        items.push(method(service, operation, &scope));
    }
    for structure in &own {
        items.extend(structures::items(structure, &scope, &table_name(structure.at.place)));
    }
    items.push(table(service, operation));
    items.push(command::command(operation));
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

/// The client's method.
fn method(service: &Service, operation: &Operation, scope: &Scope) -> TokenStream {
    let Operation { ident, .. } = operation;
    let docs = tokens::docs(&method_docs(service, operation));
    let deprecated = tokens::deprecated(operation.deprecated);
    let result = scope.result();
    let request = operation.input.as_ref().map(|io| {
        let ty = io_type(io);
        quote!(, request: &#ty)
    });
    let reply = operation.output.as_ref().map_or_else(|| quote!(()), io_type);
    let argument = if operation.input.is_some() { quote!(request) } else { quote!(&rt::NoMembers) };
    let call = match operation.output {
        Some(_) => quote!(call),
        None => quote!(call_without_reply),
    };
    quote! {
        #[cfg(feature = "blocking")]
        impl crate::blocking::Client {
            #docs
            #deprecated
            #[inline]
            pub fn #ident(&self #request) -> #result<#reply, rt::Error> {
                self.inner().#call(&OPERATION, #argument)
            }
        }
    }
}

fn io_type(io: &Io) -> TokenStream {
    match io.type_ref.place {
        Place::Types => tokens::type_path(&io.type_ref),
        _ => {
            let ident = &io.type_ref.ident;
            quote!(#ident)
        }
    }
}

fn method_docs(service: &Service, operation: &Operation) -> String {
    let text = match operation.docs.as_str() {
        "" => format!("Calls `{}`.", operation.name),
        text => text.to_owned(),
    };
    let codes = operation.errors.iter().map(|e| &service.errors[*e].variant);
    let codes: Vec<String> = codes.map(|v| format!("[`{v}`](crate::ErrorCode::{v})")).collect();
    let listed: String = codes.iter().map(|code| format!("\n- {code}")).collect();
    let listed = if listed.is_empty() { listed } else { format!(" The service's own:\n{listed}") };
    let command = format!("On the command line: `{} {}`.", service.program, operation.command);
    format!("{text}\n\n{command}\n\n# Errors\n\nAs [`Error`](crate::Error) says.{listed}")
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
    let paginator = operation.paginator.as_ref().map(paginator);
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

fn paginator(p: &Paginator) -> TokenStream {
    let Paginator { input_tokens, output_tokens, result_keys, non_aggregate_keys, .. } = p;
    let optional = |text: &Option<String>| match text {
        Some(text) => quote!(Some(#text)),
        None => quote!(None),
    };
    let (more_results, limit_key) = (optional(&p.more_results), optional(&p.limit_key));
    quote! {
        .paginator(&rt::Paginator {
            input_tokens: &[#(#input_tokens),*],
            output_tokens: &[#(#output_tokens),*],
            more_results: #more_results,
            limit_key: #limit_key,
            result_keys: &[#(#result_keys),*],
            non_aggregate_keys: &[#(#non_aggregate_keys),*],
        })
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
