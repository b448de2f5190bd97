//! `cargo xtask shells` and `cargo xtask site`: completion in real shells, the reference site in a
//! real browser. Both are driven by scripts in `scripts/`.

use std::path::Path;

use anyhow::Result;

use crate::check::venv;
use crate::make::job::NAME;
use crate::make::pages;
use crate::process::{cargo, run};
use crate::workspace::{root, target};

/// Python packages of the scripts: a terminal, and a driver of browsers.
const PACKAGES: &[&str] = &["pyte==0.8.2", "selenium==4.51.0"];

/// TAB in bash, zsh and fish.
pub(crate) fn shells() -> Result<()> {
    let root = root();
    cargo(&root, &[], &["build", "-p", NAME, "--features", "cli", "--bins"])?;
    script(&root, "shells.py", &target().join("debug"))
}

/// The reference site, read in Chromium.
pub(crate) fn site() -> Result<()> {
    let root = root();
    let out = target().join("reference-site");
    pages::site(&out)?;
    script(&root, "site.py", &out)
}

/// Runs a script in a virtual environment, which is made at the first call.
fn script(root: &Path, name: &str, argument: &Path) -> Result<()> {
    let python = venv::programs(root, "scripts-venv", PACKAGES)?.join("python");
    let path = root.join("xtask/scripts").join(name);
    run(root, &[], &python.to_string_lossy(), &[&path.to_string_lossy(), &argument.to_string_lossy()])
}
