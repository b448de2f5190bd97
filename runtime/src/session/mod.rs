//! What surrounds a program: variables, files, profiles, and where credentials come from.
//!
//! In goes an environment, out comes a [`Config`](crate::client::config::Config) with a provider of credentials.
//! Nothing here knows commands, sign-ins or stand-ins.

pub(crate) mod builder;
mod config;
mod fetch;
pub mod machine;
#[cfg(feature = "aws-credential-types")]
pub(crate) mod sdk;
mod services;
pub(crate) mod settings;
pub(crate) mod sources;
mod told;
