//! What carries requests: one trait of one method, and what every carrier has to know.
//!
//! Nothing here names an HTTP library or a client's settings.

mod link;
mod message;
mod proxies;
mod shown;
mod upload;

pub use link::Link;
pub use message::{
    AsyncTransport, HttpRequest, HttpResponse, IntoTransport, Limits, Sending, Transport, TransportError,
};
#[allow(unused_imports, reason = "only clients read replies")]
pub(crate) use message::{MAX_REPLY, broken, passed_on, shorter, too_long};
pub use proxies::Proxies;
#[allow(unused_imports, reason = "only clients open connections")]
pub(crate) use proxies::{ProxyAddress, completed, is_https, without_secrets};
pub use upload::Upload;
