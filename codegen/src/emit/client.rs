//! `client.rs`: the clients and the service's table.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Module, tokens};
use crate::ir::Service;

/// `client.rs`.
pub(super) fn module(service: &Service) -> Module {
    let mut items = vec![blocking(service), test_util(), table(service)];
    items.insert(0, tokens::imports(&items));
    Module::new("client.rs", format!("Clients of {}.", service.full_name), items)
}

fn blocking(service: &Service) -> TokenStream {
    let docs = tokens::docs(&format!(
        "Blocking client of {}. Cheap to clone; clones share connections and credentials.",
        service.full_name
    ));
    quote! {
        /// The client for programs that do without an async runtime.
        #[cfg(feature = "blocking")]
        pub mod blocking {
            use super::{SERVICE, rt};

            #docs
            #[derive(Clone, Debug)]
            pub struct Client(rt::blocking::Client);

            impl Client {
                /// A client with these settings.
                ///
                /// # Errors
                /// If the settings do not make a client, such as a CA bundle that cannot be read.
                pub fn new(config: rt::Config) -> Result<Self, rt::Error> {
                    rt::blocking::Client::new(&SERVICE, config).map(Self)
                }

                /// A client with the settings of the environment and of the AWS configuration files.
                ///
                /// # Errors
                /// If a file does not parse, the profile does not exist or a setting is wrong.
                pub fn from_env() -> Result<Self, rt::Error> {
                    rt::blocking::Client::from_env(&SERVICE).map(Self)
                }

                /// The service-agnostic client behind this one.
                #[must_use]
                pub fn inner(&self) -> &rt::blocking::Client {
                    &self.0
                }
            }
        }
    }
}

/// The runtime's stand-ins, with the service filled in.
fn test_util() -> TokenStream {
    quote! {
        /// Stand-ins for the service, for the tests of programs that call it.
        #[cfg(feature = "test-util")]
        pub mod test_util {
            use super::{SERVICE, rt};

            pub use rt::test_util::*;

            /// A [`Mock`] of this service, without replies.
            #[must_use]
            pub fn mock() -> Mock {
                Mock::new(&SERVICE)
            }

            /// A [`StubServer`] of this service on a free port of this machine.
            ///
            /// # Errors
            /// If no port can be had.
            pub fn stub_server() -> std::io::Result<StubServer> {
                StubServer::start(&SERVICE, 0)
            }
        }
    }
}

fn table(service: &Service) -> TokenStream {
    let Service { full_name, service_id, endpoint_prefix, signing_name, api_version, .. } = service;
    let Service { uid, target_prefix, json_version, .. } = service;
    let operations = service.operations.iter().map(|o| {
        let module = &o.ident;
        quote!(&operations::#module::OPERATION)
    });
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
            operations: &[#(#operations),*],
            endpoint: crate::endpoint::resolve,
            partitions: crate::partitions::PARTITIONS,
        };
    }
}
