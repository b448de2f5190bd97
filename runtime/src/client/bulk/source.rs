//! Records one after the other, and what an earlier run has to do with each.
//!
//! In: the caller's records, the journal. Out: what to work on next, marked in the journal as about to be sent, in the
//! records' order. It fails where the records are not those that the journal belongs to.

use std::sync::Arc;

use super::Again;
use super::journal::{Fate, Journal, JournalError, Line};
use super::record::{Digest, Record};

/// The caller's records.
#[derive(Debug)]
pub(crate) struct Source<I> {
    records: I,
    again: Again,
    journal: Option<Arc<Journal>>,
    /// The number of the last record, and the digest up to it.
    number: u64,
    digest: Digest,
}

/// A record that is given out.
#[derive(Debug)]
pub(crate) struct Taken<R> {
    pub(crate) record: R,
    pub(crate) number: u64,
    /// Whether it is to be worked on; otherwise it is uncertain.
    pub(crate) runs: bool,
    /// What has to be on the disk before it is sent.
    mark: Option<(Arc<Journal>, u64)>,
}

impl<R: Record, I: Iterator<Item = R>> Source<I> {
    pub(crate) fn new(records: I, again: Again, journal: Option<Arc<Journal>>) -> Source<I> {
        Source { records, again, journal, number: 0, digest: Digest::default() }
    }

    /// The next record that is not finished. It is marked only if it may begin, which is asked once it is there: what is
    /// marked and never sent would be uncertain.
    pub(crate) fn next(&mut self, begin: impl FnOnce() -> bool) -> Result<Option<Taken<R>>, JournalError> {
        loop {
            let Some(record) = self.records.next() else { return self.end() };
            self.number += 1;
            let fate = match self.journal.clone() {
                Some(journal) => self.fate(&journal, &record)?,
                None => Fate::New,
            };
            if fate != Fate::Finished {
                return Ok(begin().then(|| self.take(record, fate != Fate::Uncertain)));
            }
        }
    }

    fn fate(&mut self, journal: &Journal, record: &R) -> Result<Fate, JournalError> {
        self.digest = self.digest.and(record);
        match journal.past().digest(self.number) {
            Some(digest) if digest != self.digest => Err(JournalError::OtherRecords { number: self.number }),
            _ => Ok(journal.past().fate(self.number, self.again)),
        }
    }

    fn take(&mut self, record: R, runs: bool) -> Taken<R> {
        let (number, digest) = (self.number, self.digest);
        let mark = self.journal.clone().filter(|_| runs).map(|journal| {
            let place = journal.queue(Line::Start { number, digest });
            (journal, place)
        });
        Taken { record, number, runs, mark }
    }

    /// There are at least as many records as an earlier run has started.
    fn end(&self) -> Result<Option<Taken<R>>, JournalError> {
        match &self.journal {
            Some(journal) if journal.past().started() > self.number => {
                Err(JournalError::OtherRecords { number: self.number + 1 })
            }
            _ => Ok(None),
        }
    }
}

impl<R> Taken<R> {
    /// What waits until the record may be sent: until its mark is on the disk. It may block.
    pub(crate) fn starting(&mut self) -> impl FnOnce() -> Result<(), JournalError> + Send + 'static + use<R> {
        let mark = self.mark.take();
        move || mark.map_or(Ok(()), |(journal, place)| journal.wait(place))
    }
}

/// What waits until the end of a record is on the disk. It may block.
pub(crate) fn ending(
    journal: Option<Arc<Journal>>,
    number: u64,
    well: bool,
) -> impl FnOnce() -> Result<(), JournalError> + Send + 'static {
    move || match journal {
        Some(journal) => journal.wait(journal.queue(Line::End { number, well })),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(path: &std::path::Path) -> Option<Arc<Journal>> {
        Some(Arc::new(Journal::open(path, "job").unwrap()))
    }

    /// Numbers that are given out, those that are uncertain negated; and how it ended.
    fn taken(records: &[&str], again: Again, journal: Option<Arc<Journal>>) -> (Vec<i64>, Option<String>) {
        let records = records.iter().map(|record| (*record).to_owned());
        let (mut source, mut numbers) = (Source::new(records, again, journal), Vec::new());
        loop {
            match source.next(|| true) {
                Ok(None) => return (numbers, None),
                Ok(Some(taken)) => numbers.push(taken.number as i64 * if taken.runs { 1 } else { -1 }),
                Err(error) => return (numbers, Some(error.to_string())),
            }
        }
    }

    #[test]
    fn a_second_run_goes_on_where_the_first_one_was() {
        let path = std::env::temp_dir().join(format!("source-{}", crate::client::call::random::uuid()));
        let records = ["a", "b", "c", "d"];
        let journal = open(&path);
        let mut source =
            Source::new(records.iter().map(|r| (*r).to_owned()), Again::default(), journal.clone());
        for _ in 0..3 {
            let mut taken = source.next(|| true).unwrap().unwrap();
            taken.starting()().unwrap();
            if taken.number != 2 {
                ending(journal.clone(), taken.number, taken.number == 1)().unwrap();
            }
        }
        drop((source, journal));
        let both = Again { failed: true, uncertain: true };
        let other = "it belongs to other records: those up to number";
        for (records, again, expected) in [
            (&records[..], Again::default(), (vec![-2, 4], None)),
            (&records, both, (vec![2, 3, 4], None)),
            (&["a", "x", "c", "d"], both, (vec![], Some(format!("{other} 2 are not the same")))),
            (
                &["a", "b", "x", "d"],
                Again::default(),
                (vec![-2], Some(format!("{other} 3 are not the same"))),
            ),
            (&["a", "b"], Again::default(), (vec![-2], Some(format!("{other} 3 are not the same")))),
        ] {
            assert_eq!(taken(records, again, open(&path)), expected, "{records:?}");
        }
        std::fs::remove_file(path).unwrap();
    }

    #[test]
    fn without_a_journal_all_records_are_new() {
        assert_eq!(taken(&["a", "b"], Again::default(), None), (vec![1, 2], None));
    }
}
