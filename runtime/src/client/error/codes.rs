//! The codes and statuses of replies that are worth another attempt.

const LEGACY_THROTTLING: &[&str] = &[
    "Throttling",
    "ThrottlingException",
    "ThrottledException",
    "RequestThrottledException",
    "ProvisionedThroughputExceededException",
];

const STANDARD_THROTTLING: &[&str] = &[
    "TooManyRequestsException",
    "LimitExceededException",
    "TransactionInProgressException",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "RequestThrottled",
    "SlowDown",
    "PriorRequestNotComplete",
    "EC2ThrottledException",
];

/// STS could not reach the identity provider of a token, which is to be tried again in every mode.
const PROVIDER_UNREACHABLE: &str = "IDPCommunicationError";

/// Whether the legacy mode tries again after this reply.
pub(crate) fn legacy_tries_again(status: u16, code: &str) -> bool {
    matches!(status, 429 | 500 | 502 | 503 | 504 | 509)
        || (status == 400 && (LEGACY_THROTTLING.contains(&code) || code == PROVIDER_UNREACHABLE))
}

/// Whether the service says that it was its own passing trouble.
pub(crate) fn is_transient(status: u16, code: &str) -> bool {
    matches!(status, 500 | 502 | 503 | 504)
        || matches!(code, "RequestTimeout" | "RequestTimeoutException" | PROVIDER_UNREACHABLE)
}

/// Whether the service says that there were too many calls.
pub(crate) fn is_throttling(code: &str) -> bool {
    LEGACY_THROTTLING.contains(&code) || STANDARD_THROTTLING.contains(&code)
}
