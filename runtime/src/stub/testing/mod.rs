//! Stand-ins for the service, for the tests of programs that call it. None of them can reach a network.
//!
//! [`Mock`] answers with what a test has set and refuses everything else. [`Stub`] checks requests as
//! the service would and answers anything with samples; [`StubServer`] is the same behind a port of
//! this machine. [`Recorder`] stands before a real transport and writes down what a [`Mock`] replays.
//!
//! ```
//! # use awsmodel_runtime as rt;
//! # use rt::test_util::{Mock, Reply};
//! # rt::shapes! {
//! #     static TEXT: Shape = Shape::new("Text", Kind::String);
//! #     static NAMED: Shape = Shape::new("Named", Kind::Structure(&[Member::new("Name", TEXT)]));
//! # }
//! # static GET: rt::Operation = rt::Operation::new("GetThing", &TABLES).input(NAMED.id()).output(NAMED.id());
//! # static SERVICE: rt::Service = rt::Service {
//! #     full_name: "Things", service_id: "Things", endpoint_prefix: "things", signing_name: "things",
//! #     api_version: "2020-01-01", uid: "things", protocol: &rt::protocol::AwsJson::new("Things", "1.1"),
//! #     operations: &[&GET], partitions: &[],
//! #     endpoint: |_| Ok(rt::Endpoint::new("https://things.example")),
//! # };
//! let mock = Mock::new(&SERVICE);
//! mock.on("GetThing", Reply::json(r#"{"Name": "lamp"}"#));
//! mock.on("GetThing", Reply::error("ThingNotFoundException", "It is gone."));
//!
//! # #[cfg(feature = "blocking")] {
//! let lamp = [("Name", rt::Value::from("lamp"))].into_iter().collect();
//! let client = rt::blocking::Client::new(&SERVICE, mock.config())?;
//! let call = || client.send(&GET, rt::Source::Values(&lamp));
//! assert_eq!(call()?.body, br#"{"Name": "lamp"}"#);
//! assert_eq!(call().unwrap_err().code(), Some("ThingNotFoundException"));
//! assert_eq!(
//!     call().unwrap_err().to_string(),
//!     "This test has no reply to GetThing {\"Name\": \"lamp\"}; every reply to it was given"
//! );
//!
//! let requests = mock.requests();
//! assert_eq!(requests[0].operation(), "GetThing");
//! assert!(requests[0].is_signed());
//! # }
//! # Ok::<(), rt::Error>(())
//! ```

mod mock;
mod recorder;
mod reply;
mod sent;
mod types;

#[doc(hidden)]
pub use crate::stub::pattern::Pattern;
pub use crate::stub::service::{Guests, Stub, StubServer};
pub use mock::Mock;
pub use recorder::Recorder;
pub use reply::Reply;
pub use sent::SentRequest;
pub use types::{Read, StructureType};
