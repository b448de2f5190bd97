//! What emitted crates call: the hand-written half of the client and of the command line.
//!
//! Nothing here knows a particular service. Emitted code supplies tables ([`schema`]) and one small
//! reflection impl per structure ([`reflect`]); this crate walks them.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod client;
mod session;
mod shapes;
#[cfg(feature = "srp")]
pub mod sign_in;
#[cfg(feature = "test-util")]
mod stub;
mod times;

#[cfg(feature = "async")]
pub use client::asynchronous;
#[cfg(feature = "blocking")]
pub use client::blocking;
#[cfg(any(feature = "async", feature = "blocking"))]
pub use client::bulk;
pub use client::call::encodings;
pub use client::config::Config;
pub use client::error::{Error, ErrorKind, ServiceError};
pub use client::hooks;
pub use client::metadata::{Metadata, Response};
pub use client::pages as paginate;
pub use client::protocol::Reply;
pub use client::protocol::protocols as protocol;
pub use client::retry::{RetryConfig, RetryMode};
pub use client::signing::keys::{Credentials, ProvideCredentials};
pub use client::signing::sigv4;
pub use client::wait::Pace;
pub use client::{error, retry};
#[cfg(all(feature = "async", not(target_family = "wasm")))]
pub use reqwest;
pub use serde_core as serde;
pub use session::builder::{Build, Builder};
pub use session::settings::dialect;
pub use shapes::schema::endpoint::{Endpoint, Partition};
pub use shapes::schema::protocol::{Protocol, Source};
pub use shapes::schema::reflect::{Field, Reflect, Slot, Structure};
pub use shapes::schema::waiter::{Acceptor, Expected, Matcher, Verdict, Waiter};
pub use shapes::schema::wire::{Location, Wire};
pub use shapes::schema::{
    Encoding, EndpointParameter, EndpointSource, Extras, Kind, Member, Operation, Paginator, Service, Shape,
    ShapeId, Tables, TimestampFormat, Traits, endpoint, model, reflect,
};
pub use shapes::time::{Civil, OutOfRange, Timestamp};
pub use shapes::typed::NoMembers;
pub use shapes::value::blob::Blob;
pub use shapes::value::{Value, json};
pub use shapes::walks::{skeleton, validate};
pub use shapes::{schema, shorthand, typed, value};
#[cfg(feature = "test-util")]
pub use stub::testing as test_util;

/// A client's settings, and the environment and files that they are read from.
pub mod config {
    pub use crate::client::checksum::{Algorithm, Checksums};
    pub use crate::client::config::Config;
    pub use crate::session::settings::{Environment, Session};
}

/// Credentials: what they are, and who provides them.
pub mod credentials {
    pub use crate::client::signing::keys::{Blocking, Cached, Credentials, ProvideCredentials, Providing};
    #[cfg(feature = "aws-credential-types")]
    pub use crate::session::sdk::SdkProvider;
}

/// What carries requests.
pub mod transport {
    #[cfg(all(feature = "async", not(target_family = "wasm")))]
    pub use crate::client::asynchronous::http::ReqwestTransport;
    #[cfg(feature = "blocking")]
    pub use crate::client::blocking::http::HttpTransport;
    pub use crate::client::transport::{
        AsyncTransport, HttpRequest, HttpResponse, IntoTransport, Limits, Link, Proxies, Sending, Transport,
        TransportError, Upload,
    };
}

/// What the command line takes from here. No promise is made of it: names come and go without notice.
#[doc(hidden)]
pub mod internals {
    pub use crate::client::bounded;
    pub use crate::client::call::{self, random};
    pub use crate::client::private;
    pub use crate::client::threads;
    pub use crate::client::wait;
    pub use crate::session::machine;
    pub use crate::session::settings::ini;
    pub use crate::shapes::jmespath;
    pub use crate::shapes::text::{base64_lenient, expand, os, percent, python, shell, surrogates};
    pub use crate::shapes::time::dates;
    pub use crate::shapes::walks::mask;
}
