//! Virtual environments of Python, made at the first call where cargo builds.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::process::run;
use crate::workspace::target;

/// The folder of the programs of an environment with these packages.
pub(crate) fn programs(root: &Path, name: &str, packages: &[&str]) -> Result<PathBuf> {
    let venv = target().join(name);
    let (bin, complete) = (venv.join("bin"), venv.join("complete"));
    let wanted = packages.join("\n");
    if std::fs::read_to_string(&complete).is_ok_and(|installed| installed == wanted) {
        return Ok(bin);
    }
    run(root, &[], "python3", &["-m", "venv", &venv.to_string_lossy()])?;
    let install = ["-m", "pip", "install", "--quiet"];
    run(root, &[], &bin.join("python").to_string_lossy(), &[&install, packages].concat())?;
    std::fs::write(complete, wanted)?;
    Ok(bin)
}
