//! `service/`: the service's table and the list of its operations.

use proc_macro2::TokenStream;
use quote::quote;

use super::lists;
use super::module::{Item, Module, importing};
use crate::ir::{Protocol, Service};

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
    let list = quote!(
        mod list;
    );
    let items = [Item::from(list)].into_iter().chain(importing([table(service)]));
    let mut modules = vec![Module::new("service/mod.rs", "The service as a table.", items)];
    let docs = "Every operation, in the model's order.";
    modules.extend(lists::modules("service/list", docs, &quote!(&rt::Operation), &operations));
    modules
}

fn table(service: &Service) -> TokenStream {
    let Service { full_name, service_id, endpoint_prefix, signing_name, api_version, .. } = service;
    let (uid, protocol) = (&service.uid, protocol(&service.protocol));
    quote! {
        /// The service and all its operations.
        pub static SERVICE: rt::Service = rt::Service {
            full_name: #full_name,
            service_id: #service_id,
            endpoint_prefix: #endpoint_prefix,
            signing_name: #signing_name,
            api_version: #api_version,
            uid: #uid,
            protocol: &#protocol,
            operations: list::ALL,
            endpoint: crate::endpoint::resolve,
            partitions: crate::partitions::PARTITIONS,
        };
    }
}

fn protocol(protocol: &Protocol) -> TokenStream {
    match protocol {
        Protocol::AwsJson { target_prefix, version, query_compatible } => {
            let compatible = query_compatible.then(|| quote!(.query_compatible()));
            quote!(rt::protocol::AwsJson::new(#target_prefix, #version) #compatible)
        }
        Protocol::RestJson => quote!(rt::protocol::RestJson),
        Protocol::Query { version } => quote!(rt::protocol::Query::new(#version)),
        Protocol::Ec2 { version } => quote!(rt::protocol::Ec2::new(#version)),
        Protocol::RestXml => quote!(rt::protocol::RestXml),
        Protocol::RpcV2Cbor { service, query_compatible } => {
            let compatible = query_compatible.then(|| quote!(.query_compatible()));
            quote!(rt::protocol::RpcV2Cbor::new(#service) #compatible)
        }
    }
}
