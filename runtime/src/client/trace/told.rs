//! Spans and events of the crate `tracing`.

#![allow(dead_code, reason = "each client has its own way to be within")]

use std::time::Duration;

use tracing::field::Empty;
use tracing::{Span, debug, info_span};

use crate::client::error::Error;
use crate::client::hooks::{Attempt, Context};
use crate::client::transport::HttpResponse;
use crate::shapes::schema::{Operation, Service};
use crate::shapes::time::Instant;

/// A future whose work is within the span around, wherever it is done.
pub(crate) fn carried<F: Future>(future: F) -> impl Future<Output = F::Output> + use<F> {
    tracing::Instrument::in_current_span(future)
}

/// The span of a call.
pub(crate) struct Trace(Span);

impl Trace {
    pub(crate) fn new(service: &Service, operation: &Operation, region: &str) -> Trace {
        Trace(info_span!(
            "call",
            service = service.service_id,
            operation = operation.name,
            region,
            attempts = Empty,
            status = Empty,
            request_id = Empty,
            error = Empty,
            duration_ms = Empty,
        ))
    }

    /// Does something within the span.
    pub(crate) fn within<T>(&self, run: impl FnOnce() -> T) -> T {
        self.0.in_scope(run)
    }

    /// A future whose work is within the span.
    pub(crate) fn around<F: Future>(&self, future: F) -> impl Future<Output = F::Output> + use<F> {
        tracing::Instrument::instrument(future, self.0.clone())
    }

    pub(crate) fn attempt(&self, attempt: &Attempt<'_>, context: &Context<'_>) {
        self.0.in_scope(|| {
            debug!(
                attempt = context.attempt,
                status = attempt.status(),
                request_id = attempt.request_id(),
                code = attempt.code,
                failure = attempt.result.err().map(|failure| format!("{:?}", failure.kind)),
                duration_ms = milliseconds(attempt.duration),
                retry_after_ms = attempt.retry_after.map(milliseconds),
                "attempt"
            );
        });
    }

    pub(crate) fn reply(&self, response: &HttpResponse) {
        self.0.record("status", response.status);
        if let Some(id) = response.request_id() {
            self.0.record("request_id", id);
        }
    }

    pub(crate) fn end(&self, error: Option<&Error>, attempts: u32, began: Instant) {
        self.0.record("attempts", attempts);
        self.0.record("duration_ms", milliseconds(began.elapsed()));
        if let Some(error) = error {
            let kind = || format!("{:?}", error.kind());
            self.0.record("error", error.code().map_or_else(kind, str::to_owned));
        }
    }
}

/// What became of a source of credentials.
pub(crate) fn credentials(source: &str, state: &str, reason: Option<&str>) {
    debug!(source, state, reason, "credentials");
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
