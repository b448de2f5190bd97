//! Runs over many records, on threads: a loop for each around [`crate::client::bulk`].
//!
//! In: records and what to do with one. Out: an iterator over how they ended, in their order.

use std::fmt;
use std::iter::FusedIterator;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::window::Window;
use crate::client::bulk::{Bulk, End, Ended, JournalError, Record, Source, Stop, Taken, ending, locked};
use crate::client::threads;

/// So many results for each record that is worked on may wait for one before them.
const AHEAD: u64 = 64;

/// How long it takes at most until a thread that waits for its turn notices that the run is to end.
const ATTENTION: Duration = Duration::from_millis(50);

impl Bulk {
    /// Works on each record, on as many threads as are worked on at a time. The iterator gives how they ended, in their
    /// order; what an earlier run has finished is not among them. Dropping it stops the run and waits for what is
    /// in flight.
    pub fn run<R, T, E, I, W>(self, records: I, work: W) -> Ending<R, T, E>
    where
        R: Record + Send + 'static,
        T: Send + 'static,
        E: Send + 'static,
        I: Iterator<Item = R> + Send + 'static,
        W: Fn(&R) -> Result<T, E> + Send + Sync + 'static,
    {
        let size = (self.concurrency as u64).saturating_mul(AHEAD);
        let source = Source::new(records, self.again, self.journal.clone());
        let board = Board { window: Window::new(size), workers: 0, busy: 0, is_closed: false, broken: None };
        let desk = Arc::new(Desk { board: Mutex::new(board), changed: Condvar::new(), stop: self.stopper() });
        let shared = Arc::new(Shared {
            queue: Mutex::new(Queue { source, next: 0 }),
            work,
            bulk: self,
            desk: Arc::clone(&desk),
        });
        (0..shared.bulk.concurrency).for_each(|_| start(&shared));
        Ending(desk)
    }
}

/// A thread that works on records, unless the system has none left.
fn start<R, T, E, I, W>(shared: &Arc<Shared<R, T, E, I, W>>)
where
    R: Record + Send + 'static,
    T: Send + 'static,
    E: Send + 'static,
    I: Iterator<Item = R> + Send + 'static,
    W: Fn(&R) -> Result<T, E> + Send + Sync + 'static,
{
    let shared = Arc::clone(shared);
    let desk = Arc::clone(&shared.desk);
    locked(&desk.board).workers += 1;
    let run = move || {
        let leaving = Leaving(&shared.desk);
        shared.records();
        drop(leaving);
    };
    if let Err(error) = threads::start("bulk", Box::new(run)) {
        let error = std::io::Error::new(error.kind(), format!("no thread can be started: {error}"));
        desk.leave(|board| (board.workers == 0).then_some(JournalError::Io(error)));
    }
}

/// What all threads have.
struct Shared<R, T, E, I, W> {
    queue: Mutex<Queue<I>>,
    work: W,
    bulk: Bulk,
    desk: Arc<Desk<R, T, E>>,
}

/// Records that are still to be given out.
struct Queue<I> {
    source: Source<I>,
    /// The place of the next one's result, from 0.
    next: u64,
}

/// Where results are put and fetched.
struct Desk<R, T, E> {
    board: Mutex<Board<R, T, E>>,
    changed: Condvar,
    stop: Stop,
}

struct Board<R, T, E> {
    window: Window<Ended<R, T, E>>,
    /// Threads that have not ended.
    workers: usize,
    /// Threads that have a record in hand.
    busy: usize,
    /// Whether nothing is started any more.
    is_closed: bool,
    /// Why the run cannot go on.
    broken: Option<JournalError>,
}

/// Says that a thread is at work no more, however it ends.
struct Leaving<'a, R, T, E>(&'a Desk<R, T, E>);

impl<R, T, E> Drop for Leaving<'_, R, T, E> {
    fn drop(&mut self) {
        let panicked = || JournalError::Io(std::io::Error::other("a record's work panicked"));
        self.0.leave(|_| thread::panicking().then(panicked));
    }
}

impl<R, T, E> Desk<R, T, E> {
    fn change(&self, change: impl FnOnce(&mut Board<R, T, E>)) {
        change(&mut locked(&self.board));
        self.changed.notify_all();
    }

    fn leave(&self, reason: impl FnOnce(&Board<R, T, E>) -> Option<JournalError>) {
        self.change(|board| {
            board.workers -= 1;
            if let Some(reason) = reason(board) {
                self.stop.stop();
                board.broken.get_or_insert(reason);
            }
        });
    }

