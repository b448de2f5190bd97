//! What carries requests: one trait of one method, and what every carrier has to know.
//!
//! Nothing here names an HTTP library or a client's settings.

mod link;
mod message;
mod proxies;

pub use link::Link;
pub use message::{HttpRequest, HttpResponse, Transport, TransportError};
#[allow(unused_imports, reason = "only clients read replies")]
pub(crate) use message::{broken, MAX_REPLY, too_long};
pub use proxies::Proxies;
pub(crate) use proxies::without_secrets;
