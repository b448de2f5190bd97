//! The file of a journal, for one run at a time.

use std::fs::File;
use std::io;
use std::path::Path;

use rt::bulk::Journal;

#[cfg(unix)]
use nix::{
    errno::Errno,
    fcntl::{Flock, FlockArg},
};

/// Keeps other runs out until it goes, or the process ends.
#[cfg(unix)]
pub(super) struct Lock {
    _held: Flock<File>,
}

/// Elsewhere it is on whoever starts two.
#[cfg(not(unix))]
pub(super) struct Lock;

/// Opens the file; an error if another run has it.
pub(super) fn open(path: &Path) -> io::Result<(File, Lock)> {
    let file = Journal::file(path)?;
    let lock = lock(&file)?;
    Ok((file, lock))
}

#[cfg(unix)]
fn lock(file: &File) -> io::Result<Lock> {
    match Flock::lock(file.try_clone()?, FlockArg::LockExclusiveNonblock) {
        Ok(held) => Ok(Lock { _held: held }),
        Err((_, Errno::EWOULDBLOCK)) => {
            Err(io::Error::new(io::ErrorKind::ResourceBusy, "another run has it"))
        }
        Err((_, error)) => Err(error.into()),
    }
}

#[cfg(not(unix))]
fn lock(_: &File) -> io::Result<Lock> {
    Ok(Lock)
}
