//! The file of a journal, for one run at a time.

use std::fs::File;
use std::io;
use std::path::Path;

use rt::bulk::Journal;

/// Opens the file; an error if another run has it. The lock ends with the process.
pub(super) fn open(path: &Path) -> io::Result<File> {
    let file = Journal::file(path)?;
    lock(&file)?;
    Ok(file)
}

#[cfg(unix)]
fn lock(file: &File) -> io::Result<()> {
    use rustix::fs::{FlockOperation, flock};
    flock(file, FlockOperation::NonBlockingLockExclusive).map_err(|error| match error {
        rustix::io::Errno::WOULDBLOCK => io::Error::new(io::ErrorKind::ResourceBusy, "another run has it"),
        error => error.into(),
    })
}

/// Elsewhere it is on whoever starts two.
#[cfg(not(unix))]
fn lock(_: &File) -> io::Result<()> {
    Ok(())
}
