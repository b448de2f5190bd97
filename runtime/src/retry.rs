//! Which failures are worth another attempt, and when: botocore's three modes. Time and randomness
//! come from the caller.

use std::time::Duration;

use crate::error::ErrorKind;

/// How often and when calls are made again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryConfig {
    /// The rules.
    pub mode: RetryMode,
    /// Attempts in all, the first included; at least 1.
    pub max_attempts: u32,
}

impl Default for RetryConfig {
    fn default() -> RetryConfig {
        RetryConfig { mode: RetryMode::Standard, max_attempts: RetryMode::Standard.default_max_attempts() }
    }
}

/// Botocore's sets of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryMode {
    /// The rules of old: five attempts, few codes.
    Legacy,
    /// The rules that all AWS SDKs share: three attempts, more codes, a quota.
    Standard,
    /// As `Standard`, and the sender slows down while it is throttled.
    Adaptive,
}

impl RetryMode {
    /// The mode that configuration calls `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<RetryMode> {
        [RetryMode::Legacy, RetryMode::Standard, RetryMode::Adaptive]
            .into_iter()
            .find(|mode| mode.name() == name)
    }

    /// The mode's name in configuration.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            RetryMode::Legacy => "legacy",
            RetryMode::Standard => "standard",
            RetryMode::Adaptive => "adaptive",
        }
    }

    /// Attempts in all where nothing else is configured.
    #[must_use]
    pub const fn default_max_attempts(self) -> u32 {
        if matches!(self, RetryMode::Legacy) { 5 } else { 3 }
    }
}

/// What an attempt ended in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Outcome<'a> {
    /// The service answered with an error.
    Service { status: u16, code: &'a str },
    /// There was no answer.
    Failure(ErrorKind),
}

/// What to do about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Decision {
    /// Try again after a while.
    Retry(Duration),
    /// It is no use.
    Stop,
    /// It might be of use, but all attempts are made.
    Exhausted,
}

/// The retry quota of a client, which all its calls share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quota(u32);

impl Default for Quota {
    fn default() -> Quota {
        Quota(500)
    }
}

impl Quota {
    fn take(&mut self, cost: u32) -> bool {
        let enough = self.0 >= cost;
        self.0 -= if enough { cost } else { 0 };
        enough
    }

    /// Gives back what the retry that succeeded took, or one for a call without retries.
    pub(crate) fn give(&mut self, amount: u32) {
        self.0 = (self.0 + amount).min(500);
    }
}

impl RetryConfig {
    /// Decides after attempt number `attempt` (from 1); `random` is uniform in 0..1.
    pub(crate) fn decide(
        &self,
        outcome: Outcome<'_>,
        attempt: u32,
        random: f64,
        quota: &mut Quota,
    ) -> Decision {
        match self.mode {
            RetryMode::Legacy => self.legacy(outcome, attempt, random),
            RetryMode::Standard | RetryMode::Adaptive => self.standard(outcome, attempt, random, quota),
        }
    }

    fn legacy(&self, outcome: Outcome<'_>, attempt: u32, random: f64) -> Decision {
        let worth = match outcome {
            Outcome::Failure(kind) => is_connection_failure(kind),
            Outcome::Service { status, code } => {
                matches!(status, 429 | 500 | 502 | 503 | 504 | 509)
                    || (status == 400 && LEGACY_THROTTLING.contains(&code))
            }
        };
        match (worth, attempt < self.max_attempts) {
            (false, _) => Decision::Stop,
            (true, false) => Decision::Exhausted,
            (true, true) => Decision::Retry(Duration::from_secs_f64(random * growth(attempt))),
        }
    }

    fn standard(&self, outcome: Outcome<'_>, attempt: u32, random: f64, quota: &mut Quota) -> Decision {
        if attempt >= self.max_attempts {
            return Decision::Exhausted;
        }
        let (worth, cost) = match outcome {
            Outcome::Failure(kind) => {
                let timeout = matches!(kind, ErrorKind::ConnectTimeout | ErrorKind::ReadTimeout);
                (is_connection_failure(kind), if timeout { TIMEOUT_COST } else { RETRY_COST })
            }
            Outcome::Service { status, code } => {
                (is_transient(status, code) || is_throttling(code), RETRY_COST)
            }
        };
        if worth && quota.take(cost) {
            Decision::Retry(Duration::from_secs_f64((random * growth(attempt)).min(MAX_DELAY)))
        } else {
            Decision::Stop
        }
    }
}

