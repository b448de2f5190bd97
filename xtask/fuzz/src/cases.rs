//! The committed inputs of a target: a file each.

use std::path::PathBuf;
use std::{fs, io};

/// The folder of a target's inputs.
#[must_use]
pub fn folder(target: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("cases").join(target)
}

/// The inputs by name, in the order of their names.
///
/// # Errors
/// If the folder or a file cannot be read.
pub fn read(target: &str) -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut cases = Vec::new();
    for entry in fs::read_dir(folder(target))? {
        let entry = entry?;
        cases.push((entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path())?));
    }
    cases.sort();
    Ok(cases)
}
