//! `from_current` of an update's request: what is there, to be changed.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::structures;
use super::tokens::{self, Scope};
use crate::ir::{Carried, Field, Operation, Pair, Place, Refusal, RustType, Step, Structure};

/// The function, for requests that stand in the operation's own file.
pub(super) fn item(operation: &Operation, scope: &Scope) -> Option<TokenStream> {
    let pair = operation.pair.as_ref()?;
    let request = operation.input.as_ref()?.own.as_ref()?;
    let ident = &request.at.ident;
    let state = match pair.state.place {
        Place::Types => tokens::type_path(&pair.state),
        _ => {
            let ident = &pair.state.ident;
            quote!(types::#ident)
        }
    };
    let current = parameter_name(request);
    let is_carried = |field: &Field| pair.carried.iter().any(|carried| carried.ident == field.ident);
    let asked = request.fields.iter().filter(|field| field.plain && !is_carried(field));
    let parameters = asked.map(|field| structures::parameter(field, scope));
    let value = value(pair, request, &current);
    let left_out: Vec<TokenStream> = operation.resent.refused.iter().filter_map(left_out).collect();
    let body = match left_out.as_slice() {
        [] => value,
        some => quote! {
            let mut update = #value;
            #(#some)*
            update
        },
    };
    let (docs, left) = (docs(operation, pair), &pair.left);
    Some(quote! {
        impl #ident {
            /// Optional members of the request that are not in the current state, and so are not carried over.
            pub const NOT_IN_CURRENT: &'static [&'static str] = &[#(#left),*];

            #docs
            #[must_use]
            pub fn from_current(#current: &#state #(, #parameters)*) -> Self {
                #body
            }
        }
    })
}

/// The parameter that the state is; no name of the model ends in an underscore.
fn parameter_name(request: &Structure) -> Ident {
    let is_taken = request.fields.iter().any(|field| field.ident == "current");
    format_ident!("{}", if is_taken { "current_" } else { "current" })
}

fn docs(operation: &Operation, pair: &Pair) -> Option<TokenStream> {
    let Pair { read, read_ident, .. } = pair;
    let refused = operation.resent.refused.iter().filter(|refusal| !refusal.steps.is_empty());
    let refused: Vec<String> = refused
        .map(|refusal| match refusal.place().as_str() {
            "" => format!("- `{}`: {}", refusal.member, refusal.why),
            place => format!("- `{}`, {place}: {}", refusal.member, refusal.why),
        })
        .collect();
    let refused = match refused.as_slice() {
        [] => String::new(),
        some => {
            format!("\n\nLeft out, since the service refuses it when it is sent back:\n\n{}", some.join("\n"))
        }
    };
    tokens::docs(&format!(
        "An update that changes nothing yet: what `{read}` replies (`{read_ident}` of the clients), to be changed and \
         written back. Services take what an update leaves out for its default; [`NOT_IN_CURRENT`](Self::NOT_IN_CURRENT) \
         lists what the reply does not tell.{refused}"
    ))
}

/// The request with all that is carried over.
fn value(pair: &Pair, request: &Structure, current: &Ident) -> TokenStream {
    let from_state = || pair.carried.iter().chain(&pair.named);
    let carried = from_state().map(|carried| {
        let Carried { ident, read_ident, plain, read_plain, copy, .. } = carried;
        let value = if *copy { quote!(#current.#read_ident) } else { quote!(#current.#read_ident.clone()) };
        match (plain, read_plain) {
            (true, false) => quote!(#ident: #value.unwrap_or_else(rt::Reflect::empty),),
            (false, true) => quote!(#ident: Some(#value),),
            _ => quote!(#ident: #value,),
        }
    });
    let is_carried = |ident: &Ident| from_state().any(|carried| carried.ident == *ident);
    let others = request.fields.iter().filter(|field| !is_carried(&field.ident));
    let others = others.map(|field| {
        let ident = &field.ident;
        match (field.plain, structures::converts(&field.ty)) {
            (false, _) => quote!(#ident: None,),
            (true, true) => quote!(#ident: #ident.into(),),
            (true, false) => quote!(#ident,),
        }
    });
    quote!(Self { #(#carried)* #(#others)* })
}

/// What takes a member out that the service refuses.
fn left_out(refusal: &Refusal) -> Option<TokenStream> {
    let (last, way) = refusal.steps.split_last()?;
    let mut place = quote!(update);
    let mut conditions = Vec::new();
    if !refusal.beside.is_empty() {
        conditions.push(stands(&refusal.beside_steps, &refusal.is)?);
    }
    for step in way {
        let Step::Field { ident, plain, .. } = step else { return None };
        place = quote!(#place.#ident);
        if !plain {
            conditions.push(quote!(let Some(at) = &mut #place));
            place = quote!(at);
        }
    }
    let take = match last {
        Step::Field { plain: true, .. } => return None,
        Step::Field { ident, .. } => quote!(#place.#ident = None;),
        Step::Key(key) => quote!(#place.remove(#key);),
    };
    Some(match conditions.as_slice() {
        [] => take,
        some => quote!(if #(#some)&&* { #take }),
    })
}

/// Whether something stands at the end of the steps, or this value does.
fn stands(steps: &[Step], value: &str) -> Option<TokenStream> {
    let mut found = quote!();
    for (depth, step) in steps.iter().enumerate() {
        found = match (step, depth) {
            (Step::Field { ident, plain: true, .. }, 0) => quote!(Some(&update.#ident)),
            (Step::Field { ident, plain: true, .. }, _) => quote!(#found.map(|at| &at.#ident)),
            (Step::Field { ident, .. }, 0) => quote!(update.#ident.as_ref()),
            (Step::Field { ident, .. }, _) => quote!(#found.and_then(|at| at.#ident.as_ref())),
            (Step::Key(key), _) => quote!(#found.and_then(|at| at.get(#key))),
        };
    }
    match (steps.last()?, value) {
        (_, "") => Some(quote!(#found.is_some())),
        (Step::Field { ty: RustType::Boolean, .. }, value) => {
            let value = value == "true";
            Some(quote!(#found == Some(&#value)))
        }
        (Step::Field { ty: RustType::Enum(_), .. }, value) => {
            Some(quote!(#found.is_some_and(|at| at.as_str() == #value)))
        }
        _ => Some(quote!(#found.is_some_and(|at| at == #value))),
    }
}
