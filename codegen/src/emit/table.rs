//! `service/`: the service's table and the list of its operations.

use proc_macro2::TokenStream;
use quote::quote;

use super::module::Module;
use super::{lists, tokens};
use crate::ir::Service;

/// The table and its list.
pub(super) fn modules(service: &Service) -> Vec<Module> {
    let operations: Vec<TokenStream> = service
        .operations
        .iter()
        .map(|o| {
            let module = &o.ident;
            quote!(&operations::#module::OPERATION)
        })
        .collect();
    let items = [quote!(
        mod list;
    )]
    .into_iter()
    .chain(tokens::with_imports(vec![table(service)]));
    let mut modules = vec![Module::new("service/mod.rs", "The service as a table.", items.collect())];
    let docs = "Every operation, in the model's order.";
    modules.extend(lists::modules("service/list", docs, &quote!(&rt::Operation), &operations));
    modules
}

fn table(service: &Service) -> TokenStream {
    let Service { full_name, service_id, endpoint_prefix, signing_name, api_version, .. } = service;
    let Service { uid, target_prefix, json_version, .. } = service;
    quote! {
        /// The service and all its operations.
        pub static SERVICE: rt::Service = rt::Service {
            full_name: #full_name,
            service_id: #service_id,
            endpoint_prefix: #endpoint_prefix,
            signing_name: #signing_name,
            api_version: #api_version,
            uid: #uid,
            target_prefix: #target_prefix,
            json_version: #json_version,
            operations: list::ALL,
            endpoint: crate::endpoint::resolve,
            partitions: crate::partitions::PARTITIONS,
        };
    }
}
