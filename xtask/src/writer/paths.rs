//! Paths that every system can hold: none leads out of its folder, no two are one.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Names that Windows keeps for devices, with any ending.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Most bytes of a name on the usual file systems.
const MAX_NAME: usize = 255;

/// Fails at the first path that some system cannot hold beside the others.
pub(crate) fn check<'a>(paths: impl Iterator<Item = &'a PathBuf>) -> io::Result<()> {
    let mut seen: BTreeMap<PathBuf, &Path> = BTreeMap::new();
    let paths: Vec<&PathBuf> = paths.collect();
    for path in &paths {
        check_one(path)?;
        if let Some(other) = seen.insert(lower(path), path) {
            let (a, b) = (other.display(), path.display());
            return Err(io::Error::other(format!("`{a}` and `{b}` are one file where case does not count")));
        }
    }
    for path in paths {
        if let Some(file) = path.ancestors().skip(1).find_map(|above| seen.get(&lower(above))) {
            let (a, b) = (file.display(), path.display());
            return Err(io::Error::other(format!("`{a}` cannot be a file and the folder of `{b}`")));
        }
    }
    Ok(())
}

fn lower(path: &Path) -> PathBuf {
    path.to_string_lossy().to_lowercase().into()
}

fn check_one(path: &Path) -> io::Result<()> {
    let wrong = |what: &str| Err(io::Error::other(format!("`{}` {what}", path.display())));
    let mut names = 0;
    for part in path.components() {
        let Component::Normal(name) = part else { return wrong("leads out of its folder") };
        let name = name.to_string_lossy();
        names += 1;
        if name.len() > MAX_NAME {
            return wrong("is longer than a file's name can be");
        }
        if name.chars().any(|c| c.is_control() || "\\:*?\"<>|".contains(c)) || name.ends_with(['.', ' ']) {
            return wrong("has a character that file names cannot have everywhere");
        }
        if is_device(&name) {
            return wrong("is the name of a device on Windows");
        }
    }
    if names == 0 { wrong("is no file's name") } else { Ok(()) }
}

/// Whether Windows takes a file of this name for a device.
pub(crate) fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end().to_ascii_lowercase();
    let port = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    let is_port = port
        .is_some_and(|n| matches!(n, "¹" | "²" | "³") || n.len() == 1 && n.as_bytes()[0].is_ascii_digit());
    is_port || DEVICES.contains(&stem.as_str())
}
