//! The crate's front page: what it offers, and an example of each thing that people begin with.

mod settings;

use proc_macro2::TokenStream;
use quote::quote;

use super::methods::{Client, Methods, statements};
use crate::ir::{ErrorShape, Operation, Service};
use crate::prose::plain;

/// Runs over many records.
const MANY: &str = "# Many records\n\n[`bulk`] makes one call for each of many records: so many at a time, at a rate, with results in \
                    the records' order, and with a journal that lets a run which was cut off go on. `Bulk::run` is an \
                    iterator on threads, `Bulk::stream` a stream for the async client; the command's `--for-each` does the same.";

/// The page, CommonMark.
pub(super) fn page(service: &Service, methods: &Methods<'_>) -> String {
    let library = &methods.library;
    let docs = match service.docs.as_str() {
        "" => format!("Client and command line of {}.", plain::escaped(&service.full_name)),
        docs => docs.to_owned(),
    };
    let mut sections = vec![docs, features(service), first_call(service, methods)];
    sections.push(settings::settings(service, methods));
    let renewal = simple(service).map(|operation| renewal(methods, operation));
    sections.push(settings::credentials(methods, renewal));
    sections.extend(listed(service).map(|operation| pages(methods, operation)));
    sections.push(MANY.to_owned());
    sections.extend(failing(service).map(|operation| errors(service, methods, operation)));
    sections.extend(service.sign_in.then(|| sign_in(methods)));
    sections.extend(simple(service).map(|operation| testing(methods, operation)));
    let tasks = match service.tasks.is_empty() {
        true => "",
        false => "Operations are listed by purpose in [`tasks`]. ",
    };
    sections.push(format!(
        "# Values\n\nEvery structure has public fields and, where members are required, a `new` that takes them; the rest is \
         `..Type::new(…)` or `..Type::default()`. Structures implement serde's traits in the names of the wire, so a file that the \
         command line printed loads into the reply's type, and they parse from the command line's shorthand. `Debug` hides what \
         the model calls sensitive. Enums keep values that this version does not know in `Other`, \
         and compare by what they read. Optional members have setters too, which take literals and lists: \
         `Type::new(…).member(…)`.\n\n\
         {tasks}All types are in [`types`]; the tables behind them, for generic programs, in [`runtime::schema`] and \
         [`SERVICE`]. `{library}::runtime` is the crate underneath.",
    ));
    sections.join("\n\n")
}

fn features(service: &Service) -> String {
    let sign_in = match service.sign_in {
        true => {
            "| `srp` | [`sign_in`]: signing users in |\n| `jwt` | `sign_in::jwt`: tokens of users, verified; with all of `srp` |\n"
        }
        false => "",
    };
    format!(
        "# Features\n\n\
         | feature | what it brings |\n|---|---|\n\
         | `blocking` (default) | [`blocking::Client`], over ureq; no async runtime |\n\
         | `async` | [`Client`], over reqwest; runs on tokio |\n\
         | `cli` | the command `{}`, and its tables in [`cli`] |\n\
         | `test-util` | [`test_util`]: stand-ins for the service that cannot reach a network |\n{sign_in}\
         | `tracing` | a span for each call, an event for each attempt and for each source of credentials that is asked |\n\
         | `jiff`, `chrono`, `time` | [`Timestamp`] to and from the types of these crates |\n\
         | `aws-credential-types` | credentials providers of the AWS SDK |\n\n\
         TLS is rustls with ring in both clients. A build with `blocking` alone has no tokio in it, one with `async` alone no ureq, \
         and neither has code of the command line.",
        service.program
    )
}

