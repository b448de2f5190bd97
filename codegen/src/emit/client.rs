//! `client.rs`: the clients.

use proc_macro2::TokenStream;
use quote::quote;

use super::module::{Module, importing};
use super::tokens;
use crate::ir::Service;
use crate::prose::plain;

/// `client.rs`.
pub(super) fn module(service: &Service) -> Module {
    let title = plain::escaped(&service.full_name);
    let mut items = vec![asynchronous(&title)];
    items.push(build(&quote!(Client), &quote!(AsyncTransport), &quote!(async_transport), "async"));
    let block = build(&quote!(blocking::Client), &quote!(Transport), &quote!(transport), "blocking");
    items.extend([blocking(&title), block]);
    if service.sign_in {
        items.extend(sign_in());
    }
    items.insert(
        0,
        quote!(
            use crate::SERVICE;
        ),
    );
    Module::new("client.rs", format!("Clients of {title}."), importing(items))
}

fn asynchronous(title: &str) -> TokenStream {
    let docs = tokens::docs(&format!(
        "Client of {title}. Cheap to clone; clones share connections and credentials. It runs on tokio.",
    ));
    let with = with();
    quote! {
        #docs
        #[cfg(feature = "async")]
        #[derive(Clone, Debug)]
        pub struct Client(rt::asynchronous::Client);

        #[cfg(feature = "async")]
        impl Client {
            /// A client with these settings.
            ///
            /// # Errors
            /// If the settings do not make a client, such as a CA bundle that cannot be read.
            pub fn new(config: rt::Config) -> Result<Self, rt::Error> {
                rt::asynchronous::Client::new(&SERVICE, config).map(Self)
            }

            /// Settings one after the other.
            pub fn builder() -> rt::Builder<Self> {
                rt::Builder::default()
            }

            /// A client with the settings and credentials of the environment and of the AWS configuration
            /// files.
            ///
            /// # Errors
            /// If a file does not parse, the profile does not exist or a setting is wrong.
            pub async fn from_env() -> Result<Self, rt::Error> {
                Self::new(rt::Config::from_env(SERVICE.service_id)?)
            }

            /// A client that sends through an HTTP client of your own, whose settings of proxies,
            /// certificates and timeouts hold. It should follow no redirects.
            #[cfg(not(target_family = "wasm"))]
            #[must_use]
            pub fn with_http_client(config: rt::Config, http: rt::reqwest::Client) -> Self {
                let transport = std::sync::Arc::new(rt::transport::ReqwestTransport::from(http));
                Self(rt::asynchronous::Client::with_transport(&SERVICE, config, transport))
            }

            #with
            #[must_use]
            pub fn with(&self, set: impl FnOnce(&mut rt::Config)) -> Self {
                Self(self.0.with(set))
            }

            /// The service-agnostic client behind this one.
            #[must_use]
            pub fn inner(&self) -> &rt::asynchronous::Client {
                &self.0
            }
        }
    }
}

