//! How many requests a second a client makes: an average over half seconds that forgets.

/// Seconds that are counted together.
const SLOT: f64 = 0.5;

/// The weight of the last slot in the average.
const SMOOTHING: f64 = 0.8;

/// Requests in the present slot and the rate before it.
#[derive(Debug, Default)]
pub(super) struct Meter {
    count: u32,
    /// When the present slot began.
    slot: f64,
    rate: f64,
}

impl Meter {
    /// Counts a request; the rate so far.
    pub(super) fn count(&mut self, now: f64) -> f64 {
        let slot = (now / SLOT).floor() * SLOT;
        self.count += 1;
        if slot > self.slot {
            let latest = f64::from(self.count) / (slot - self.slot);
            self.rate = latest * SMOOTHING + self.rate * (1.0 - SMOOTHING);
            (self.count, self.slot) = (0, slot);
        }
        self.rate
    }

    #[cfg(test)]
    pub(super) fn rate(&self) -> f64 {
        self.rate
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steady_rate_is_found() {
        let mut meter = Meter::default();
        let rates: Vec<f64> = (1..=200).map(|i| meter.count(f64::from(i) / 10.0)).collect();
        assert_eq!(rates[0], 0.0);
        assert!((rates[199] - 10.0).abs() < 1e-6, "{rates:?}");
    }
}