    /// Waits until a record of this place may be started; `false` if none may any more.
    fn has_room(&self, place: u64) -> bool {
        let mut board = locked(&self.board);
        while !board.window.reaches(place) && !self.stop.is_stopped() {
            board = self.changed.wait(board).unwrap_or_else(PoisonError::into_inner);
        }
        !self.stop.is_stopped()
    }

    /// Takes a record in hand, unless nothing is started any more.
    fn begin(&self) -> bool {
        let mut board = locked(&self.board);
        board.busy += usize::from(!board.is_closed);
        !board.is_closed
    }

    /// Starts nothing more, and waits for what is in hand. A thread that waits for records to come is left alone.
    fn close(&self) {
        self.stop();
        let mut board = locked(&self.board);
        board.is_closed = true;
        while board.busy > 0 && board.workers > 0 {
            board = self.changed.wait(board).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn stop(&self) {
        self.stop.stop();
        self.change(|_| {});
    }
}

impl<R, T, E, I, W> Shared<R, T, E, I, W>
where
    R: Record,
    I: Iterator<Item = R>,
    W: Fn(&R) -> Result<T, E>,
{
    /// Works on records until there are none left, or somebody ends the run.
    fn records(&self) {
        loop {
            match self.record() {
                Ok(true) => {}
                Ok(false) => return,
                Err(reason) => {
                    self.desk.change(|board| {
                        board.broken.get_or_insert(reason);
                    });
                    return self.desk.stop();
                }
            }
        }
    }

    /// Works on one record; `false` if there is none.
    fn record(&self) -> Result<bool, JournalError> {
        self.pause(self.bulk.turn());
        let Some((place, taken)) = self.take()? else { return Ok(false) };
        let done = self.done(place, taken);
        self.desk.change(|board| board.busy -= 1);
        done.map(|()| true)
    }

    /// Works on a record.
    fn done(&self, place: u64, mut taken: Taken<R>) -> Result<(), JournalError> {
        taken.starting()()?;
        let Taken { record, number, runs, .. } = taken;
        let end = match runs {
            true => End::Done((self.work)(&record)),
            false => End::Uncertain,
        };
        if let End::Done(result) = &end {
            ending(self.bulk.journal.clone(), number, result.is_ok())()?;
            if result.is_err() && self.bulk.stops_at_errors {
                self.desk.stop();
            }
        }
        self.desk.change(|board| board.window.put(place, Ended { number, record, end }));
        Ok(())
    }

    /// Waits for so long, or until somebody ends the run.
    fn pause(&self, mut pause: Duration) {
        while !pause.is_zero() && !self.desk.stop.is_stopped() {
            let part = pause.min(ATTENTION);
            thread::sleep(part);
            pause -= part;
        }
    }

    /// The next record, in hand from now on, once its result has room. Records are taken and marked one after the other.
    fn take(&self) -> Result<Option<(u64, Taken<R>)>, JournalError> {
        let mut queue = locked(&self.queue);
        if !self.desk.has_room(queue.next) {
            return Ok(None);
        }
        let taken = queue.source.next(|| self.desk.begin())?;
        queue.next += u64::from(taken.is_some());
        Ok(taken.map(|taken| (queue.next - 1, taken)))
    }
}

/// How records end, in their order. An error of the journal ends it.
pub struct Ending<R, T, E>(Arc<Desk<R, T, E>>);

impl<R, T, E> fmt::Debug for Ending<R, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ending").finish_non_exhaustive()
    }
}

impl<R, T, E> Iterator for Ending<R, T, E> {
    type Item = Result<Ended<R, T, E>, JournalError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut board = locked(&self.0.board);
        loop {
            if let Some(ended) = board.window.take() {
                drop(board);
                self.0.changed.notify_all();
                return Some(Ok(ended));
            }
            board.is_closed |= board.busy == 0 && self.0.stop.is_stopped();
            if board.workers == 0 || board.is_closed && board.busy == 0 {
                return board.broken.take().map(Err);
            }
            // Whoever stops the run tells nobody here.
            let waited = self.0.changed.wait_timeout(board, ATTENTION);
            board = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

impl<R, T, E> FusedIterator for Ending<R, T, E> {}

impl<R, T, E> Drop for Ending<R, T, E> {
    fn drop(&mut self) {
        self.0.close();
    }
}
