//! The result: paths and texts, not yet on any disk.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// Files by path, relative to the crate's folder.
pub type Tree = BTreeMap<PathBuf, String>;