/// Signing users in, for services that speak the runtime's protocol.
fn sign_in() -> [TokenStream; 2] {
    let docs = quote! {
        /// Signs a user in, from the first request to the tokens. `ask` answers the challenges that only a
        /// person can answer; passwords are proved by SRP, unless the options say otherwise. Where the service
        /// refused an answer, `ask` is called again with the error, and may give up with it.
        ///
        /// # Errors
        /// When the service refuses, what it says makes no sense, or `ask` gives up.
    };
    let asynchronous = quote! {
        #[cfg(all(feature = "async", feature = "srp"))]
        impl Client {
            #docs
            pub async fn sign_in<F>(
                &self,
                options: rt::sign_in::Options,
                ask: impl FnMut(rt::sign_in::Challenge, Option<rt::Error>) -> F,
            ) -> Result<rt::sign_in::Tokens, rt::Error>
            where
                F: Future<Output = Result<rt::sign_in::Answer, rt::Error>>,
            {
                self.0.sign_in(options, ask).await
            }

            /// New tokens for a refresh token. If the app client rotates refresh tokens, there is a new one among
            /// them.
            ///
            /// # Errors
            /// When the service refuses.
            pub async fn refresh(&self, refresh: &rt::sign_in::Refresh) -> Result<rt::sign_in::Tokens, rt::Error> {
                self.0.refresh(refresh).await
            }

            /// Makes a device known that a sign-in saw for the first time, by a name for people. Keep what comes
            /// of it for the next sign-in.
            ///
            /// # Errors
            /// When the service refuses, or there is no randomness to be had.
            pub async fn register_device(
                &self,
                device: rt::sign_in::NewDevice,
                access_token: &rt::sign_in::Secret,
                name: Option<&str>,
            ) -> Result<rt::sign_in::Device, rt::Error> {
                self.0.register_device(device, access_token, name).await
            }

            /// A session of the user whom a sign-in gave these tokens to: an access token that is always good.
            #[must_use]
            pub fn session(&self, tokens: rt::sign_in::Tokens) -> rt::sign_in::Session {
                self.0.session(tokens)
            }
        }
    };
    let blocking = quote! {
        #[cfg(all(feature = "blocking", feature = "srp"))]
        impl blocking::Client {
            #docs
            pub fn sign_in(
                &self,
                options: rt::sign_in::Options,
                ask: impl FnMut(rt::sign_in::Challenge, Option<rt::Error>) -> Result<rt::sign_in::Answer, rt::Error>,
            ) -> Result<rt::sign_in::Tokens, rt::Error> {
                self.inner().sign_in(options, ask)
            }

            /// New tokens for a refresh token. If the app client rotates refresh tokens, there is a new one among
            /// them.
            ///
            /// # Errors
            /// When the service refuses.
            pub fn refresh(&self, refresh: &rt::sign_in::Refresh) -> Result<rt::sign_in::Tokens, rt::Error> {
                self.inner().refresh(refresh)
            }

            /// Makes a device known that a sign-in saw for the first time, by a name for people. Keep what comes
            /// of it for the next sign-in.
            ///
            /// # Errors
            /// When the service refuses, or there is no randomness to be had.
            pub fn register_device(
                &self,
                device: rt::sign_in::NewDevice,
                access_token: &rt::sign_in::Secret,
                name: Option<&str>,
            ) -> Result<rt::sign_in::Device, rt::Error> {
                self.inner().register_device(device, access_token, name)
            }

            /// A session of the user whom a sign-in gave these tokens to: an access token that is always good.
            #[must_use]
            pub fn session(&self, tokens: rt::sign_in::Tokens) -> rt::sign_in::blocking::Session {
                self.inner().session(tokens)
            }
        }
    };
    [asynchronous, blocking]
}

/// What `with` does.
fn with() -> TokenStream {
    quote! {
        /// A client with other settings, for one call or for many, that shares connections, credentials, the
        /// retry quota and the rate limit with this one. Its connections are its own if settings of
        /// connections were changed, limits on reading aside.
    }
}

fn build(client: &TokenStream, carrier: &TokenStream, field: &TokenStream, feature: &str) -> TokenStream {
    quote! {
        #[cfg(feature = #feature)]
        impl rt::Build for #client {
            type Transport = dyn rt::transport::#carrier;

            const SERVICE: &'static rt::Service = &SERVICE;

            fn carry(config: &mut rt::Config, transport: std::sync::Arc<Self::Transport>) {
                config.#field = Some(transport);
            }

            fn build(config: rt::Config) -> Result<Self, rt::Error> {
                Self::new(config)
            }
        }
    }
}

fn blocking(title: &str) -> TokenStream {
    let docs = tokens::docs(&format!(
        "Blocking client of {title}. Cheap to clone; clones share connections and credentials.",
    ));
    let with = with();
    quote! {
        /// The client for programs that do without an async runtime.
        #[cfg(feature = "blocking")]
        pub mod blocking {
            use crate::{SERVICE, rt};

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

                /// Settings one after the other.
                pub fn builder() -> rt::Builder<Self> {
                    rt::Builder::default()
                }

                /// A client with the settings and credentials of the environment and of the AWS
                /// configuration files.
                ///
                /// # Errors
                /// If a file does not parse, the profile does not exist or a setting is wrong.
                pub fn from_env() -> Result<Self, rt::Error> {
                    Self::new(rt::Config::from_env(SERVICE.service_id)?)
                }

                #with
                #[must_use]
                pub fn with(&self, set: impl FnOnce(&mut rt::Config)) -> Self {
                    Self(self.0.with(set))
                }

                /// What `run` gets of the client that it is handed, together with HTTP status and the service's
                /// id of the last request that went well.
                ///
                /// # Errors
                /// Those of `run`.
                pub fn with_metadata<R>(
                    &self,
                    run: impl FnOnce(Self) -> Result<R, rt::Error>,
                ) -> Result<rt::Response<R>, rt::Error> {
                    self.0.with_metadata(|client| run(Self(client)))
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
