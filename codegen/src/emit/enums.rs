//! An enum, open to values that a newer service may send.

use proc_macro2::TokenStream;
use quote::quote;

use super::module::{Module, importing};
use super::words::Words;
use super::{command, tokens};
use crate::ir::{Enum, Variant};
use crate::prose::plain;
use tokens::Scope;

/// The file of an enum in `types/`.
pub(super) fn module(e: &Enum, words: &Words, path: String) -> Module {
    let scope = Scope::new([&e.at.ident]);
    let mut items = vec![definition(e, &words.shared(&e.name, &e.at), &scope)];
    items.extend(conversions(e, &scope));
    items.push(shape(e));
    items.push(command::enum_docs(e));
    let docs = format!("[`{}`].", e.at.ident);
    Module::new(path, docs, importing(items))
}

/// What the type can do.
pub(super) fn conversions(e: &Enum, scope: &Scope) -> Vec<TokenStream> {
    let ident = &e.at.ident;
    vec![values(e), from_str(e, scope), quote!(rt::open_enum!(#ident);)]
}

/// The type.
pub(super) fn definition(e: &Enum, belongs: &str, scope: &Scope) -> TokenStream {
    let ident = &e.at.ident;
    let docs = tokens::docs(if e.docs.is_empty() { belongs } else { &e.docs });
    let variants = e.variants.iter().map(variant);
    let string = scope.string();
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #ident {
            #(#variants)*
            /// A value that this version of the crate does not list.
            Other(#string),
        }
    }
}

fn variant(v: &Variant) -> TokenStream {
    let Variant { value, ident, docs } = v;
    let value = plain::code(value);
    let text = if docs.is_empty() { format!("{value}.") } else { format!("{value}: {docs}") };
    let docs = tokens::docs(&text);
    quote!(#docs #ident,)
}

fn values(e: &Enum) -> TokenStream {
    let ident = &e.at.ident;
    let values = e.variants.iter().map(|v| &v.value);
    let arms = e.variants.iter().map(|Variant { value, ident, .. }| quote!(Self::#ident => #value,));
    quote! {
        impl #ident {
            /// The values that this version of the crate lists, in the model's order.
            pub const VALUES: &'static [&'static str] = &[#(#values),*];

            /// The value on the wire.
            #[must_use]
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    #(#arms)*
                    Self::Other(value) => value,
                }
            }
        }
    }
}

fn from_str(e: &Enum, scope: &Scope) -> TokenStream {
    let ident = &e.at.ident;
    let (from, owned) = (scope.from(), scope.owned(&quote!(other)));
    let arms = e.variants.iter().map(|Variant { value, ident, .. }| quote!(#value => Self::#ident,));
    quote! {
        impl #from<&str> for #ident {
            #[inline]
            fn from(value: &str) -> Self {
                match value {
                    #(#arms)*
                    other => Self::Other(#owned),
                }
            }
        }
    }
}

fn shape(e: &Enum) -> TokenStream {
    let (name, ident, limits) = (&e.name, &e.at.ident, tokens::limits(&e.limits));
    quote! {
        pub(crate) const SHAPE: rt::model::Shape = rt::model::Shape::new(#name, rt::model::Kind::Enum(#ident::VALUES)) #limits;
    }
}
