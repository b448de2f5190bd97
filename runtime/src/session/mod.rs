//! What surrounds a program: variables, files, profiles, and where credentials come from.
//!
//! In goes an environment, out comes a [`Config`](crate::client::config::Config) with a provider of credentials.
//! Nothing here knows commands, sign-ins or stand-ins.

#![cfg_attr(not(feature = "dynamic-credentials"), allow(dead_code, reason = "what is found is not fetched"))]

pub(crate) mod builder;
mod config;
#[cfg(feature = "dynamic-credentials")]
pub(crate) mod fetch;
#[cfg(any(feature = "aws-credential-types", feature = "dynamic-credentials"))]
pub(crate) mod in_runtime;
pub mod machine;
#[cfg(feature = "aws-credential-types")]
pub(crate) mod sdk;
pub(crate) mod services;
pub(crate) mod settings;
pub mod sources;
