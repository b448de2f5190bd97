//! What emitted crates call: the hand-written half of the client and of the command line.
//!
//! Nothing here knows a particular service. Emitted code supplies tables ([`schema`]) and one small
//! reflection impl per structure ([`reflect`]); this crate walks them.

#[cfg(feature = "async")]
pub mod asynchronous;
mod base64_lenient;
mod blob;
#[cfg(feature = "blocking")]
pub mod blocking;
mod bounded;
mod builder;
pub mod cli;
#[cfg(any(feature = "async", feature = "blocking"))]
mod client;
pub mod config;
#[cfg(any(feature = "async", feature = "blocking"))]
mod core;
pub mod credentials;
mod dates;
pub mod dialect;
pub mod endpoint;
pub mod error;
mod expand;
#[cfg(feature = "cli")]
pub mod jmespath;
pub mod json;
#[cfg(any(feature = "cli", feature = "test-util"))]
mod mask;
pub mod naming;
#[cfg(feature = "cli")]
pub mod output;
#[cfg(any(feature = "async", feature = "blocking"))]
mod pages;
pub mod paginate;
#[cfg(any(feature = "cli", feature = "test-util"))]
mod pattern;
mod python;
#[cfg(any(feature = "async", feature = "blocking"))]
mod random;
pub mod reflect;
#[cfg_attr(
    not(any(feature = "async", feature = "blocking")),
    allow(dead_code, reason = "the rules are for a client to follow")
)]
pub mod retry;
pub mod schema;
mod shell;
pub mod shorthand;
#[cfg(feature = "srp")]
pub mod sign_in;
pub mod sigv4;
pub mod skeleton;
#[cfg(feature = "srp")]
pub mod srp;
#[cfg(any(feature = "cli", feature = "test-util"))]
pub mod stub;
#[cfg(feature = "test-util")]
pub mod test_util;
mod time;
pub mod transport;
pub mod typed;
pub mod validate;
pub mod value;
#[cfg(feature = "cli")]
mod yaml;

pub use blob::Blob;
pub use builder::{Build, Builder};
pub use config::Config;
#[cfg(any(feature = "async", feature = "blocking"))]
pub use core::Reply;
pub use credentials::{Credentials, ProvideCredentials};
pub use endpoint::{Endpoint, Partition};
pub use error::{Error, ErrorKind, ServiceError};
pub use reflect::{Field, Reflect, Slot, Structure};
#[cfg(feature = "async")]
pub use reqwest;
pub use schema::{
    EndpointParameter, EndpointSource, ErrorShape, Kind, Member, Operation, Paginator, Service, Shape,
    TimestampFormat,
};
pub use serde;
pub use time::{Civil, Timestamp};
pub use typed::NoMembers;
pub use value::Value;
