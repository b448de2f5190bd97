//! The program that can fetch credentials, which stands beside this one and takes its place.
//!
//! Fetching needs the AWS SDK. Its code makes a program twice as large and slower to start, though most runs
//! have keys at hand and execute none of it. So a command line is built twice, without it and with it; the small
//! one looks where credentials come from and, before anything is read or sent, hands over to the full one.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use crate::Program;
use crate::report::failure::{Failure, Kind};

/// The full program, if it stands beside this one and is another.
pub(crate) fn full(program: &Program) -> Option<PathBuf> {
    let own = env::current_exe().and_then(|path| path.canonicalize()).ok()?;
    let full = own.with_file_name(format!("{}{}", program.full, env::consts::EXE_SUFFIX));
    (full != own && full.is_file()).then_some(full)
}

/// Runs it with this process's words and variables, in this process's place; comes back only with an error.
pub(crate) fn to(full: PathBuf) -> Failure {
    let mut command = Command::new(&full);
    let error = replace(command.args(env::args_os().skip(1)));
    Failure::new(Kind::General, format!("{} does not start: {error}", full.display()))
}

#[cfg(unix)]
fn replace(command: &mut Command) -> std::io::Error {
    std::os::unix::process::CommandExt::exec(command)
}

/// Where no process can take another's place, this one waits for it.
#[cfg(not(unix))]
fn replace(command: &mut Command) -> std::io::Error {
    match command.status() {
        Ok(status) => std::process::exit(status.code().unwrap_or(1)),
        Err(error) => error,
    }
}