/// Where the page's links to parts lead that a feature brings: to the list of features in builds without it.
pub(super) fn links(service: &Service) -> TokenStream {
    let parts =
        [("blocking::Client", "blocking"), ("Client", "async"), ("cli", "cli"), ("test_util", "test-util")];
    let sign_in = service.sign_in.then_some(("sign_in", "srp"));
    let links = parts.into_iter().chain(sign_in).map(|(part, feature)| {
        let (with, without) = (format!("[`{part}`]: crate::{part}"), format!("[`{part}`]: crate#features"));
        quote! {
            #![cfg_attr(feature = #feature, doc = #with)]
            #![cfg_attr(not(feature = #feature), doc = #without)]
        }
    });
    // The blank line ends what stands before.
    quote!(#![doc = ""] #(#links)*)
}

/// Signing in, with a password that is proved and one challenge.
fn sign_in(methods: &Methods<'_>) -> String {
    let library = &methods.library;
    let lines = format!(
        "use {library}::sign_in::{{Challenge, Options}};\n\n\
         let client = {library}::blocking::Client::builder().region(\"us-east-1\").build()?;\n\
         let options = Options {{\n    user_pool_id: Some(\"us-east-1_EXAMPLE01\".into()),\n    \
             password: Some(\"correct horse\".into()),\n    ..Options::new(\"1example23456789\", \"jane\")\n}};\n\
         let tokens = client.sign_in(options, |challenge, refused| match (challenge, refused) {{\n    \
             (_, Some(error)) => Err(error),\n    \
             (Challenge::SoftwareTokenMfa(code), None) => Ok(code.code(\"123456\")),\n    \
             (other, None) => panic!(\"not prepared for {{other:?}}\"),\n}})?;\n\
         println!(\"{{:?}}\", tokens.expires_in);"
    );
    let example = methods
        .code(Client::Blocking, &lines)
        .replace("feature = \"blocking\"", "all(feature = \"blocking\", feature = \"srp\")");
    format!(
        "# Signing in\n\nFeature `srp` signs users in: `sign_in` sends what has to be sent, proves passwords (SRP) and known \
         devices, and asks you for what only a person can tell. [`sign_in`] has the parts, for programs that send requests by \
         themselves. It needs no AWS credentials.\n\n{example}"
    )
}

fn first_call(service: &Service, methods: &Methods<'_>) -> String {
    let Some(operation) = simple(service) else { return "# First call".to_owned() };
    format!(
        "# First call\n\nWithout an async runtime:\n\n{}\n\nWith one:\n\n{}",
        methods.example(operation, Client::Blocking),
        methods.example(operation, Client::Async)
    )
}

fn pages(methods: &Methods<'_>, operation: &Operation) -> String {
    let example = |client| {
        let items = operation.pages.as_ref().and_then(|pages| pages.items.as_ref());
        items.map(|items| methods.items_example(operation, items, client)).unwrap_or_default()
    };
    format!(
        "# Lists\n\nOperations that answer page by page have a method for all items and one for the pages:\n\n{}\n\n{}",
        example(Client::Blocking),
        example(Client::Async)
    )
}

fn errors(service: &Service, methods: &Methods<'_>, operation: &Operation) -> String {
    let (ident, library) = (&operation.ident, &methods.library);
    let arguments = methods.arguments(operation);
    let code = rarest(service, operation).map(|error| &error.variant);
    let lines = statements(&quote! {
        match client.#ident(#arguments) {
            Ok(_) => println!("done"),
            Err(error) if error.is(ErrorCode::#code) => println!("refused: {}", error.message()),
            Err(error) if error.is_retryable() => println!("later, perhaps: {error}"),
            Err(error) => return Err(error),
        }
    });
    let uses = if lines.contains("types::") { "ErrorCode, types" } else { "ErrorCode" };
    let uses = if uses.contains(',') { format!("{{{uses}}}") } else { uses.to_owned() };
    let lines = format!("use {library}::{uses};\n\n{}\n{lines}", methods.connect(Client::Blocking));
    format!(
        "# Errors\n\nThere is one [`Error`]. Printed, it is the sentence that the AWS CLI prints, and behind it the command that puts it right, if one does; [`ErrorCode`] has the service's own \
         codes, and [`Error::details`] the structure that the model has for one.\n\n{}",
        methods.code(Client::Blocking, &lines)
    )
}

fn testing(methods: &Methods<'_>, operation: &Operation) -> String {
    let (ident, library, name) = (&operation.ident, &methods.library, &operation.name);
    let arguments = methods.arguments(operation);
    let lines = statements(&quote! {
        let mock = test_util::mock();
        mock.on(#name, test_util::Reply::sample());
        let client = blocking::Client::new(mock.config())?;
        client.#ident(#arguments)?;
        assert_eq!(mock.requests()[0].operation(), #name);
    });
    let types = if lines.contains("types::") { ", types" } else { "" };
    let example = format!(
        "```\n# #[cfg(all(feature = \"blocking\", feature = \"test-util\"))]\n# fn example() -> Result<(), {library}::Error> {{\n\
         use {library}::{{blocking, test_util{types}}};\n\n{lines}\n# Ok(())\n# }}\n\
         # #[cfg(all(feature = \"blocking\", feature = \"test-util\"))]\n# example()?;\n# Ok::<(), {library}::Error>(())\n```"
    );
    format!("# Tests\n\nFeature `test-util` brings stand-ins for tests of your own program:\n\n{example}")
}

/// What a program says where somebody has to sign in again.
fn renewal(methods: &Methods<'_>, operation: &Operation) -> String {
    let (ident, arguments) = (&operation.ident, methods.arguments(operation));
    let lines = statements(&quote! {
        if let Err(error) = client.#ident(#arguments) && let Some(command) = error.remedy() {
            eprintln!("sign in again: {command}");
        }
    });
    let types = if lines.contains("types::") {
        format!("use {}::types;\n\n", methods.library)
    } else {
        String::new()
    };
    methods.code(Client::Blocking, &format!("{types}{}\n{lines}", methods.connect(Client::Blocking)))
}

/// An operation to begin with: what returns something, and best a list.
fn simple(service: &Service) -> Option<&Operation> {
    listed(service).or_else(|| shortest(service, |o| o.output.is_some()))
}

/// A list whose items have a method.
fn listed(service: &Service) -> Option<&Operation> {
    let has_items = |o: &Operation| o.pages.as_ref().is_some_and(|p| p.items.is_some());
    shortest(service, |o| has_items(o) && o.paginator.is_some()).or_else(|| shortest(service, has_items))
}

/// An operation with an error of its own.
fn failing(service: &Service) -> Option<&Operation> {
    shortest(service, |o| !o.errors.is_empty() && o.output.is_some())
}

/// Of the operations that people may call and that fit, the one with the shortest name: it is rarely an
/// obscure one.
fn shortest(service: &Service, fits: impl Fn(&Operation) -> bool) -> Option<&Operation> {
    let usable = service.operations.iter().filter(|o| o.unsupported.is_none() && !o.deprecated);
    usable.filter(|o| fits(o)).min_by_key(|o| o.name.len())
}

/// Of an operation's errors, the one that the fewest others have.
fn rarest<'s>(service: &'s Service, operation: &Operation) -> Option<&'s ErrorShape> {
    let users = |index: &usize| service.operations.iter().filter(|o| o.errors.contains(index)).count();
    operation.errors.iter().min_by_key(|index| users(index)).map(|index| &service.errors[*index])
}
