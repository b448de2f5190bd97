//! Files that are their owner's alone: tokens, credentials, what a person has typed.
//!
//! In: a path and a text, or nothing. Out: a file that is there as a whole or not at all, or one without a name, which is gone
//! when nobody has it open. What was written is never read here.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use crate::client::call::random;

/// Writes beside and renames, so that nobody reads a half; makes the folders above it. A link stays: what it points at is
/// written.
pub fn write(path: &Path, text: &str) -> io::Result<()> {
    let path = &*fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    folders().create(path.parent().unwrap_or(Path::new("")))?;
    let beside = path.with_extension(random::uuid());
    let mut file = files().open(&beside)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // What is half written is of no use to anybody.
        let _ = fs::remove_file(&beside);
    }
    written
}

/// An empty file without a name, to be written and read.
pub fn nameless() -> io::Result<File> {
    let path = std::env::temp_dir().join(random::uuid());
    let file = files().open(&path)?;
    fs::remove_file(path)?;
    Ok(file)
}

fn folders() -> DirBuilder {
    let mut folders = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut folders, 0o700);
    folders.recursive(true);
    folders
}

/// None that is there already is opened: somebody else has made it.
fn files() -> OpenOptions {
    let mut files = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut files, 0o600);
    files.read(true).write(true).create_new(true);
    files
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Seek as _};

    #[test]
    fn files_are_whole_and_their_owners_alone() -> io::Result<()> {
        let folder = std::env::temp_dir().join(random::uuid());
        let path = folder.join("deep/down.json");
        for text in ["an older text", "text"] {
            write(&path, text)?;
            assert_eq!(fs::read_to_string(&path)?, text);
        }
        let parent = path.parent().unwrap_or(&folder);
        assert_eq!(fs::read_dir(parent)?.count(), 1);
        #[cfg(unix)]
        for (path, mode) in [(&*path, 0o100_600), (parent, 0o40_700), (&folder, 0o40_700)] {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(path)?.permissions().mode(), mode, "{}", path.display());
        }
        // A folder of that name stays, and nothing is left beside it.
        assert!(write(parent, "text").is_err());
        assert_eq!(fs::read_dir(&folder)?.count(), 1);
        fs::remove_dir_all(folder)
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays() -> io::Result<()> {
        let folder = std::env::temp_dir().join(random::uuid());
        let (link, file) = (folder.join("links/link.json"), folder.join("file.json"));
        write(&file, "an older text")?;
        folders().create(folder.join("links"))?;
        std::os::unix::fs::symlink("../file.json", &link)?;
        write(&link, "text")?;
        assert_eq!((fs::read_to_string(&file)?, fs::read_dir(&folder)?.count()), ("text".to_owned(), 2));
        assert!(fs::symlink_metadata(&link)?.is_symlink());
        fs::remove_dir_all(folder)
    }

    #[test]
    fn a_file_without_a_name_keeps_what_is_written() -> io::Result<()> {
        let mut file = nameless()?;
        file.write_all(b"text")?;
        file.rewind()?;
        let mut read = String::new();
        file.read_to_string(&mut read)?;
        assert_eq!(read, "text");
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::MetadataExt::nlink(&file.metadata()?), 0);
        Ok(())
    }
}
