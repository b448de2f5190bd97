//! Operations of the SDK's clients, tried again by this crate's own rules. The SDK's would count differently from the
//! AWS CLI, and the settings would not reach them.

use std::error::Error as StdError;
use std::thread;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use super::{Remote, failure};
use crate::client::call::random;
use crate::client::error::{Error, ServiceError};
use crate::client::retry::{Decision, Outcome, Shared};
use crate::shapes::time::Timestamp;

impl Remote {
    /// The reply to an operation, which `send` sends once.
    pub(super) async fn attempts<T, E>(
        &self,
        operation: &'static str,
        send: impl AsyncFn() -> Result<T, SdkError<E, HttpResponse>>,
    ) -> Result<T, Error>
    where
        E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
    {
        let mut shared = Shared::new(Timestamp::now());
        let mut attempt = 1;
        loop {
            let error = match send().await {
                Ok(reply) => return Ok(reply),
                Err(error) => failure::of_operation(operation, error),
            };
            let outcome = match error.as_service_error() {
                Some(told) => Outcome::Service { status: told.status, code: &told.code },
                None => Outcome::Failure(error.kind()),
            };
            match self.retry.decide(outcome, attempt, random::unit(), &mut shared) {
                // Nothing else runs on this thread.
                Decision::Retry { pause, .. } => thread::sleep(pause),
                Decision::Exhausted => return Err(exhausted(error, attempt - 1)),
                Decision::Stop => return Err(error),
            }
            attempt += 1;
        }
    }
}

fn exhausted(error: Error, retries: u32) -> Error {
    match error.as_service_error() {
        Some(told) => ServiceError { retries_exhausted: Some(retries), ..told.clone() }.into(),
        None => error,
    }
}