/// Longest pause of the standard mode, in seconds.
const MAX_DELAY: f64 = 20.0;
/// What a retry takes from the quota.
pub(crate) const RETRY_COST: u32 = 5;
const TIMEOUT_COST: u32 = 10;

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

fn growth(attempt: u32) -> f64 {
    2f64.powi(attempt.saturating_sub(1).min(30) as i32)
}

fn is_connection_failure(kind: ErrorKind) -> bool {
    use ErrorKind::{Connect, ConnectTimeout, ConnectionClosed, Proxy, ReadTimeout};
    matches!(kind, Connect | ConnectTimeout | ReadTimeout | ConnectionClosed | Proxy)
}

/// Whether the service says that it was its own passing trouble.
pub(crate) fn is_transient(status: u16, code: &str) -> bool {
    matches!(status, 500 | 502 | 503 | 504) || matches!(code, "RequestTimeout" | "RequestTimeoutException")
}

/// Whether the service says that there were too many calls.
pub(crate) fn is_throttling(code: &str) -> bool {
    LEGACY_THROTTLING.contains(&code) || STANDARD_THROTTLING.contains(&code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decide(mode: RetryMode, status: u16, code: &str, attempt: u32) -> Decision {
        let config = RetryConfig { mode, max_attempts: mode.default_max_attempts() };
        config.decide(Outcome::Service { status, code }, attempt, 0.5, &mut Quota::default())
    }

    #[test]
    fn each_mode_has_its_own_codes() {
        let half = Decision::Retry(Duration::from_millis(500));
        assert_eq!(decide(RetryMode::Legacy, 400, "TooManyRequestsException", 1), Decision::Stop);
        assert_eq!(decide(RetryMode::Standard, 400, "TooManyRequestsException", 1), half);
        assert_eq!(decide(RetryMode::Legacy, 400, "ThrottlingException", 1), half);
        assert_eq!(decide(RetryMode::Legacy, 429, "X", 1), half);
        assert_eq!(decide(RetryMode::Standard, 429, "X", 1), Decision::Stop);
        assert_eq!(decide(RetryMode::Legacy, 500, "X", 5), Decision::Exhausted);
        assert_eq!(decide(RetryMode::Legacy, 400, "X", 5), Decision::Stop);
        assert_eq!(decide(RetryMode::Standard, 400, "X", 3), Decision::Exhausted);
    }

    #[test]
    fn pauses_double_and_are_bounded() {
        let config = RetryConfig { mode: RetryMode::Standard, max_attempts: 20 };
        let mut quota = Quota::default();
        let pause = |attempt, quota: &mut Quota| {
            config.decide(Outcome::Failure(ErrorKind::Connect), attempt, 1.0, quota)
        };
        assert_eq!(pause(1, &mut quota), Decision::Retry(Duration::from_secs(1)));
        assert_eq!(pause(4, &mut quota), Decision::Retry(Duration::from_secs(8)));
        assert_eq!(pause(10, &mut quota), Decision::Retry(Duration::from_secs(20)));
    }

    #[test]
    fn the_quota_runs_out_and_fills_again() {
        let config = RetryConfig { mode: RetryMode::Standard, max_attempts: 3 };
        let mut quota = Quota(12);
        let timeout = Outcome::Failure(ErrorKind::ReadTimeout);
        assert!(matches!(config.decide(timeout, 1, 0.0, &mut quota), Decision::Retry(_)));
        assert_eq!(config.decide(timeout, 1, 0.0, &mut quota), Decision::Stop);
        quota.give(RETRY_COST + RETRY_COST);
        assert!(matches!(config.decide(timeout, 1, 0.0, &mut quota), Decision::Retry(_)));
    }
}
