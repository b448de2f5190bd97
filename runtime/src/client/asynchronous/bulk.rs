//! Runs over many records without threads: a stream around [`crate::client::bulk`].
//!
//! In: records and what to do with one. Out: a stream of how they ended, in their order.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use futures_util::stream::{self, Stream, StreamExt as _};

use super::clock;
use crate::client::bulk::{Bulk, End, Ended, JournalError, Record, Source, Taken, ending};
use crate::client::signing::wait;

impl Bulk {
    /// Works on each record, on as many at a time as the settings say. What comes is how they ended, in their order;
    /// what an earlier run has finished is not among them. What is in flight when it is dropped is uncertain: to end
    /// early, [`Bulk::stopper`] is there.
    pub fn stream<R, T, E, I, W, F>(self, records: I, work: W) -> Endings<R, T, E>
    where
        R: Record + Send + 'static,
        T: Send + 'static,
        E: Send + 'static,
        I: Iterator<Item = R> + Send + 'static,
        W: Fn(&R) -> F + Send + 'static,
        F: Future<Output = Result<T, E>> + Send + 'static,
    {
        let at_a_time = self.concurrency;
        let source = Source::new(records, self.again, self.journal.clone());
        let bulk = Arc::new(self);
        let state = Some((source, work, bulk));
        let started = stream::unfold(state, |state| async move {
            let (mut source, work, bulk) = state?;
            if bulk.stop.is_stopped() {
                return None;
            }
            let _ = clock::sleep(bulk.turn()).await;
            let started = match source.next(|| true) {
                Ok(None) => return None,
                Ok(Some(taken)) => Started::new(taken, &work, Arc::clone(&bulk)),
                Err(error) => return Some((Started::Broken(error), None)),
            };
            Some((started, Some((source, work, bulk))))
        });
        Endings(Box::pin(started.map(Started::end).buffered(at_a_time)))
    }
}

/// How a record ended, or why the journal cannot be kept.
type Ending<R, T, E> = Result<Ended<R, T, E>, JournalError>;

/// How records end, in their order. Nothing is done before it is asked for the first.
#[must_use = "records are worked on when it is asked for them"]
pub struct Endings<R, T, E>(Pin<Box<dyn Stream<Item = Ending<R, T, E>> + Send>>);

impl<R, T, E> fmt::Debug for Endings<R, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endings").finish_non_exhaustive()
    }
}

impl<R, T, E> Endings<R, T, E> {
    /// How the next record ended; `None` behind the last one.
    pub async fn next(&mut self) -> Option<Ending<R, T, E>> {
        self.0.next().await
    }

    /// The same as a stream.
    pub fn stream(self) -> impl Stream<Item = Ending<R, T, E>> + Send + Unpin {
        self.0
    }
}

/// A record that is given out.
enum Started<R, F> {
    Taken { taken: Taken<R>, work: F, bulk: Arc<Bulk> },
    Broken(JournalError),
}

impl<R, F> Started<R, F> {
    /// Futures do nothing before they are asked: the work begins when the record's mark is on the disk.
    fn new(taken: Taken<R>, work: &impl Fn(&R) -> F, bulk: Arc<Bulk>) -> Started<R, F> {
        let work = work(&taken.record);
        Started::Taken { taken, work, bulk }
    }

    async fn end<T, E>(self) -> Result<Ended<R, T, E>, JournalError>
    where
        F: Future<Output = Result<T, E>>,
    {
        let (mut taken, work, bulk) = match self {
            Started::Taken { taken, work, bulk } => (taken, work, bulk),
            Started::Broken(error) => return Err(error),
        };
        safely(&bulk, taken.starting()).await?;
        let Taken { record, number, runs, .. } = taken;
        if !runs {
            return Ok(Ended { number, record, end: End::Uncertain });
        }
        let result = work.await;
        if result.is_err() && bulk.stops_at_errors {
            bulk.stop.stop();
        }
        safely(&bulk, ending(bulk.journal.clone(), number, result.is_ok())).await?;
        Ok(Ended { number, record, end: End::Done(result) })
    }
}

/// Waits for the disk, where there is a journal; where that breaks, nothing more is started.
async fn safely(
    bulk: &Bulk,
    wait: impl FnOnce() -> Result<(), JournalError> + Send + 'static,
) -> Result<(), JournalError> {
    if bulk.journal.is_none() {
        return Ok(());
    }
    let panicked =
        || Err(JournalError::Io(std::io::Error::other("the thread that writes the journal panicked")));
    let written = wait::off_thread(wait).await.unwrap_or_else(panicked);
    if written.is_err() {
        bulk.stop.stop();
    }
    written
}
