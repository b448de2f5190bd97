//! The clients' methods of an operation: the call, its pages and items, for each of the two clients.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::pages;
use super::sample::Samples;
use super::tokens::{self, Scope, io_type};
use crate::format;
use crate::ir::{Io, Items, Operation, Pages, Place, Service, Structure, Upload};
use crate::options::Options;

/// Names that a reply's accessor cannot have.
const TAKEN: &[&str] = &["new", "empty", "shape", "member", "member_mut", "clone", "eq", "fmt"];

/// What methods are written from.
pub(super) struct Methods<'a> {
    pub(super) service: &'a Service,
    pub(super) samples: Samples<'a>,
    pub(super) library: String,
}

/// One of the two clients.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Client {
    Async,
    Blocking,
}

impl Client {
    /// The runtime's module of the client.
    fn module(self) -> TokenStream {
        match self {
            Client::Async => quote!(asynchronous),
            Client::Blocking => quote!(blocking),
        }
    }

    /// What stands behind a call.
    pub(super) fn wait(self) -> Option<TokenStream> {
        (self == Client::Async).then(|| quote!(.await))
    }
}

impl<'a> Methods<'a> {
    pub(super) fn new(service: &'a Service, options: &Options) -> Methods<'a> {
        Methods { service, samples: Samples::new(service), library: options.library() }
    }

    /// The methods of both clients.
    pub(super) fn items(&self, operation: &Operation, scope: &Scope) -> Vec<TokenStream> {
        let call = |client| self.call(operation, scope, client);
        let pages =
            |client| operation.pages.as_ref().map(|pages| self.pages(operation, pages, scope, client));
        let (asynchronous, blocking) = (call(Client::Async), call(Client::Blocking));
        let (async_pages, blocking_pages) = (pages(Client::Async), pages(Client::Blocking));
        let upload = |client| operation.upload.as_ref().map(|upload| from(operation, upload, scope, client));
        let (async_upload, blocking_upload) = (upload(Client::Async), upload(Client::Blocking));
        let mut items = vec![
            quote! {
                #[cfg(feature = "async")]
                impl crate::Client { #asynchronous #async_upload #async_pages }
            },
            quote! {
                #[cfg(feature = "blocking")]
                impl crate::blocking::Client { #blocking #blocking_upload #blocking_pages }
            },
        ];
        items.extend(pages::rules(operation));
        items
    }

    fn call(&self, operation: &Operation, scope: &Scope, client: Client) -> TokenStream {
        let ident = &operation.ident;
        let docs = tokens::docs(&self.call_docs(operation, client));
        let deprecated = tokens::deprecated(operation.deprecated);
        let (result, request) = (scope.result(), request(operation));
        let reply = operation.output.as_ref().map_or_else(|| quote!(()), io_type);
        let argument = argument(operation);
        let (call, given) = match (client, &operation.output) {
            (Client::Blocking, None) => (quote!(call_without_reply), quote!(#result<(), rt::Error>)),
            (Client::Blocking, Some(_)) => (quote!(call), quote!(#result<#reply, rt::Error>)),
            (Client::Async, _) => (quote!(call), quote!(rt::asynchronous::Calling<#reply>)),
        };
        quote! {
            #docs
            #deprecated
            #[inline]
            pub fn #ident(&self #request) -> #given {
                self.inner().#call(&OPERATION, #argument)
            }
        }
    }

    fn call_docs(&self, operation: &Operation, client: Client) -> String {
        let text = match operation.docs.as_str() {
            "" => format!("Calls `{}`.", operation.name),
            text => text.to_owned(),
        };
        let command = match operation.is_command() {
            true => format!("On the command line: `{} {}`.\n\n", self.service.program, operation.command),
            false => String::new(),
        };
        let usage = match own_request(operation) {
            Some(at) => {
                format!(
                    "# Errors\n\nAs [`Error`](crate::Error) says. [`{at}`] has an example, and the service's own errors."
                )
            }
            None => format!("{}\n\n{}", self.example(operation, client), self.errors(operation)),
        };
        format!("{text}\n\n{command}{usage}")
    }

    /// How a request is sent, and what can go wrong, for the page of the request: the pages of the clients have all methods.
    pub(super) fn usage(&self, operation: &Operation) -> String {
        let (blocking, waiting) =
            (self.example(operation, Client::Blocking), self.example(operation, Client::Async));
        format!(
            "# Example\n\n{blocking}\n\nWith the async client:\n\n{waiting}\n\n{}",
            self.errors(operation)
        )
    }

    fn errors(&self, operation: &Operation) -> String {
        let codes = operation.errors.iter().map(|e| &self.service.errors[*e].variant);
        let codes: Vec<String> = codes.map(|v| format!("[`{v}`](crate::ErrorCode::{v})")).collect();
        let listed: String = codes.iter().map(|code| format!("\n- {code}")).collect();
        let listed = if listed.is_empty() { listed } else { format!(" The service's own:\n{listed}") };
        format!("# Errors\n\nAs [`Error`](crate::Error) says.{listed}")
    }

    /// What a call gets in an example: the least that the operation accepts.
    pub(super) fn arguments(&self, operation: &Operation) -> Option<TokenStream> {
        let request = operation.input.as_ref().map(|io| self.samples.structure(&io.type_ref))?;
        Some(request)
    }

    /// A call with the least that the operation accepts.
    pub(super) fn example(&self, operation: &Operation, client: Client) -> String {
        let ident = &operation.ident;
        let arguments = self.arguments(operation);
        let wait = client.wait();
        let call = match operation.output {
            Some(_) => quote! {
                let reply = client.#ident(#arguments) #wait?;
                println!("{reply:?}");
            },
            None => quote!(client.#ident(#arguments) #wait?;),
        };
        let types = if call.to_string().contains("types ::") {
            format!("use {}::types;\n\n", self.library)
        } else {
            String::new()
        };
        self.code(client, &format!("{types}{}\n{}", self.connect(client), statements(&call)))
    }

    pub(super) fn connect(&self, client: Client) -> String {
        let library = &self.library;
        match client {
            Client::Async => format!("let client = {library}::Client::from_env().await?;"),
            Client::Blocking => format!("let client = {library}::blocking::Client::from_env()?;"),
        }
    }

    /// Lines of an example, in a function that only compiles with the client's feature.
    pub(super) fn code(&self, client: Client, lines: &str) -> String {
        let (feature, is_async) = match client {
            Client::Async => ("async", "async "),
            Client::Blocking => ("blocking", ""),
        };
        format!(
            "```no_run\n# #[cfg(feature = \"{feature}\")]\n# {is_async}fn example() -> Result<(), {}::Error> {{\n{lines}\n\
             # Ok(())\n# }}\n# fn main() {{}}\n```",
            self.library
        )
    }

    fn pages(&self, operation: &Operation, pages: &Pages, scope: &Scope, client: Client) -> TokenStream {
        let Some(output) = &operation.output else { return TokenStream::new() };
        let (ident, reply, request) = (&pages.ident, io_type(output), request(operation));
        let module = client.module();
        let how = match client {
            Client::Async => "fetched one at a time: `next` awaits one, `stream` makes a stream",
            Client::Blocking => "fetched one at a time as the iterator is asked for them",
        };
        let docs = tokens::docs(&format!("The pages of `{}`, {how}.", operation.name));
        let deprecated = tokens::deprecated(operation.deprecated);
        let items = pages.items.as_ref().map(|items| self.page_items(operation, items, scope, client));
        quote! {
            #docs
            #deprecated
            #[inline]
            pub fn #ident(&self #request) -> rt::#module::Pages<#reply> {
                self.inner().pages(&OPERATION, &PAGES, request.borrow())
            }
            #items
        }
    }

    fn page_items(&self, operation: &Operation, items: &Items, scope: &Scope, client: Client) -> TokenStream {
        let Some(output) = &operation.output else { return TokenStream::new() };
        let (ident, field, item) = (&items.ident, &items.field, scope.ty(&items.ty));
        let (reply, request) = (io_type(output), request(operation));
        let module = client.module();
        let take = if items.plain { quote!(page.#field) } else { quote!(page.#field.unwrap_or_default()) };
        let example = self.items_example(operation, items, client);
        let docs = format!(
            "The items of all pages of `{}`, fetched page by page as they are asked for.\n\n{example}",
            operation.name
        );
        let docs = tokens::docs(&docs);
        let deprecated = tokens::deprecated(operation.deprecated);
        quote! {
            #docs
            #deprecated
            #[inline]
            pub fn #ident(&self #request) -> rt::#module::Items<#reply, #item> {
                self.inner().pages::<#reply>(&OPERATION, &PAGES, request.borrow()).items(|page| #take)
            }
        }
    }

    pub(super) fn items_example(&self, operation: &Operation, items: &Items, client: Client) -> String {
        let Some(input) = &operation.input else { return String::new() };
        let (ident, request) = (&items.ident, self.samples.structure(&input.type_ref));
        let walk = match client {
            Client::Async => quote! {
                let mut items = client.#ident(#request);
                while let Some(item) = items.next().await {
                    let item = item?;
                    println!("{item:?}");
                }
            },
            Client::Blocking => quote! {
                for item in client.#ident(#request) {
                    let item = item?;
                    println!("{item:?}");
                }
            },
        };
        let lines =
            format!("use {}::types;\n\n{}\n{}", self.library, self.connect(client), statements(&walk));
        self.code(client, &lines)
    }
}

/// The call whose body is read while it is sent.
fn from(operation: &Operation, upload: &Upload, scope: &Scope, client: Client) -> TokenStream {
    let (ident, result, request) = (&upload.ident, scope.result(), request(operation));
    let reply = operation.output.as_ref().map_or_else(|| quote!(()), io_type);
    let docs = tokens::docs(&format!(
        "As `{}`, with a body that is read while it is sent, anew for each attempt, such as a file that is too long to be \
         kept in memory. It is sent in the place of `{}`.",
        operation.ident, upload.member
    ));
    let deprecated = tokens::deprecated(operation.deprecated);
    let (call, given) = match (client, &operation.output) {
        (Client::Blocking, None) => (quote!(call_from_without_reply), quote!(#result<(), rt::Error>)),
        (Client::Blocking, Some(_)) => (quote!(call_from), quote!(#result<#reply, rt::Error>)),
        (Client::Async, _) => (quote!(call_from), quote!(rt::asynchronous::Calling<#reply>)),
    };
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #ident(&self #request, body: &rt::transport::Upload) -> #given {
            self.inner().#call(&OPERATION, request.borrow(), body)
        }
    }
}

/// Accessors that say which member a reply lacks.
pub(super) fn accessors(structure: &Structure, operation: &Operation, scope: &Scope) -> Option<TokenStream> {
    if structure.at.place != Place::Response {
        return None;
    }
    let ident = &structure.at.ident;
    let fields =
        structure.fields.iter().filter(|f| !f.plain && !TAKEN.contains(&f.ident.to_string().as_str()));
    let accessors = fields.map(|f| {
        let (field, name, ty, result) = (&f.ident, &f.name, scope.ty(&f.ty), scope.result());
        let docs = tokens::docs(&format!(
            "`{name}`, or an error that names it if the reply to `{}` has none.",
            operation.name
        ));
        quote! {
            #docs
            #[inline]
            pub fn #field(&self) -> #result<&#ty, rt::Error> {
                self.#field.as_ref().ok_or_else(|| rt::Error::missing(&OPERATION, #name))
            }
        }
    });
    let accessors: Vec<TokenStream> = accessors.collect();
    (!accessors.is_empty()).then(|| quote!(impl #ident { #(#accessors)* }))
}

/// The request of an operation, if it stands in the operation's own file.
fn own_request(operation: &Operation) -> Option<&Ident> {
    let at = operation.input.as_ref().map(|io| &io.type_ref)?;
    (at.place == Place::Request).then_some(&at.ident)
}

/// A request by value or by reference, whichever the caller has.
pub(super) fn request(operation: &Operation) -> Option<TokenStream> {
    operation.input.as_ref().map(|io: &Io| {
        let ty = io_type(io);
        quote!(, request: impl std::borrow::Borrow<#ty>)
    })
}

pub(super) fn argument(operation: &Operation) -> TokenStream {
    if operation.input.is_some() { quote!(request.borrow()) } else { quote!(&rt::NoMembers) }
}

/// Formatted statements, without the function around them.
pub(super) fn statements(tokens: &TokenStream) -> String {
    let text = format::formatted(quote!(fn example() { #tokens })).unwrap_or_else(|_| tokens.to_string());
    let lines: Vec<&str> = text.lines().collect();
    let inner = lines.get(1..lines.len().saturating_sub(1)).unwrap_or_default();
    inner.iter().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect::<Vec<_>>().join("\n")
}
