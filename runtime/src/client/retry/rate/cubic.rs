//! How the rate comes back after a complaint: slowly near where it was, then faster (CUBIC, RFC 9438).

/// How steep the curve is.
const SCALE: f64 = 0.4;

/// What is left of the rate after a complaint.
const BETA: f64 = 0.7;

/// The curve through the last complaint.
#[derive(Debug, Default)]
pub(super) struct Cubic {
    /// Requests a second when the service last complained.
    peak: f64,
    /// Seconds from the complaint until that rate is reached again.
    recovery: f64,
    /// When that was.
    complaint: f64,
}

impl Cubic {
    /// The rate for now.
    pub(super) fn rate(&self, now: f64) -> f64 {
        SCALE * (now - self.complaint - self.recovery).powi(3) + self.peak
    }

    /// Starts a new curve after a complaint at this rate; the rate that it starts with.
    pub(super) fn fall_back(&mut self, peak: f64, now: f64) -> f64 {
        *self = Cubic { peak, recovery: (peak * (1.0 - BETA) / SCALE).cbrt(), complaint: now };
        peak * BETA
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_curve_starts_low_and_comes_back_to_the_peak() {
        let mut cubic = Cubic::default();
        assert_eq!(cubic.fall_back(10.0, 5.0), 7.0);
        assert!((cubic.rate(5.0) - 7.0).abs() < 1e-9);
        assert!((cubic.rate(5.0 + cubic.recovery) - 10.0).abs() < 1e-9);
        assert!(cubic.rate(10.0) > 10.0);
    }
}
