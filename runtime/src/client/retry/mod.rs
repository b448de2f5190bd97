//! Which failures are worth another attempt, and when: botocore's three modes. Time and randomness
//! come from the caller.

mod quota;
mod rate;

use std::time::Duration;

use crate::client::error::ErrorKind;
use crate::client::error::codes::{self, is_throttling, is_transient};
use crate::shapes::time::Timestamp;
use quota::Quota;
use rate::RateLimiter;

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
    /// Try again after `pause`; the quota gets `cost` back if the call ends well.
    Retry { pause: Duration, cost: u32 },
    /// It is no use.
    Stop,
    /// It might be of use, but all attempts are made.
    Exhausted,
}

/// What all calls of a client share: the quota of retries and, in the adaptive mode, the rate limit.
#[derive(Debug)]
pub(crate) struct Shared {
    quota: Quota,
    limiter: RateLimiter,
}

impl Shared {
    /// The state of a new client.
    pub(crate) fn new(now: Timestamp) -> Shared {
        Shared { quota: Quota::default(), limiter: RateLimiter::new(now) }
    }

    /// How long the next request has to wait before it asks again; `None` lets it go.
    pub(crate) fn turn(&mut self, mode: RetryMode, now: Timestamp) -> Option<Duration> {
        if mode == RetryMode::Adaptive { self.limiter.turn(now) } else { None }
    }

    /// Learns from what an attempt ended in; `None` is a reply that is no error.
    pub(crate) fn answered(&mut self, mode: RetryMode, outcome: Option<Outcome<'_>>, now: Timestamp) {
        let throttled = matches!(outcome, Some(Outcome::Service { code, .. }) if is_throttling(code));
        if mode == RetryMode::Adaptive {
            self.limiter.answered(throttled, now);
        }
    }

    /// A call has ended well; `cost` is what its last retry took, if there was one.
    pub(crate) fn succeeded(&mut self, cost: Option<u32>) {
        self.quota.give(cost);
    }
}

impl RetryConfig {
    /// Decides after attempt number `attempt` (from 1); `random` is uniform in 0..1.
    pub(crate) fn decide(
        &self,
        outcome: Outcome<'_>,
        attempt: u32,
        random: f64,
        shared: &mut Shared,
    ) -> Decision {
        match self.mode {
            RetryMode::Legacy => self.legacy(outcome, attempt, random),
            RetryMode::Standard | RetryMode::Adaptive => {
                self.standard(outcome, attempt, random, &mut shared.quota)
            }
        }
    }

    fn legacy(&self, outcome: Outcome<'_>, attempt: u32, random: f64) -> Decision {
        let worth = match outcome {
            Outcome::Failure(kind) => kind.is_connection_failure(),
            Outcome::Service { status, code } => codes::legacy_tries_again(status, code),
        };
        match (worth, attempt < self.max_attempts) {
            (false, _) => Decision::Stop,
            (true, false) => Decision::Exhausted,
            (true, true) => {
                Decision::Retry { pause: Duration::from_secs_f64(random * growth(attempt)), cost: 0 }
            }
        }
    }

    fn standard(&self, outcome: Outcome<'_>, attempt: u32, random: f64, quota: &mut Quota) -> Decision {
        if attempt >= self.max_attempts {
            return Decision::Exhausted;
        }
        let (worth, after_timeout) = match outcome {
            Outcome::Failure(kind) => {
                let timeout = matches!(kind, ErrorKind::ConnectTimeout | ErrorKind::ReadTimeout);
                (kind.is_connection_failure(), timeout)
            }
            Outcome::Service { status, code } => (is_transient(status, code) || is_throttling(code), false),
        };
        match worth.then(|| quota.take(after_timeout)).flatten() {
            Some(cost) => {
                let pause = Duration::from_secs_f64(random * growth(attempt).min(MAX_DELAY));
                Decision::Retry { pause, cost }
            }
            None => Decision::Stop,
        }
    }
}

/// Whether the service says that there were too many calls.
#[allow(dead_code, reason = "sessions ask, which are a feature")]
pub(crate) fn is_throttled(code: &str) -> bool {
    is_throttling(code)
}

/// Longest pause of the standard mode, in seconds.
const MAX_DELAY: f64 = 20.0;

fn growth(attempt: u32) -> f64 {
    2f64.powi(attempt.saturating_sub(1).min(30) as i32)
}

#[cfg(test)]
mod tests;
