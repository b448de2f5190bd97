//! What is measured: programs of this workspace and of `xtask/bench`, built here.

use std::fs;
use std::path::PathBuf;

use anyhow::Result;

use crate::make::job::NAME;
use crate::process::{cargo, run};
use crate::workspace::{root, target};

/// How the command is built, released.
pub(super) const BUILD: [&str; 8] = ["build", "--release", "-p", NAME, "--features", "cli", "--bin", NAME];

/// The command, released.
pub(super) fn command() -> Result<PathBuf> {
    built(&[])
}

/// The command, released, with the names of its functions; the next build is without them again.
pub(super) fn command_with_names() -> Result<PathBuf> {
    built(&["--config", "profile.release.strip='none'"])
}

fn built(more: &[&str]) -> Result<PathBuf> {
    cargo(&root(), &[], &[&BUILD, more].concat())?;
    Ok(target().join("release").join(NAME))
}

/// The project's own commands, released.
pub(super) fn xtask() -> Result<PathBuf> {
    cargo(&root(), &[], &["build", "--release", "-p", "xtask"])?;
    Ok(target().join("release/xtask"))
}

/// Folder of the programs of `xtask/bench`, released.
pub(super) fn peers(sdk: bool) -> Result<PathBuf> {
    let target = target().join("bench");
    let folder = target.to_string_lossy();
    let mut words = vec!["build", "--release", "--bins", "--target-dir", &folder];
    words.extend(sdk.then_some("--features=sdk"));
    cargo(&root().join("xtask/bench"), &[], &words)?;
    Ok(target.join("release"))
}

/// The client in C, if there is a compiler: as that links it, or with these words as well.
pub(super) fn raw(name: &str, words: &[&str]) -> Option<PathBuf> {
    let out = target().join("bench").join(name);
    fs::create_dir_all(out.parent()?).ok()?;
    let source = root().join("xtask/bench/src/bin/raw.c");
    let own = ["-O2", "-o", &out.to_string_lossy(), &source.to_string_lossy()];
    run(&root(), &[], "cc", &[&own, words].concat()).ok()?;
    Some(out)
}
