//! How a run went: counts, words, exit status.

use super::plan::Plan;
use super::tell;
use crate::report::failure::{Failure, Kind};
use rt::bulk::{End, Past};

/// Some records did not go well.
const SOME: u8 = 3;

/// None went well.
const NONE: u8 = 4;

/// Ctrl-C, as shells count it.
const INTERRUPTED: u8 = 130;

/// How many records ended how, with those of earlier runs.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Summary {
    pub(super) well: u64,
    pub(super) failed: u64,
    pub(super) uncertain: u64,
    pub(super) earlier: u64,
}

impl Summary {
    /// What earlier runs have finished; what they left uncertain is met again.
    pub(super) fn of_past(past: &Past, retries_failed: bool) -> Summary {
        let failed = if retries_failed { 0 } else { past.failed() };
        Summary { well: past.ended_well(), failed, uncertain: 0, earlier: past.ended_well() + failed }
    }

    pub(super) fn count<T, E>(&mut self, end: &End<T, E>) {
        match end {
            End::Done(Ok(_)) => self.well += 1,
            End::Done(Err(_)) => self.failed += 1,
            End::Uncertain => self.uncertain += 1,
        }
    }

    pub(super) fn total(&self) -> u64 {
        self.well + self.failed + self.uncertain
    }

    fn text(&self) -> String {
        let mut text = format!("{} records: {} went well, {} failed", self.total(), self.well, self.failed);
        if self.uncertain > 0 {
            text += &format!(", {} uncertain", self.uncertain);
        }
        if self.earlier > 0 {
            text += &format!("; {} of them in earlier runs", self.earlier);
        }
        text
    }

    /// Tells how it went; an error with its exit status unless all went well.
    pub(super) fn outcome(&self, plan: &Plan, is_interrupted: bool) -> Result<(), Failure> {
        let mut text = self.text();
        if self.uncertain > 0 {
            text += "\nUncertain records were not sent again; --retry-uncertain sends them.";
        }
        let status = match self {
            _ if is_interrupted => {
                text += match plan.journal {
                    Some(_) => "\nInterrupted. The same command goes on where this run was.",
                    None => "\nInterrupted. Without --journal, the same command begins anew.",
                };
                INTERRUPTED
            }
            Summary { failed: 0, uncertain: 0, .. } => {
                tell(&text);
                return Ok(());
            }
            Summary { well: 0, .. } => NONE,
            _ => SOME,
        };
        if plan.is_stopped_by(self.failed) && !is_interrupted {
            text += "\nStopped at an error; --on-error continue goes on.";
        }
        Err(Failure::new(Kind::Records(status), text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_told() {
        let mut summary = Summary { well: 2, failed: 0, uncertain: 0, earlier: 2 };
        summary.count::<(), ()>(&End::Done(Err(())));
        summary.count::<(), ()>(&End::Uncertain);
        assert_eq!(
            summary.text(),
            "4 records: 2 went well, 1 failed, 1 uncertain; 2 of them in earlier runs"
        );
    }
}
