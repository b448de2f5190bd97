//! What carries requests: one trait of one method, and what every carrier has to know.
//!
//! Nothing here names an HTTP library or a client's settings.

mod link;
mod message;
mod proxies;

pub use link::Link;
pub use message::{HttpRequest, HttpResponse, Transport, TransportError};
#[allow(unused_imports, reason = "only clients read replies")]
pub(crate) use message::{broken, passed_on, MAX_REPLY, too_long};
pub use proxies::Proxies;
#[allow(unused_imports, reason = "only clients open connections")]
pub(crate) use proxies::{ProxyAddress, completed, without_secrets};
