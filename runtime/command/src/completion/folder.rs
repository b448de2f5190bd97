//! The user's folder for what can be had again: a part of it for each program.

use std::path::PathBuf;

use rt::config::Session;
use rt::internals::os;

/// The part of a program, if the user has such a folder.
pub(crate) fn of(session: &Session, program: &str) -> Option<PathBuf> {
    let set = |name: &str| session.env(name).filter(|path| !path.is_empty());
    let path = |name: &str| set(name).map(|path| PathBuf::from(os::unescape(&path)));
    let folder = if cfg!(windows) {
        path("LOCALAPPDATA")?
    } else {
        path("XDG_CACHE_HOME").or_else(|| Some(path("HOME")?.join(".cache")))?
    };
    Some(folder.join(program))
}
