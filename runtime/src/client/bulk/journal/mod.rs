//! A file that says which records were started and how they ended, so that a run that was cut off can go on.
//!
//! In: what happens. Out: lines at the end of the file, and on the disk before [`Journal::wait`] returns. Those who
//! wait at the same time share one writing. It knows which job it belongs to, and refuses another.

mod file;
pub(super) mod line;
mod past;

use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;
use std::sync::{Condvar, Mutex, PoisonError};

use super::locked;
pub use file::JournalError;
pub(super) use line::Line;
pub(super) use past::Fate;
pub use past::Past;

/// A journal of a run. One run at a time may have it.
#[derive(Debug)]
pub struct Journal {
    past: Past,
    file: File,
    state: Mutex<State>,
    written: Condvar,
}

/// What is not on the disk yet. Places count lines.
#[derive(Debug, Default)]
struct State {
    text: Vec<u8>,
    queued: u64,
    safe: u64,
    /// Whether somebody writes.
    is_writing: bool,
    /// Why nothing can be written any more.
    broken: Option<String>,
}

impl Journal {
    /// Opens the journal of a job, or begins one. `job` says what is done: the journal of another one is refused.
    ///
    /// # Errors
    /// If the file cannot be read and written, is no journal, or is another job's.
    pub fn open(path: &Path, job: &str) -> Result<Journal, JournalError> {
        Journal::of_file(Journal::file(path)?, job)
    }

    /// Opens the file of a journal, or makes it, for its owner alone.
    ///
    /// # Errors
    /// If it cannot be read and written.
    pub fn file(path: &Path) -> io::Result<File> {
        file::open(path)
    }

    /// As [`Journal::open`], with a file that can be read and written. Whoever has others that might open the same
    /// file locks it before.
    ///
    /// # Errors
    /// As [`Journal::open`].
    pub fn of_file(file: File, job: &str) -> Result<Journal, JournalError> {
        let past = file::read(&file, job)?;
        Ok(Journal { past, file, state: Mutex::default(), written: Condvar::new() })
    }

    /// What earlier runs have done.
    #[must_use]
    pub fn past(&self) -> &Past {
        &self.past
    }

    /// Adds a line; gives its place.
    pub(super) fn queue(&self, line: Line) -> u64 {
        let mut state = locked(&self.state);
        state.text.extend_from_slice(line.text().as_bytes());
        state.queued += 1;
        state.queued
    }

    /// Waits until the line of this place is on the disk, and sees to it if nobody else does.
    pub(super) fn wait(&self, place: u64) -> Result<(), JournalError> {
        let mut state = locked(&self.state);
        loop {
            if let Some(reason) = &state.broken {
                return Err(JournalError::Io(io::Error::other(reason.clone())));
            }
            if state.safe >= place {
                return Ok(());
            }
            if state.is_writing {
                state = self.written.wait(state).unwrap_or_else(PoisonError::into_inner);
                continue;
            }
            state.is_writing = true;
            let (text, queued) = (std::mem::take(&mut state.text), state.queued);
            drop(state);
            let mut file = &self.file;
            let result = file.write_all(&text).and_then(|()| self.file.sync_data());
            state = locked(&self.state);
            state.is_writing = false;
            match result {
                Ok(()) => state.safe = queued,
                Err(error) => state.broken = Some(error.to_string()),
            }
            self.written.notify_all();
        }
    }
}
