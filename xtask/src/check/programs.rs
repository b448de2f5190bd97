//! Programs of other services, generated and built for checks: a model and some of its operations in, a program's path out.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use awsmodel_codegen::Options;

use crate::make::sources::Texts;
use crate::process::cargo;
use crate::workspace::{root, target};
use crate::writer;

/// What such programs are told by their environment, so that nothing of the machine's own settings counts.
pub(super) const SETTINGS: [(&str, &str); 5] = [
    ("AWS_ACCESS_KEY_ID", "test"),
    ("AWS_SECRET_ACCESS_KEY", "test"),
    ("AWS_DEFAULT_REGION", "us-east-1"),
    ("AWS_CONFIG_FILE", "none"),
    ("AWS_SHARED_CREDENTIALS_FILE", "none"),
];

/// The folder of a service's newest model.
pub(super) fn newest(models: &Path, service: &str) -> Result<PathBuf> {
    let versions = models.join(service);
    let versions = fs::read_dir(&versions).with_context(|| format!("no folder {}", versions.display()))?;
    versions.filter_map(|v| v.ok().map(|v| v.path())).max().context("no version")
}

/// Where they are.
pub(super) fn folder() -> PathBuf {
    target().join("servers")
}

/// Generates and builds the program of a service, with the operations that are needed.
pub(super) fn built(name: &str, texts: &Texts, operations: &[&str]) -> Result<PathBuf> {
    let options = Options {
        runtime: root().join("runtime").to_string_lossy().into_owned(),
        operations: Some(operations.iter().map(|name| (*name).to_owned()).collect()),
        ..Options::new(name)
    };
    let generated = awsmodel_codegen::generate(&texts.sources(), &options)?;
    let folder = folder().join(name);
    let _ = fs::remove_dir_all(folder.join("src"));
    writer::write(&folder, &generated.tree)?;
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let target = target();
    let shared = target.to_string_lossy();
    let arguments = ["build", "--quiet", "--features", "cli", "--bin", name, "--target-dir", &shared];
    cargo(&folder, &[], &arguments)?;
    Ok(target.join("debug").join(name))
}
