//! The user's folder for what can be had again: a part of it for each program.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

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

/// Writes a file and makes the folders above it, all for their owner alone. The text takes the place of an older one as a
/// whole.
pub(crate) fn keep(path: &Path, text: &str) -> io::Result<()> {
    let parent = path.parent().unwrap_or(Path::new(""));
    make(parent)?;
    let mut file = tempfile::NamedTempFile::new_in(parent)?;
    file.write_all(text.as_bytes())?;
    file.persist(path)?;
    Ok(())
}

/// Makes a folder that only its owner may look into.
#[cfg(unix)]
fn make(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Makes a folder; those of users are theirs alone on such systems.
#[cfg(not(unix))]
fn make(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}
