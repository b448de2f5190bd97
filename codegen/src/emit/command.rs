//! What the command line adds to the schema: names, words, examples.

use proc_macro2::TokenStream;
use quote::quote;

use super::module::{Item, Module, importing};
use super::{lists, tokens, waiters};
use crate::ir::{ByHand, Enum, Example, Listed, Operation, Pair, Place, Resent, Service, Stage, Structure};

/// `cli/`: the program's table, its commands, the words about shapes.
pub(super) fn modules(service: &Service) -> Vec<Module> {
    let items = [
        quote!(
            mod commands;
        ),
        quote!(
            mod shapes;
        ),
    ];
    let waits = waits(service);
    let declared = (!waits.is_empty()).then(|| {
        quote!(
            mod waits;
        )
    });
    let table = importing([program(service)]);
    let items = items.into_iter().chain(declared).map(Item::from).chain(table);
    let mut modules = vec![Module::new("cli/mod.rs", "The command line's table.", items)];
    let called = service.operations.iter().filter(|o| o.is_command()).map(|o| {
        let module = &o.ident;
        quote!(operations::#module::COMMAND)
    });
    let called: Vec<TokenStream> = called.collect();
    let (command, words) = (quote!(crate::command::Command), quote!(crate::command::ShapeDocs));
    modules.extend(lists::modules("cli/commands", "Every command, in the model's order.", &command, &called));
    if !waits.is_empty() {
        let (wait, docs) = (quote!(&crate::command::Wait), "What one can wait for, by name.");
        modules.extend(lists::modules("cli/waits", docs, &wait, &waits));
    }
    let mut shapes = shape_docs(service);
    shapes.sort_by(|a, b| a.0.cmp(&b.0));
    let shapes: Vec<TokenStream> = shapes.into_iter().map(|(_, path)| path).collect();
    modules.extend(lists::modules("cli/shapes", "Words about every structure and enum.", &words, &shapes));
    modules
}

fn program(service: &Service) -> TokenStream {
    let Service { program, docs, .. } = service;
    let extras = extras(service);
    let history: Vec<String> = service.history.iter().flat_map(Stage::texts).collect();
    let waits = match service.operations.iter().any(|o| !o.waiters.is_empty()) {
        true => quote!(waits::ALL),
        false => quote!(&[]),
    };
    let resources = service.listed.iter().flat_map(|listed| {
        let given = listed.given.iter().map(|(theirs, ours)| format!("{theirs}={ours}"));
        let given = given.collect::<Vec<_>>().join(",");
        let Listed { operation, member, lists, parameters, values, about, .. } = listed;
        [operation, member, lists, parameters, &given, values, about].map(String::clone)
    });
    let history = joined_texts(history.iter().map(String::as_str));
    quote! {
        /// The program.
        pub static PROGRAM: crate::command::Program = crate::command::Program {
            name: #program,
            version: env!("CARGO_PKG_VERSION"),
            service: &crate::SERVICE,
            docs: #docs,
            commands: commands::ALL,
            waits: #waits,
            extras: &[#(&crate::command::#extras),*],
            shapes: crate::command::all_docs!(shapes::ALL),
            resources: crate::command::Texts::of(crate::command::texts!(#(#resources),*)),
            history: crate::command::Texts::of(#history),
        };
    }
}

/// Paths of what one can wait for, sorted by name.
fn waits(service: &Service) -> Vec<TokenStream> {
    let mut waits: Vec<_> = Vec::new();
    for operation in &service.operations {
        let paths = operation.waiters.iter().map(|waiter| (&waiter.name, waiters::path(operation, waiter)));
        waits.extend(paths);
    }
    waits.sort_by_key(|(name, _)| *name);
    waits.into_iter().map(|(_, path)| path).collect()
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

/// The command of an operation, and its words.
pub(super) fn command(operation: &Operation) -> [TokenStream; 2] {
    let Operation { command, docs, .. } = operation;
    let docs = tokens::text(docs);
    let options = joined(operation.input.iter().flat_map(|io| &io.options));
    let examples = operation.examples.iter();
    let examples = joined(examples.flat_map(|Example { title, command, output }| [title, command, output]));
    let pair = operation.pair.as_ref().map_or(quote!(None), |pair| {
        let pair = self::pair(pair);
        quote!(Some(&#pair))
    });
    let resent = resent(&operation.resent);
    let by_hand = by_hand(&operation.by_hand);
    let words = quote! {
        #[cfg(feature = "cli")]
        const WORDS: crate::command::Words = crate::command::Words {
            name: #command,
            options: crate::command::Texts::of(#options),
            docs: #docs,
            examples: crate::command::Texts::of(#examples),
        };
    };
    let table = quote! {
        #[cfg(feature = "cli")]
        pub(crate) const COMMAND: crate::command::Command = crate::command::Command {
            words: crate::command::joined!(WORDS),
            operation: &OPERATION,
            pair: #pair,
            resent: #resent,
            by_hand: #by_hand,
        };
    };
    [words, table]
}

/// The read of the state that an update replaces.
fn pair(pair: &Pair) -> TokenStream {
    let Pair { read_ident, member, .. } = pair;
    let identified_by = joined(pair.identified_by.iter());
    let member = member.as_deref().unwrap_or_default();
    let carried = joined(pair.carried.iter().flat_map(|carried| [&carried.member, &carried.read]));
    let changed = pair.changed.as_deref().unwrap_or_default();
    quote! {
        crate::command::Pair {
            read: &crate::operations::#read_ident::COMMAND,
            identified_by: crate::command::Texts::of(#identified_by),
            member: #member,
            carried: crate::command::Texts::of(#carried),
            changed: #changed,
        }
    }
}

/// What is different where a reply is sent back.
fn resent(resent: &Resent) -> TokenStream {
    if resent.is_empty() {
        return quote!(None);
    }
    let names = joined_texts(resent.name_texts());
    let items = joined_texts(resent.item_texts());
    let refused = joined_texts(resent.refused_texts());
    quote! {
        Some(&crate::command::Resent {
            names: crate::command::Texts::of(#names),
            items: crate::command::Texts::of(#items),
            refused: crate::command::Texts::of(#refused),
        })
    }
}

/// What the AWS CLI does by hand.
fn by_hand(by_hand: &ByHand) -> TokenStream {
    if by_hand.is_empty() {
        return quote!(None);
    }
    let texts = |texts: Vec<&str>| {
        let texts = joined_texts(texts.into_iter());
        quote!(crate::command::Texts::of(#texts))
    };
    let (sent, shown) = (texts(by_hand.sent_texts()), texts(by_hand.shown_texts()));
    let options = texts(by_hand.option_texts());
    let [switches, optional, removed] = [&by_hand.switches, &by_hand.optional, &by_hand.removed]
        .map(|names| names.iter().map(String::as_str).collect())
        .map(texts);
    let (conflicts, moved) = (by_hand.conflict_texts(), by_hand.moved_texts());
    let (conflicts, moved) = (joined(conflicts.iter()), joined(moved.iter()));
    let (pages, saved) = (joined(by_hand.pages.iter()), joined(by_hand.saved.iter()));
    let defaults = &by_hand.defaults;
    quote! {
        Some(&crate::command::ByHand {
            sent: #sent,
            shown: #shown,
            switches: #switches,
            options: #options,
            optional: #optional,
            removed: #removed,
            defaults: #defaults,
            conflicts: crate::command::Texts::of(#conflicts),
            pages: crate::command::Texts::of(#pages),
            saved: crate::command::Texts::of(#saved),
            moved: crate::command::Texts::of(#moved),
        })
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
    joined_texts(texts.map(String::as_str))
}

fn joined_texts<'a>(texts: impl Iterator<Item = &'a str>) -> TokenStream {
    let texts = texts.map(|text| match text.contains('\0') {
        true => tokens::text(&text.replace('\0', "")),
        false => tokens::text(text),
    });
    quote!(crate::command::texts!(#(#texts),*))
}
