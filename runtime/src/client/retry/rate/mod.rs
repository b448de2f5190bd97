//! The adaptive mode's limit on the rate of requests, as botocore has it.
//!
//! Nothing is limited until the service first says that there were too many calls. From then on each
//! request takes a token of a bucket; how fast the bucket fills follows the rate that was measured, less
//! after each further complaint and along a cubic curve while there is none. The time comes from the
//! caller; nothing here waits.

mod bucket;
mod cubic;
mod meter;

use std::time::Duration;

use crate::shapes::time::Timestamp;
use bucket::Bucket;
use cubic::Cubic;
use meter::Meter;

/// How much faster than measured the bucket may fill.
const HEADROOM: f64 = 2.0;

/// The limit of one client.
#[derive(Debug)]
pub(super) struct RateLimiter {
    clock: Clock,
    limits: bool,
    meter: Meter,
    cubic: Cubic,
    bucket: Bucket,
}

impl RateLimiter {
    pub(super) fn new(now: Timestamp) -> RateLimiter {
        RateLimiter {
            clock: Clock { last: now, elapsed: 0 },
            limits: false,
            meter: Meter::default(),
            cubic: Cubic::default(),
            bucket: Bucket::new(1.0),
        }
    }

    /// How long to wait before asking again; `None` lets one request go.
    pub(super) fn turn(&mut self, now: Timestamp) -> Option<Duration> {
        let now = self.clock.at(now);
        if !self.limits {
            return None;
        }
        let wait = self.bucket.take(now)?;
        // Rounded up: a wait of nothing would have the caller ask again at once.
        Some(Duration::from_nanos((wait * 1e9).ceil() as u64))
    }

    /// Learns that a request was answered or failed.
    pub(super) fn answered(&mut self, throttled: bool, now: Timestamp) {
        let now = self.clock.at(now);
        let measured = self.meter.count(now);
        let rate = if throttled {
            let peak = if self.limits { measured.min(self.bucket.rate()) } else { measured };
            self.limits = true;
            self.cubic.fall_back(peak, now)
        } else {
            self.cubic.rate(now)
        };
        self.bucket.set_rate(rate.min(HEADROOM * measured), now);
    }
}

/// Seconds since the start that never go back, whatever the system's clock does.
#[derive(Debug)]
struct Clock {
    last: Timestamp,
    /// Nanoseconds.
    elapsed: i128,
}

impl Clock {
    fn at(&mut self, now: Timestamp) -> f64 {
        self.elapsed += now.since(self.last).max(0);
        self.last = now;
        self.elapsed as f64 / 1e9
    }
}

#[cfg(test)]
mod tests;
