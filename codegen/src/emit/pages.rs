//! Rules for pages as tables: those of the command line and those of the library alone.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Operation, Paginator};

/// The table of an operation's pages.
pub(super) fn rules(operation: &Operation) -> Option<TokenStream> {
    let inferred = operation.pages.as_ref()?.inferred.as_ref();
    let rules = paginator(inferred.or(operation.paginator.as_ref())?);
    // The command line pages by the model's own rules alone.
    let only_library =
        inferred.is_some().then(|| quote!(#[cfg(any(feature = "async", feature = "blocking"))]));
    Some(quote! {
        #only_library
        static PAGES: rt::Paginator = #rules;
    })
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
