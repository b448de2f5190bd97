//! `test_util/`: the runtime's stand-ins, with the service filled in.

use proc_macro2::TokenStream;
use quote::quote;

use super::lists;
use super::module::Module;
use crate::ir::{Operation, Service, Type};

/// The stand-ins and the list of structures.
pub(super) fn modules(service: &Service) -> Vec<Module> {
    let own = service.operations.iter().flat_map(Operation::own_structures).map(|s| &s.at.ident);
    let shared = service.types.iter().filter_map(|ty| match ty {
        Type::Structure(s) => Some(&s.at.ident),
        Type::Enum(_) => None,
    });
    let entry = |ident| quote!(rt::test_util::StructureType::of::<types::#ident>());
    let entries: Vec<TokenStream> = shared.chain(own).map(entry).collect();
    let docs = "Stand-ins for the service, for the tests of programs that call it.";
    let mut modules = vec![Module::new("test_util/mod.rs", docs, items())];
    let ty = quote!(rt::test_util::StructureType);
    modules.extend(lists::modules("test_util/structures", "Every structure of the model.", &ty, &entries));
    modules
}

fn items() -> Vec<TokenStream> {
    vec![
        quote!(
            use crate::{SERVICE, rt};
        ),
        quote!(
            mod structures;
        ),
        quote!(
            pub use rt::test_util::*;
        ),
        quote! {
            /// Every structure of the model.
            pub static STRUCTURES: &[StructureType] = structures::ALL;
        },
        quote! {
            /// A [`Mock`] of this service, without replies.
            #[must_use]
            pub fn mock() -> Mock {
                Mock::new(&SERVICE)
            }
        },
        quote! {
            /// A [`StubServer`] of this service on a free port of this machine.
            ///
            /// # Errors
            /// If no port can be had.
            pub fn stub_server() -> Result<StubServer, rt::Error> {
                StubServer::start(&SERVICE, 0)
                    .map_err(|error| rt::Error::new(rt::ErrorKind::Config, error.to_string()).with_source(error))
            }
        },
    ]
}
