//! The one writer of files: emitted crates, pages, models, fixtures.
//!
//! In: a folder and texts by relative path. A file is written beside and then renamed, so that whoever is
//! stopped at any moment leaves the old one or the new one. What has not changed is not touched. Nothing is
//! written or removed through a symbolic link, or outside the folder; if one path is not free, none is
//! written. The folder itself may be reached by a link: that one was named by whoever asks.
//!
//! Nothing here uses the rest of this program, so that tests elsewhere can take the module as it is.

mod beside;
pub(crate) mod paths;
mod place;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::{fs, io};

use beside::Beside;
use place::Place;

/// Texts by path, relative to a folder.
pub(crate) type Files = BTreeMap<PathBuf, String>;

/// Threads of one process share the folder for what is not finished.
static ONE: Mutex<()> = Mutex::new(());

/// Writes what has changed; the number of files that were written.
pub(crate) fn write(folder: &Path, files: &Files) -> io::Result<usize> {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    paths::check(files.keys())?;
    fs::create_dir_all(folder).map_err(|e| at("cannot create", folder, &e))?;
    let mut changed = Vec::new();
    for (path, text) in files {
        let full = folder.join(path);
        let is_same = match place::find(folder, path)? {
            Place::Free => false,
            Place::File => fs::read(&full).is_ok_and(|old| old == text.as_bytes()),
        };
        changed.extend((!is_same).then_some((full, text)));
    }
    let beside = Beside::open(folder, !changed.is_empty())?;
    for (path, text) in &changed {
        beside.replace(path, text).map_err(|e| at("cannot write", path, &e))?;
    }
    beside.close()?;
    Ok(changed.len())
}

/// Removes files, and the folders that are empty without them.
pub(crate) fn remove<'a>(folder: &Path, files: impl IntoIterator<Item = &'a PathBuf>) -> io::Result<()> {
    for path in files {
        if matches!(place::find(folder, path)?, Place::Free) {
            continue;
        }
        let full = folder.join(path);
        fs::remove_file(&full).map_err(|e| at("cannot remove", &full, &e))?;
        let above = path.ancestors().skip(1).filter(|p| !p.as_os_str().is_empty());
        for empty in above.map(|p| folder.join(p)) {
            if fs::remove_dir(empty).is_err() {
                break;
            }
        }
    }
    Ok(())
}

/// The files below a part of a folder, relative to the folder, sorted. Links are listed and not followed;
/// hidden files are nobody's business.
pub(crate) fn list(folder: &Path, part: &str) -> io::Result<Vec<PathBuf>> {
    let (mut found, mut open) = (Vec::new(), vec![PathBuf::from(part)]);
    while let Some(below) = open.pop() {
        let is_folder = fs::symlink_metadata(folder.join(&below)).is_ok_and(|m| m.is_dir());
        let Some(entries) = is_folder.then(|| fs::read_dir(folder.join(&below))) else { continue };
        for entry in entries? {
            let entry = entry?;
            let path = below.join(entry.file_name());
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if entry.file_type()?.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

/// The same error with the file named.
fn at(what: &str, path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{what} {}: {error}", path.display()))
}
