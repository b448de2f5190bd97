//! The next `aws` on the path: another program than this one, which knows the other services.
//!
//! A program is itself again under another name if it is the same file. A copy of it is another file; so each one
//! that hands over leaves its own path in a variable, and those that stand there are passed by.

use std::env;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::AWS;
use crate::Program;
use crate::report::failure::{Failure, Kind};

/// The end of the variable's name.
const VARIABLE: &str = "HANDED_OVER";

/// So often may programs hand over to each other: wrappers that call this one again would do so for ever.
const MOST: usize = 16;

/// The next `aws`, if there is one.
pub(crate) struct Next {
    path: PathBuf,
    /// Who was called before it, this program among them.
    before: Vec<PathBuf>,
    variable: String,
}

impl Next {
    /// Looks for it on the path.
    pub(crate) fn find(program: &Program) -> Option<Next> {
        let variable = program.variable_prefix() + VARIABLE;
        let paths = env::var_os(&variable);
        let mut before: Vec<PathBuf> =
            paths.map(|paths| env::split_paths(&paths).collect()).unwrap_or_default();
        let own = env::current_exe().and_then(|path| path.canonicalize()).ok();
        let path = find(own.as_deref(), &before)?;
        before.extend(own);
        Some(Next { path, before, variable })
    }

    /// Hands all words of the process to it. Comes back only with how that ended.
    pub(crate) fn take_over(self) -> Failure {
        if self.before.len() > MOST {
            let message =
                format!("{AWS} was handed over {MOST} times: the programs of that name call each other");
            return Failure::general(message);
        }
        let mut command = Command::new(&self.path);
        command.args(env::args_os().skip(1));
        command.env(self.variable, env::join_paths(self.before).unwrap_or_default());
        match replace(&mut command) {
            Ok(status) => Failure::ended(status),
            Err(error) => Failure::general(format!("{} does not start: {error}", self.path.display())),
        }
    }
}

/// The failure that nobody knows a command.
pub(crate) fn nobody(program: &Program, word: &str) -> Failure {
    let message = format!(
        "{word} is for another {AWS} on PATH, and there is none: this program has {} alone",
        program.name
    );
    Failure::new(Kind::Parameter, message)
}

/// The first `aws` on the path that is neither this file nor one of those.
pub(crate) fn find(own: Option<&Path>, others: &[PathBuf]) -> Option<PathBuf> {
    let mut passed: Vec<Identity> = others.iter().filter_map(|path| identity(path)).collect();
    passed.extend(own.and_then(identity));
    candidates()
        .into_iter()
        .find(|path| is_program(path) && identity(path).is_some_and(|one| !passed.contains(&one)))
}

/// The `aws` that a shell finds.
pub(crate) fn first() -> Option<PathBuf> {
    candidates().into_iter().find(|path| is_program(path))
}

/// Where programs that are called `aws` may be, in the order of the path.
fn candidates() -> Vec<PathBuf> {
    let names = names();
    let mut candidates = Vec::new();
    for folder in env::split_paths(&env::var_os("PATH").unwrap_or_default()) {
        if !folder.as_os_str().is_empty() {
            candidates.extend(names.iter().map(|name| folder.join(name)));
        }
    }
    candidates
}

/// What the file may be called: on Windows with the ends of programs.
fn names() -> Vec<OsString> {
    if cfg!(windows) {
        [".exe", ".cmd", ".bat"].map(|end| OsString::from(format!("{AWS}{end}"))).into()
    } else {
        vec![AWS.into()]
    }
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
}

/// What two names of one file have in common.
#[cfg(unix)]
pub(crate) type Identity = (u64, u64);

#[cfg(unix)]
pub(crate) fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata(path).ok().map(|about| (about.dev(), about.ino()))
}

#[cfg(not(unix))]
pub(crate) type Identity = PathBuf;

#[cfg(not(unix))]
pub(crate) fn identity(path: &Path) -> Option<Identity> {
    path.canonicalize().ok()
}

/// Takes this process's place.
#[cfg(unix)]
fn replace(command: &mut Command) -> io::Result<u8> {
    Err(std::os::unix::process::CommandExt::exec(command))
}

/// Where no process can take another's place, this one waits for it.
#[cfg(not(unix))]
fn replace(command: &mut Command) -> io::Result<u8> {
    let code = command.status()?.code().unwrap_or(1);
    // Statuses of Windows are wider than ours: one that is not zero must not become it.
    Ok(u8::try_from(code & 0xff).unwrap_or(1).max(u8::from(code != 0)))
}
