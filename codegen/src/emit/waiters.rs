//! What one waits for: a table, the clients' methods and a command, in the file of the operation that is asked.

use proc_macro2::TokenStream;
use quote::quote;

use super::methods::{Client, Methods, argument, request, statements};
use super::tokens::{self, Scope};
use crate::ir::{Acceptor, Expected, Matcher, Operation, Waiter};

/// The items of an operation's waiters.
pub(super) fn items(methods: &Methods<'_>, operation: &Operation, scope: &Scope) -> Vec<TokenStream> {
    if operation.waiters.is_empty() {
        return Vec::new();
    }
    let of = |client| operation.waiters.iter().map(move |w| method(methods, operation, w, scope, client));
    let (asynchronous, blocking) = (of(Client::Async), of(Client::Blocking));
    let clients = [
        quote! {
            #[cfg(feature = "async")]
            impl crate::Client { #(#asynchronous)* }
        },
        quote! {
            #[cfg(feature = "blocking")]
            impl crate::blocking::Client { #(#blocking)* }
        },
    ];
    let tables = operation.waiters.iter().map(table);
    let commands = operation.waiters.iter().flat_map(|waiter| command(operation, waiter));
    clients.into_iter().chain(tables).chain(commands).collect()
}

/// The path of a waiter's command.
pub(super) fn path(operation: &Operation, waiter: &Waiter) -> TokenStream {
    let (module, waiting) = (&operation.ident, waiting(waiter));
    quote!(&operations::#module::#waiting)
}

fn waiting(waiter: &Waiter) -> proc_macro2::Ident {
    quote::format_ident!("{}_COMMAND", waiter.table)
}

fn method(
    methods: &Methods<'_>,
    operation: &Operation,
    waiter: &Waiter,
    scope: &Scope,
    client: Client,
) -> TokenStream {
    let Waiter { method, table, .. } = waiter;
    let docs = tokens::docs(&docs(methods, operation, waiter, client));
    let deprecated = tokens::deprecated(operation.deprecated);
    let (request, argument, result) = (request(operation), argument(operation), scope.result());
    let given = match client {
        Client::Blocking => quote!(#result<(), rt::Error>),
        Client::Async => quote!(rt::asynchronous::Waiting),
    };
    quote! {
        #docs
        #deprecated
        #[inline]
        pub fn #method(&self #request, pace: rt::Pace) -> #given {
            self.inner().wait(&#table, #argument, pace)
        }
    }
}

fn docs(methods: &Methods<'_>, operation: &Operation, waiter: &Waiter, client: Client) -> String {
    let Waiter { until, delay, max_attempts, method, command, .. } = waiter;
    let program = &methods.service.program;
    let (arguments, wait) = (methods.arguments(operation), client.wait());
    let arguments = arguments.map(|arguments| quote!(#arguments,));
    let call = statements(&quote!(client.#method(#arguments Pace::default()) #wait?;));
    let library = &methods.library;
    let uses = match call.contains("types::") {
        true => format!("use {library}::runtime::Pace;\nuse {library}::types;"),
        false => format!("use {library}::runtime::Pace;"),
    };
    let example = methods.code(client, &format!("{uses}\n\n{}\n{call}", methods.connect(client)));
    format!(
        "Waits until {until}: asks `{}` again and again, {delay} s apart and {max_attempts} times at most, unless `pace` \
         says otherwise.\n\nOn the command line: `{program} wait {command}`.\n\n{example}\n\n# Errors\n\nAs \
         [`Error`](crate::Error) says; [`ErrorKind::Wait`](crate::ErrorKind::Wait) if the state did not come.",
        operation.name
    )
}

fn table(waiter: &Waiter) -> TokenStream {
    let Waiter { name, table, delay, max_attempts, .. } = waiter;
    let acceptors = waiter.acceptors.iter().map(acceptor);
    quote! {
        #[cfg(any(feature = "async", feature = "blocking"))]
        static #table: rt::Waiter = rt::Waiter {
            name: #name,
            operation: &OPERATION,
            delay: #delay,
            max_attempts: #max_attempts,
            acceptors: &[#(#acceptors),*],
        };
    }
}

fn acceptor(acceptor: &Acceptor) -> TokenStream {
    let matcher = match &acceptor.matcher {
        Matcher::Path(path, value) => located(&quote!(Path), path, value),
        Matcher::PathAll(path, value) => located(&quote!(PathAll), path, value),
        Matcher::PathAny(path, value) => located(&quote!(PathAny), path, value),
        Matcher::Status(status) => quote!(Status(#status)),
        Matcher::Error(code) => quote!(Error(#code)),
        Matcher::Errors(any) => quote!(Errors(#any)),
    };
    let verdict = crate::lower::names::ident(acceptor.verdict);
    quote!(rt::Acceptor { matcher: rt::Matcher::#matcher, verdict: rt::Verdict::#verdict })
}

fn located(matcher: &TokenStream, path: &str, value: &Expected) -> TokenStream {
    let value = match value {
        Expected::Text(text) => quote!(Text(#text)),
        Expected::Number(number) => quote!(Number(#number)),
        Expected::Flag(flag) => quote!(Flag(#flag)),
    };
    quote!(#matcher(#path, rt::Expected::#value))
}

fn command(operation: &Operation, waiter: &Waiter) -> [TokenStream; 2] {
    let Waiter { table, command: name, .. } = waiter;
    let (static_name, words) = (waiting(waiter), quote::format_ident!("{table}_WORDS"));
    let docs = waiter.command_docs(operation);
    let said = quote! {
        #[cfg(feature = "cli")]
        const #words: crate::command::Words = crate::command::Words {
            name: #name,
            options: WORDS.options,
            docs: #docs,
            examples: crate::command::Texts::of(crate::command::texts!()),
        };
    };
    let command = quote! {
        #[cfg(feature = "cli")]
        pub(crate) static #static_name: crate::command::Wait = crate::command::Wait {
            command: crate::command::Command {
                words: crate::command::joined!(#words),
                operation: &OPERATION,
                pair: None,
                resent: None,
                by_hand: None,
            },
            waiter: &#table,
        };
    };
    [said, command]
}
