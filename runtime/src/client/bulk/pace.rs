//! A steady rate: when the next request may start. The time comes from the caller; nothing here waits.

use std::time::Duration;

use crate::shapes::time::Timestamp;

/// So much that was missed because nobody was ready may be caught up on, in nanoseconds.
const SLACK: i128 = 50_000_000;

/// Requests that start one after the other, so far apart.
#[derive(Debug)]
pub(super) struct Pace {
    /// Nanoseconds between two.
    apart: i128,
    /// When the next one may start, on the clock below.
    next: i128,
    /// A clock that is never set back: nanoseconds since the first request.
    elapsed: i128,
    last: Option<Timestamp>,
}

impl Pace {
    pub(super) fn new(a_second: f64) -> Pace {
        Pace { apart: (1e9 / a_second).min(1e18) as i128, next: 0, elapsed: 0, last: None }
    }

    /// Takes the next place; how long it is until then.
    pub(super) fn turn(&mut self, now: Timestamp) -> Duration {
        self.elapsed += self.last.map_or(0, |last| now.since(last).max(0));
        self.last = Some(now);
        let place = self.next.max(self.elapsed - SLACK.min(self.apart));
        self.next = place + self.apart;
        Duration::from_nanos(u64::try_from(place - self.elapsed).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: f64) -> Timestamp {
        Timestamp::from_seconds(1_600_000_000).offset((seconds * 1e9) as i128)
    }

    #[test]
    fn places_are_as_far_apart_as_the_rate_says() {
        let mut pace = Pace::new(4.0);
        let waits: Vec<f64> = (0..4).map(|_| pace.turn(at(0.0)).as_secs_f64()).collect();
        assert_eq!(waits, [0.0, 0.25, 0.5, 0.75]);
        assert_eq!(pace.turn(at(0.9)).as_secs_f64(), 0.1);
    }

    #[test]
    fn what_nobody_used_is_not_saved_up_and_clocks_that_are_set_back_stop_nothing() {
        let mut pace = Pace::new(100.0);
        pace.turn(at(0.0));
        let free = (0..100).filter(|_| pace.turn(at(60.0)).is_zero()).count();
        assert!(free <= 2, "{free}");
        let wait = Pace::new(100.0).turn(at(-3600.0)).max(pace.turn(at(-3600.0)));
        assert!(wait < Duration::from_secs(2), "{wait:?}");
    }
}
