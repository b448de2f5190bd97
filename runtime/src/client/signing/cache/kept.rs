//! Credentials that are kept: until when they are fresh, and until when they serve.

use std::time::Duration;

use super::super::credentials::Credentials;
use crate::shapes::time::Timestamp;

/// How long before their end credentials are fetched again while the old ones still serve; a quarter of their life
/// at most.
const AHEAD: Duration = Duration::from_secs(10 * 60);

/// How long before their end credentials no longer serve; a tenth of their life at most.
const RESERVE: Duration = Duration::from_secs(60);

/// How long after an attempt the next one is made while the old ones still serve.
const AGAIN: Duration = Duration::from_secs(10);

#[derive(Clone)]
pub(super) struct Kept {
    pub(super) credentials: Credentials,
    /// From when on they are fetched again, and when they cease to serve.
    pub(super) renew: Option<Timestamp>,
    pub(super) last: Option<Timestamp>,
}

impl Kept {
    /// Credentials that were fetched now. `ahead` is how long before their end they are fetched again, whatever their
    /// life.
    pub(super) fn new(credentials: Credentials, now: Timestamp, ahead: Option<Duration>) -> Kept {
        let before = |most: Duration, share: i128| {
            let end = credentials.expires()?;
            let life = end.since(now).max(0);
            Some(end.offset(-(most.as_nanos() as i128).min(life / share)))
        };
        let renew = match (ahead, credentials.expires()) {
            // Not at once again, or every call would ask.
            (Some(ahead), Some(end)) => Some(end.offset(-(ahead.as_nanos() as i128)).max(again(now))),
            _ => before(AHEAD, 4),
        };
        Kept { renew, last: before(RESERVE, 10), credentials }
    }

    /// Puts the next attempt off after one that has failed, or every call would ask.
    pub(super) fn put_off(&mut self, now: Timestamp) {
        self.renew = self.renew.map(|_| again(now));
    }

    pub(super) fn serves(&self, now: Timestamp) -> bool {
        self.last.is_none_or(|last| now < last)
    }

    pub(super) fn is_fresh(&self, now: Timestamp) -> bool {
        self.renew.is_none_or(|renew| now < renew)
    }
}

fn again(now: Timestamp) -> Timestamp {
    now.offset(AGAIN.as_nanos() as i128)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seconds after which credentials of this life are fetched again.
    fn fresh(life: i64, ahead: Option<u64>) -> i64 {
        let now = Timestamp::from_seconds(1_000_000);
        let keys = Credentials::new("a", "s", None).expiring(Timestamp::from_seconds(1_000_000 + life));
        let kept = Kept::new(keys, now, ahead.map(Duration::from_secs));
        kept.renew.unwrap().seconds() - now.seconds()
    }

    #[test]
    fn when_they_are_fetched_again() {
        for (life, seconds) in [(3600, 3000), (1200, 900), (720, 540), (40, 30)] {
            assert_eq!(fresh(life, None), seconds, "{life}");
        }
        for (life, seconds) in [(21600, 20700), (1200, 300), (905, 10), (720, 10)] {
            assert_eq!(fresh(life, Some(900)), seconds, "{life}");
        }
    }
}
