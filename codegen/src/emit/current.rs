//! `from_current` of an update's request: what is there, to be changed.

use proc_macro2::TokenStream;
use quote::quote;

use super::structures;
use super::tokens::{self, Scope};
use crate::ir::{Carried, Current, Operation, Place};

/// The function, for requests that stand in the operation's own file.
pub(super) fn item(operation: &Operation, scope: &Scope) -> Option<TokenStream> {
    let Current { read, read_ident, state, carried, left } = operation.current.as_ref()?;
    let request = operation.input.as_ref()?.own.as_ref()?;
    let ident = &request.at.ident;
    let state = match state.place {
        Place::Types => tokens::type_path(state),
        _ => {
            let ident = &state.ident;
            quote!(types::#ident)
        }
    };
    let fields = carried.iter().map(|Carried { ident, plain, copy }| {
        let value = if *copy { quote!(current.#ident) } else { quote!(current.#ident.clone()) };
        if *plain { quote!(#ident: Some(#value),) } else { quote!(#ident: #value,) }
    });
    let has_new = request.has_plain();
    let (parameters, arguments) = structures::required(request, scope);
    let rest = if has_new { quote!(Self::new(#(#arguments),*)) } else { quote!(Self::default()) };
    let rest = (carried.len() < request.fields.len()).then(|| quote!(..#rest));
    let docs = tokens::docs(&format!(
        "An update that changes nothing yet: what `{read}` replies (`{read_ident}` of the clients), to be changed and \
         written back. Services take what an update leaves out for its default; [`NOT_IN_CURRENT`](Self::NOT_IN_CURRENT) \
         lists what the reply does not tell."
    ));
    Some(quote! {
        impl #ident {
            /// Optional members of the request that are not in the current state, and so are not carried over.
            pub const NOT_IN_CURRENT: &'static [&'static str] = &[#(#left),*];

            #docs
            #[must_use]
            pub fn from_current(current: &#state #(, #parameters)*) -> Self {
                Self { #(#fields)* #rest }
            }
        }
    })
}
