//! Files that are not finished: in a folder of their own beside the finished ones, which Git passes over.
//!
//! What a run that was stopped left there is removed by the next one.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// The folder's name.
const NAME: &str = ".xtask-tmp";
/// Tells Git to pass over the folder; whoever finds it knows whose it is.
const IGNORE: &str = ".gitignore";
const MARK: &str = "# Files that `cargo xtask` has not finished.\n*\n";

/// The folder, while something is written.
pub(super) struct Beside(Option<PathBuf>);

impl Beside {
    /// Removes what an earlier run has left; makes the folder if it is needed.
    pub(super) fn open(folder: &Path, needed: bool) -> io::Result<Beside> {
        let path = folder.join(NAME);
        let clean = clear(&path);
        clean.map_err(|e| super::at("cannot clear", &path, &e))?;
        if !needed {
            return Ok(Beside(None));
        }
        fs::create_dir(&path).map_err(|e| super::at("cannot create", &path, &e))?;
        fs::write(path.join(IGNORE), MARK)?;
        Ok(Beside(Some(path)))
    }

    /// Puts a new file in the place of an old one, or of none.
    pub(super) fn replace(&self, path: &Path, text: &str) -> io::Result<()> {
        let Some(folder) = &self.0 else { return Ok(()) };
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        let new = folder.join("new");
        let mut file = File::create(&new)?;
        file.write_all(text.as_bytes())?;
        if let Ok(old) = fs::metadata(path) {
            file.set_permissions(old.permissions())?;
        }
        // A file whose name is on the disk before its text would be empty after a power cut.
        file.sync_data()?;
        drop(file);
        fs::rename(&new, path)
    }

    /// Removes the folder.
    pub(super) fn close(self) -> io::Result<()> {
        self.0.map_or(Ok(()), |path| clear(&path))
    }
}

/// Removes the folder if it is ours: a folder with our mark, or with the beginning of it.
fn clear(path: &Path) -> io::Result<()> {
    let Ok(metadata) = fs::symlink_metadata(path) else { return Ok(()) };
    let (ignore, new) = (path.join(IGNORE), path.join("new"));
    let names: Vec<PathBuf> = match metadata.is_dir() {
        true => fs::read_dir(path)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<_>>()?,
        false => return Err(io::Error::other("it is not the folder of a writer")),
    };
    let marked = fs::read_to_string(&ignore).is_ok_and(|text| MARK.starts_with(&text));
    let strange = names.iter().find(|name| **name != ignore && **name != new);
    if strange.is_some() || !names.is_empty() && !marked {
        return Err(io::Error::other("something else is in it; move it away"));
    }
    for name in [new, ignore].iter().filter(|name| names.contains(name)) {
        fs::remove_file(name)?;
    }
    fs::remove_dir(path)
}
