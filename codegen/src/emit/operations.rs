//! An operation: its request, its reply, its table, the client's method, its command.

use proc_macro2::TokenStream;
use quote::quote;

use super::folder::Folder;
use super::methods::{self, Methods};
use super::module::{Item, Module, importing};
use super::{command, current, pages, structures, tokens, waiters, words};
use crate::ir::{Constant, EndpointSource, Extras, Operation, Place, Service, Structure};
use tokens::Scope;

/// Who calls operations.
pub(super) trait Front {
    /// The methods by which this one is called.
    fn methods(&self, operation: &Operation, scope: &Scope) -> Vec<TokenStream>;

    /// How its request is used, CommonMark.
    fn usage(&self, _: &Operation) -> String {
        String::new()
    }
}

impl Front for Methods<'_> {
    fn methods(&self, operation: &Operation, scope: &Scope) -> Vec<TokenStream> {
        let mut items = self.items(operation, scope);
        items.extend(waiters::items(self, operation, scope));
        items
    }

    fn usage(&self, operation: &Operation) -> String {
        Methods::usage(self, operation)
    }
}

/// One file an operation.
pub(super) fn modules(service: &Service, front: &dyn Front, folder: &Folder<'_>) -> Vec<Module> {
    service.operations.iter().map(|o| module(service, front, o, folder.path(&o.ident))).collect()
}

fn module(service: &Service, front: &dyn Front, operation: &Operation, path: String) -> Module {
    let own: Vec<&Structure> = operation.own_structures().collect();
    let scope = Scope::new(own.iter().map(|s| &s.at.ident));
    let mut items: Vec<Item> = Vec::new();
    if operation.unsupported.is_none() {
        items.extend(front.methods(operation, &scope).into_iter().map(Item::from));
    }
    for structure in &own {
        let (belongs, usage) = match structure.at.place {
            Place::Request if operation.unsupported.is_none() => {
                (words::request(operation), front.usage(operation))
            }
            Place::Request => (words::request(operation), String::new()),
            _ => (words::reply(operation), String::new()),
        };
        let words = structures::Texts { belongs: &belongs, usage: &usage };
        items.extend(structures::items(structure, &words, &scope, &table_name(structure.at.place)));
        items.extend(methods::accessors(structure, operation, &scope).into_iter().map(Item::from));
    }
    items.extend(current::item(operation, &scope).map(Item::from));
    items.push(table(service, operation).into());
    items.extend(
        operation.is_command().then(|| command::command(operation)).into_iter().flatten().map(Item::from),
    );
    items.extend(own.iter().map(|s| {
        let name = if s.at.place == Place::Request { quote!(REQUEST_DOCS) } else { quote!(RESPONSE_DOCS) };
        Item::from(command::structure_docs(s, &name))
    }));
    if own.iter().any(|s| !s.fields.is_empty()) {
        items.insert(0, structures::reflects());
    }
    let docs = format!("`{}`.", operation.name);
    Module::new(path, docs, importing(items))
}

fn table_name(place: Place) -> TokenStream {
    match place {
        Place::Types => quote!(SHAPE),
        Place::Request => quote!(REQUEST),
        Place::Response => quote!(RESPONSE),
    }
}

fn table(service: &Service, operation: &Operation) -> TokenStream {
    let name = &operation.name;
    let (method, path) = (&operation.method, &operation.path);
    let http = (method != "POST" || path != "/").then(|| quote!(.http(#method, #path)));
    let input = operation.input.as_ref().map(|io| {
        let id = &io.type_ref.id.ident;
        quote!(.input(ids::#id))
    });
    let output = operation.output.as_ref().map(|io| {
        let id = &io.type_ref.id.ident;
        quote!(.output(ids::#id))
    });
    let errors = operation.errors.iter().map(|e| &service.errors[*e].at.id.ident);
    let errors = (!operation.errors.is_empty()).then(|| quote!(.errors(&[#(ids::#errors),*])));
    let unsigned = (!operation.signed).then(|| quote!(.unsigned()));
    let resets = operation.resets.then(|| quote!(.resets()));
    let host_prefix = operation.host_prefix.as_ref().map(|p| quote!(.host_prefix(#p)));
    let paginator = operation.paginator.as_ref().map(|rules| match operation.pages {
        Some(_) => quote!(.paginator(&PAGES)),
        None => {
            let rules = pages::paginator(rules);
            quote!(.paginator(&#rules))
        }
    });
    let parameters = endpoint_parameters(operation);
    let deprecated = operation.deprecated.then(|| quote!(.deprecated()));
    let unsupported = operation.unsupported.as_ref().map(|why| quote!(.unsupported(#why)));
    let wire = tokens::wire(operation.wire.as_ref());
    let wrapper = operation.result_wrapper.as_ref().map(|element| quote!(.result_wrapper(#element)));
    let extras = operation.extras.as_ref().map(extras);
    let discovery = operation.discovery.as_ref();
    let discovery = discovery.map(|module| quote!(.discovered_by(&operations::#module::OPERATION)));
    let traits = quote!(#http #host_prefix #parameters #unsupported #wire #wrapper #extras #discovery);
    let traits = (!traits.is_empty()).then(|| quote!(.traits(&rt::Traits::COMMON #traits)));
    quote! {
        pub(crate) static OPERATION: rt::Operation = rt::Operation::new(#name, &schema::TABLES)
            #input #output #errors #unsigned #resets #paginator #deprecated #traits;
    }
}

fn extras(extras: &Extras) -> TokenStream {
    let algorithms = &extras.replies;
    let replies = (!algorithms.is_empty()).then(|| quote!(replies: &[#(#algorithms),*],));
    let fields = [
        extras.unsigned_payload.then(|| quote!(unsigned_payload: true,)),
        extras.checksum_required.then(|| quote!(checksum_required: true,)),
        extras.checksum.as_ref().map(|member| quote!(checksum: Some(#member),)),
        extras.gzip.then(|| quote!(encoding: Some(&rt::encodings::GZIP),)),
        headers(&extras.headers),
        extras.validation.as_ref().map(|member| quote!(validation: Some(#member),)),
        replies,
    ];
    let fields = fields.iter().flatten();
    quote!(.extras(&rt::Extras { #(#fields)* ..rt::Extras::NONE }))
}

fn headers(headers: &[(String, String)]) -> Option<TokenStream> {
    let each = headers.iter().map(|(name, value)| quote!((#name, #value)));
    (!headers.is_empty()).then(|| quote!(headers: &[#(#each),*],))
}

fn endpoint_parameters(operation: &Operation) -> Option<TokenStream> {
    let parameters = operation.endpoint_parameters.iter().map(|(name, source)| {
        let source = match source {
            EndpointSource::Constant(Constant::Text(text)) => quote!(Text(#text)),
            EndpointSource::Constant(Constant::Flag(flag)) => quote!(Flag(#flag)),
            EndpointSource::Constant(Constant::Texts(texts)) => quote!(Texts(&[#(#texts),*])),
            EndpointSource::Member(member) => quote!(Member(#member)),
            EndpointSource::Path(path) => quote!(Path(#path)),
        };
        quote!(rt::EndpointParameter { name: #name, source: rt::EndpointSource::#source })
    });
    let is_empty = operation.endpoint_parameters.is_empty();
    (!is_empty).then(|| quote!(.endpoint_parameters(&[#(#parameters),*])))
}
