//! Signing a user in: a loop of challenges, from the user's name to tokens.
//!
//! In: what a user knows, the service's replies, answers to the challenges that only a person (or the
//! caller) can answer. Out: the requests to send, in order, and tokens in the end. Passwords and
//! devices are proved along the way (see [`crate::sign_in::srp`]). Nothing here sends anything; [`Exchange`](crate::sign_in::Exchange)
//! stands for whatever does, and [`SignIn::run`] puts the two together.
//!
//! This is the one part of the crate that knows a service: it speaks Amazon Cognito's authentication
//! protocol, which the model describes in prose alone. It works on names and [`Value`](crate::Value)s.
//!
//! ```
//! # use awsmodel_runtime::{Error, Value, sign_in::{Challenge, Options, SignIn, Step}};
//! # fn call(_: &str, _: Value) -> Result<Value, Error> {
//! #     awsmodel_runtime::json::parse(r#"{"AuthenticationResult": {"AccessToken": "eyJ"}}"#)
//! #         .map_err(|e| Error::new(awsmodel_runtime::ErrorKind::Decode, e.to_string()))
//! # }
//! # fn ask(_: &str) -> String { "123456".to_owned() }
//! let mut sign_in = SignIn::new(Options {
//!     user_pool_id: Some("eu-west-1_AbCdEfGhI".to_owned()),
//!     password: Some("correct horse".into()),
//!     ..Options::new("1example23456789", "jane")
//! });
//! let mut step = Step::Call(sign_in.start()?);
//! let tokens = loop {
//!     step = match step {
//!         Step::Call(request) => sign_in.receive(&call(request.operation, request.parameters.into())?)?,
//!         Step::Challenge(Challenge::SoftwareTokenMfa(code)) => {
//!             Step::Call(sign_in.answer(code.code(&ask("Code of your authenticator")))?)
//!         }
//!         Step::Challenge(other) => panic!("not prepared for {other:?}"),
//!         Step::Done(tokens) => break tokens,
//!     }
//! };
//! assert!(tokens.access_token.is_some());
//! # Ok::<(), Error>(())
//! ```

mod answer;
mod challenge;
mod device;
mod options;
mod parameters;
mod proofs;
mod refresh;
mod registration;
mod request;
mod state;
#[cfg(test)]
mod tests;
mod tokens;

pub use crate::sign_in::srp::Secret;
pub use answer::Answer;
pub use challenge::{
    Challenge, Choice, Code, Custom, MfaSetup, NewPassword, Password, SoftwareTokenSetup, WebAuthn,
};
pub use device::Device;
pub use options::{Flow, Options};
pub use refresh::Refresh;
pub use registration::Registration;
pub use request::Request;
pub use state::{SignIn, Step};
pub use tokens::{Exposed, NewDevice, Tokens};
