//! What stands at a path: nothing, or a file of this very folder.

use std::path::{Component, Path};
use std::{fs, io};

/// What is there.
pub(super) enum Place {
    Free,
    File,
}

/// Looks at every step of a path; one that is a link, or neither folder nor file as it must be, is an error.
pub(super) fn find(folder: &Path, path: &Path) -> io::Result<Place> {
    let mut at = folder.to_owned();
    let mut parts = path.components().peekable();
    while let Some(part) = parts.next() {
        let Component::Normal(name) = part else {
            return Err(io::Error::other(format!("`{}` leads out of its folder", path.display())));
        };
        at.push(name);
        let kind = match fs::symlink_metadata(&at) {
            Ok(metadata) => metadata.file_type(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Place::Free),
            Err(error) => return Err(super::at("cannot look at", &at, &error)),
        };
        let refuse = |what: &str| Err(io::Error::other(format!("{} {what}", at.display())));
        match parts.peek() {
            _ if kind.is_symlink() => return refuse("is a symbolic link; it is not followed"),
            Some(_) if !kind.is_dir() => return refuse("is not a folder"),
            None if !kind.is_file() => return refuse("is not a file"),
            _ => {}
        }
    }
    Ok(Place::File)
}
