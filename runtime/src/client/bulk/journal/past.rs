//! What the lines of a journal say together. Its size depends on how many records were in flight, and on how many
//! failed; not on how many there were.

use std::collections::HashMap;

use super::line::Line;
use crate::client::bulk::Again;
use crate::client::bulk::record::Digest;

/// What an earlier run has done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// The last record that was started, and the digest of all up to it.
    last: Option<(u64, Digest)>,
    /// Records that were started and have not ended well.
    open: HashMap<u64, Open>,
    ended_well: u64,
}

/// Where a record stands that has not ended well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    InFlight(Digest),
    Failed,
}

/// What becomes of a record that an earlier run may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::client::bulk) enum Fate {
    /// Nothing is known of it.
    New,
    Finished,
    /// It is to be sent once more.
    Again,
    Uncertain,
}

impl Past {
    /// Adds a line; says whether it makes sense after those before.
    pub(super) fn add(&mut self, line: Line) -> bool {
        match line {
            Line::Start { number, digest } => {
                let again = self.open.insert(number, Open::InFlight(digest)).is_some();
                let next = self.last.map_or(1, |(last, _)| last.saturating_add(1));
                if number == next {
                    self.last = Some((number, digest));
                }
                again || number == next
            }
            Line::End { number, well } => {
                self.ended_well += u64::from(well);
                let before = match well {
                    true => self.open.remove(&number),
                    false => self.open.insert(number, Open::Failed),
                };
                matches!(before, Some(Open::InFlight(_)))
            }
        }
    }

    /// How many records have ended well.
    #[must_use]
    pub fn ended_well(&self) -> u64 {
        self.ended_well
    }

    /// How many records have failed.
    #[must_use]
    pub fn failed(&self) -> u64 {
        self.open.values().filter(|open| **open == Open::Failed).count() as u64
    }

    /// The numbers of the records that were in flight when the run ended, and may have been carried out.
    pub fn uncertain(&self) -> impl Iterator<Item = u64> {
        (1..=self.started()).filter(|number| matches!(self.open.get(number), Some(Open::InFlight(_))))
    }

    /// How many records have been started.
    #[must_use]
    pub fn started(&self) -> u64 {
        self.last.map_or(0, |(number, _)| number)
    }

    /// What the digest of all records up to this one must be, if it is known and matters.
    pub(in crate::client::bulk) fn digest(&self, number: u64) -> Option<Digest> {
        let last = self.last.filter(|(last, _)| *last == number).map(|(_, digest)| digest);
        last.or_else(|| match self.open.get(&number)? {
            Open::InFlight(digest) => Some(*digest),
            Open::Failed => None,
        })
    }

    pub(in crate::client::bulk) fn fate(&self, number: u64, again: Again) -> Fate {
        match self.open.get(&number) {
            _ if number > self.started() => Fate::New,
            Some(Open::InFlight(_)) if again.uncertain => Fate::Again,
            Some(Open::InFlight(_)) => Fate::Uncertain,
            Some(Open::Failed) if again.failed => Fate::Again,
            _ => Fate::Finished,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn past(lines: &[&str]) -> Option<Past> {
        let mut past = Past::default();
        lines.iter().all(|line| Line::parse(line).is_some_and(|line| past.add(line))).then_some(past)
    }

    #[test]
    fn what_has_no_end_is_uncertain() {
        let lines = [
            "start 1 0000000000000001",
            "start 2 0000000000000002",
            "ok 2",
            "start 3 0000000000000003",
            "failed 3",
        ];
        let past = past(&lines).unwrap();
        assert_eq!((past.ended_well(), past.failed(), past.started()), (1, 1, 3));
        assert_eq!(past.uncertain().collect::<Vec<_>>(), [1]);
        let fates = |again| (1..5).map(|number| past.fate(number, again)).collect::<Vec<_>>();
        use Fate::{Again as Once, Finished, New, Uncertain};
        assert_eq!(fates(Again::default()), [Uncertain, Finished, Finished, New]);
        assert_eq!(fates(Again { failed: true, uncertain: true }), [Once, Finished, Once, New]);
    }

    #[test]
    fn lines_out_of_place_make_no_sense() {
        let first = "start 1 0000000000000001";
        for lines in
            [&["ok 1"][..], &["start 2 0000000000000002"], &[first, "ok 1", "ok 1"], &[first, "ok 2"]]
        {
            assert_eq!(past(lines), None, "{lines:?}");
        }
        assert!(past(&[first, first, "failed 1", first, "ok 1"]).is_some_and(|past| past.failed() == 0));
    }
}
