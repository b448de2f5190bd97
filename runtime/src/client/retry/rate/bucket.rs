//! A bucket of tokens that fills with time; a request takes one.

/// The bucket never fills slower than this, in tokens a second.
const MIN_RATE: f64 = 0.5;

/// The tokens and how fast they come.
#[derive(Debug)]
pub(super) struct Bucket {
    rate: f64,
    capacity: f64,
    tokens: f64,
    filled_at: f64,
}

impl Bucket {
    /// An empty bucket at time zero.
    pub(super) fn new(rate: f64) -> Bucket {
        Bucket { rate: rate.max(MIN_RATE), capacity: rate.max(1.0), tokens: 0.0, filled_at: 0.0 }
    }

    /// Tokens a second.
    pub(super) fn rate(&self) -> f64 {
        self.rate
    }

    /// Sets how fast the bucket fills; what came until now came at the old rate.
    pub(super) fn set_rate(&mut self, rate: f64, now: f64) {
        self.fill(now);
        self.rate = rate.max(MIN_RATE);
        self.capacity = rate.max(1.0);
        self.tokens = self.tokens.min(self.capacity);
    }

    /// Takes a token; if there is none, the seconds until there will be.
    pub(super) fn take(&mut self, now: f64) -> Option<f64> {
        self.fill(now);
        if self.tokens < 1.0 {
            return Some((1.0 - self.tokens) / self.rate);
        }
        self.tokens -= 1.0;
        None
    }

    fn fill(&mut self, now: f64) {
        self.tokens = (self.tokens + (now - self.filled_at) * self.rate).min(self.capacity);
        self.filled_at = now;
    }

    #[cfg(test)]
    pub(super) fn tokens(&self) -> f64 {
        self.tokens
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_with_time_and_do_not_pile_up() {
        let mut bucket = Bucket::new(2.0);
        assert_eq!(bucket.take(0.0), Some(0.5));
        assert_eq!(bucket.take(0.5), None);
        assert_eq!(bucket.take(100.0), None);
        assert_eq!(bucket.take(100.0), None);
        assert_eq!(bucket.take(100.0), Some(0.5));
    }

    #[test]
    fn the_rate_has_a_floor() {
        let mut bucket = Bucket::new(2.0);
        bucket.set_rate(0.0, 0.0);
        assert_eq!((bucket.rate(), bucket.take(0.0)), (MIN_RATE, Some(2.0)));
        assert_eq!(bucket.take(10.0), None);
        assert_eq!(bucket.take(10.0), Some(2.0));
    }
}
