//! One call for each of many records: how many at a time, how fast, what an earlier run has done, and results in
//! the records' order.
//!
//! In: settings, a [`Journal`], records. Out: what to run next, and where its result belongs. Nothing here sends a
//! request, starts a thread or waits: the loops around it are `blocking/bulk.rs` and `asynchronous/bulk.rs`.

mod journal;
mod pace;
mod record;
mod source;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::client::config::Config;
use crate::shapes::time::Timestamp;
pub use journal::{Journal, JournalError, Past};
use pace::Pace;
pub use record::Record;
pub(crate) use source::{Source, Taken, ending};

/// How many records are worked on at a time unless a run says otherwise.
pub const DEFAULT_CONCURRENCY: usize = 16;

/// How a run goes. Cheap to clone; clones share the rate and what stops the run.
///
/// ```no_run
/// # #[cfg(feature = "blocking")]
/// # fn example() -> Result<(), Box<dyn std::error::Error>> {
/// use awsmodel_runtime::bulk::{Bulk, End, Journal};
///
/// let journal = Journal::open("greet.journal".as_ref(), "greet everybody")?;
/// let names = ["ada", "grace"].map(String::from);
/// for ended in Bulk::new().rate(25.0).journal(journal).run(names.into_iter(), |name| greet(name)) {
///     let ended = ended?;
///     match ended.end {
///         End::Done(result) => println!("{}: {result:?}", ended.record),
///         End::Uncertain => println!("{}: was in flight when an earlier run ended", ended.record),
///     }
/// }
/// # Ok(())
/// # }
/// # fn greet(name: &str) -> Result<usize, String> { Ok(name.len()) }
/// ```
#[derive(Clone, Debug)]
pub struct Bulk {
    pub(crate) concurrency: usize,
    pub(crate) stops_at_errors: bool,
    pub(crate) again: Again,
    pub(crate) journal: Option<Arc<Journal>>,
    pace: Option<Arc<Mutex<Pace>>>,
    pub(crate) stop: Stop,
}

/// Records of an earlier run that are to be sent once more.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Again {
    pub(crate) failed: bool,
    pub(crate) uncertain: bool,
}

/// Ends a run early: no further record is started, those in flight end as they would.
#[derive(Clone, Debug, Default)]
pub struct Stop(Arc<AtomicBool>);

/// A record that has ended.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended<R, T, E> {
    /// Its number, from 1.
    pub number: u64,
    /// The record.
    pub record: R,
    /// How it ended.
    pub end: End<T, E>,
}

/// How a record ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End<T, E> {
    /// It was worked on.
    Done(Result<T, E>),
    /// It was in flight when an earlier run ended, and may have been carried out. It is not sent again unless
    /// [`Bulk::retry_uncertain`] says so.
    Uncertain,
}

impl Default for Bulk {
    fn default() -> Bulk {
        Bulk {
            concurrency: DEFAULT_CONCURRENCY,
            stops_at_errors: false,
            again: Again::default(),
            journal: None,
            pace: None,
            stop: Stop::default(),
        }
    }
}

impl Bulk {
    /// A run that goes as fast as the client lets it, to the end.
    #[must_use]
    pub fn new() -> Bulk {
        Bulk::default()
    }

    /// How many records are worked on at a time; at least 1.
    #[must_use]
    pub fn concurrency(mut self, records: usize) -> Bulk {
        self.concurrency = records.max(1);
        self
    }

    /// How many records are started in a second at most. A rate that is no positive number is none.
    #[must_use]
    pub fn rate(mut self, a_second: f64) -> Bulk {
        let is_rate = a_second.is_finite() && a_second > 0.0;
        self.pace = is_rate.then(|| Arc::new(Mutex::new(Pace::new(a_second))));
        self
    }

    /// Starts nothing more once a record has failed.
    #[must_use]
    pub fn stop_at_errors(mut self) -> Bulk {
        self.stops_at_errors = true;
        self
    }

    /// Keeps a journal, and leaves out what it says is finished.
    #[must_use]
    pub fn journal(mut self, journal: Journal) -> Bulk {
        self.journal = Some(Arc::new(journal));
        self
    }

    /// Sends once more what was in flight when an earlier run ended.
    #[must_use]
    pub fn retry_uncertain(mut self) -> Bulk {
        self.again.uncertain = true;
        self
    }

    /// Sends once more what failed in an earlier run.
    #[must_use]
    pub fn retry_failed(mut self) -> Bulk {
        self.again.failed = true;
        self
    }

    /// What ends the run early.
    #[must_use]
    pub fn stopper(&self) -> Stop {
        self.stop.clone()
    }

    /// Has attempts that a client makes again count for the rate: `client.with(|config| bulk.count_retries(config))`.
    pub fn count_retries(&self, config: &mut Config) {
        let Some(pace) = self.pace.clone() else { return };
        config.hooks.after_attempt(move |attempt, _| {
            if attempt.retry_after.is_some() {
                locked(&pace).turn(Timestamp::now());
            }
        });
    }

    /// What earlier runs have done, where there is a journal.
    #[must_use]
    pub fn past(&self) -> Option<&Past> {
        self.journal.as_deref().map(Journal::past)
    }

    /// Takes a place in the rate for one more request; how long to wait for it.
    #[must_use]
    pub fn turn(&self) -> Duration {
        self.pace.as_ref().map_or(Duration::ZERO, |pace| locked(pace).turn(Timestamp::now()))
    }
}

impl Stop {
    /// Ends the run.
    pub fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it is to end.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

pub(crate) fn locked<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
