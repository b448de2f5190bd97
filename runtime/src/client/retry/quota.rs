//! The quota of retries: a client whose calls keep failing soon makes no more attempts again.

/// Tokens of a client that nothing has gone wrong for.
const FULL: u32 = 500;

/// What a retry takes.
const COST: u32 = 5;

/// What a retry after a time limit takes: each of these has kept a server busy for long.
const COST_AFTER_TIMEOUT: u32 = 10;

/// The tokens that are left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quota(u32);

impl Default for Quota {
    fn default() -> Quota {
        Quota(FULL)
    }
}

impl Quota {
    /// Pays for a retry; the price, or `None` if there is not enough left.
    pub(super) fn take(&mut self, after_timeout: bool) -> Option<u32> {
        let cost = if after_timeout { COST_AFTER_TIMEOUT } else { COST };
        self.0 = self.0.checked_sub(cost)?;
        Some(cost)
    }

    /// Gives back what the last retry of a call took; a call without retries gives one.
    pub(super) fn give(&mut self, cost: Option<u32>) {
        self.0 = (self.0 + cost.unwrap_or(1)).min(FULL);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn retries_cost_and_success_gives_back() {
        let mut quota = Quota(12);
        assert_eq!(quota.take(true), Some(10));
        assert_eq!(quota.take(false), None);
        quota.give(Some(10));
        quota.give(None);
        assert_eq!(quota.0, 13);
        quota.give(Some(FULL));
        assert_eq!(quota.0, FULL);
    }
}
