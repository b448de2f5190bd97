//! The result: paths and texts, not yet on any disk.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::error::{Error, Result};

/// Files by path, relative to the crate's folder.
pub type Tree = BTreeMap<PathBuf, String>;

/// Fails if two files have one path, on any system: some do not tell capitals from small letters. Each comes with what
/// it says of itself.
pub(crate) fn check<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Result<()> {
    let mut seen: BTreeMap<String, (&str, &str)> = BTreeMap::new();
    for (path, docs) in files {
        if let Some((other, others)) = seen.insert(path.to_lowercase(), (path, docs)) {
            let message = format!("`{other}` ({others}) and `{path}` ({docs}) would be one file");
            return Err(Error::new("service-2.json", "$", message));
        }
    }
    Ok(())
}
