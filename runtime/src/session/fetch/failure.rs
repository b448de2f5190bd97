//! Errors of the AWS SDK in the AWS CLI's words.

use std::error::Error as StdError;

use aws_smithy_runtime_api::client::orchestrator::HttpResponse;
use aws_smithy_runtime_api::client::result::SdkError;
use aws_smithy_types::error::metadata::ProvideErrorMetadata;

use crate::client::error::{Error, ErrorKind, ServiceError};
use crate::shapes::value::Map;

/// The error of an operation.
pub(super) fn of_operation<E>(operation: &'static str, error: SdkError<E, HttpResponse>) -> Error
where
    E: ProvideErrorMetadata + StdError + Send + Sync + 'static,
{
    let SdkError::ServiceError(answer) = &error else { return of_provider(operation, error) };
    let (told, status) = (answer.err(), answer.raw().status().as_u16());
    let request_id = answer.raw().headers().get("x-amzn-requestid").map(str::to_owned);
    ServiceError {
        operation,
        code: told.code().map_or_else(|| status.to_string(), str::to_owned),
        message: told.message().unwrap_or_default().to_owned(),
        status,
        request_id,
        body: Map::default(),
        retries_exhausted: None,
    }
    .into()
}

/// The error of a provider: the failed exchange behind it, or what it says itself.
pub(super) fn of_provider(provider: &str, error: impl StdError + Send + Sync + 'static) -> Error {
    let error: Box<dyn StdError + Send + Sync> = error.into();
    let mut reasons = Vec::new();
    let mut next: Option<&(dyn StdError + 'static)> = Some(&*error);
    while let Some(current) = next {
        if let Some(own) = own(current) {
            return Error::new(own.kind(), own.to_string()).with_source(error);
        }
        // Each of the SDK's errors says a part, and leaves the reason to its source.
        reasons.push(current.to_string());
        next = current.source();
    }
    let message = format!("Error when retrieving credentials from {provider}: {}", reasons.join(": "));
    Error::new(ErrorKind::Credentials, message).with_source(error)
}

/// This crate's error, as the connector has wrapped it.
fn own<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a Error> {
    let shared = || error.downcast_ref::<std::sync::Arc<Error>>().map(|shared| &**shared);
    error.downcast_ref::<Error>().or_else(shared)
}
