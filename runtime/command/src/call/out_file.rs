//! The file that the body of a reply goes to.
//!
//! In: a path and bytes. The file is there under its name when all of the body is; before that it stands beside it under
//! another, and is gone if the body breaks off. What is no plain file, such as a pipe or a terminal, gets the bytes at once.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::report::failure::Failure;
use rt::internals::{python, random};

/// A file in the making.
pub(super) struct OutFile {
    file: BufWriter<File>,
    /// Where it stands for now, and where it shall stand.
    names: Option<(PathBuf, PathBuf)>,
}

impl OutFile {
    /// Begins a file.
    pub(super) fn create(path: &Path) -> Result<OutFile, Failure> {
        let failure = |error: io::Error| Failure::general(python::os_error(&error, &path.to_string_lossy()));
        let begin = |path: &Path, names| Ok(OutFile { file: BufWriter::new(File::create(path)?), names });
        match fs::metadata(path) {
            Ok(found) if found.is_file() => {
                // Through a link to what it stands for.
                let target = fs::canonicalize(path).map_err(failure)?;
                let is_writable = fs::OpenOptions::new().append(true).open(&target);
                is_writable.map_err(failure)?;
                let beside = beside(&target);
                begin(&beside, Some((beside.clone(), target))).map_err(failure)
            }
            Ok(_) => begin(path, None).map_err(failure),
            Err(_) => {
                let beside = beside(path);
                begin(&beside, Some((beside.clone(), path.to_owned()))).map_err(failure)
            }
        }
    }

    /// Ends it: from now on it has its name.
    pub(super) fn finish(mut self) -> Result<(), Failure> {
        let Some((from, to)) = self.names.take() else {
            return self.file.flush().map_err(|error| Failure::general(error.to_string()));
        };
        let ended = self.file.flush().and_then(|()| match fs::metadata(&to) {
            Ok(found) => fs::set_permissions(&from, found.permissions()),
            Err(_) => Ok(()),
        });
        ended.and_then(|()| fs::rename(&from, &to)).map_err(|error| {
            let _ = fs::remove_file(&from);
            Failure::general(python::os_error(&error, &to.to_string_lossy()))
        })
    }
}

/// A name that nobody else has, in the same folder.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.{}", random::uuid()))
}

impl Write for OutFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// What has not been ended is not there.
impl Drop for OutFile {
    fn drop(&mut self) {
        if let Some((beside, _)) = &self.names {
            let _ = fs::remove_file(beside);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_there_as_a_whole_or_not_at_all() {
        let folder = std::env::temp_dir().join(format!("out-file-{}", random::uuid()));
        fs::create_dir(&folder).unwrap();
        let path = folder.join("out");
        let begun = |text: &[u8]| {
            let mut file = OutFile::create(&path).unwrap();
            file.write_all(text).unwrap();
            file
        };
        drop(begun(b"half"));
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 0);
        begun(b"whole").finish().unwrap();
        drop(begun(b"half"));
        assert_eq!(fs::read(&path).unwrap(), b"whole");
        begun(b"new").finish().unwrap();
        assert_eq!((fs::read(&path).unwrap(), fs::read_dir(&folder).unwrap().count()), (b"new".to_vec(), 1));
        assert!(OutFile::create(&folder.join("no/out")).is_err());
        fs::remove_dir_all(&folder).unwrap();
    }
}
