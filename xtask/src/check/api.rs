//! `cargo xtask public-api` and `cargo xtask semver`: what the emitted crate promises, and whether a change
//! breaks a promise. Both look at rustdoc's JSON, which the stable compiler writes when it is told that it may.

use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::process::cargo;
use crate::workspace::root;

/// Options of `semver`.
#[derive(clap::Args)]
pub(crate) struct SemverArgs {
    /// The revision to compare with.
    #[arg(long, default_value = "main", value_name = "REV")]
    baseline: String,
}

/// Lets the stable compiler write rustdoc's JSON.
const UNSTABLE: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

/// Compares the crate with that of an earlier revision.
pub(crate) fn semver(args: &SemverArgs) -> Result<()> {
    need("semver-checks")?;
    let arguments =
        ["semver-checks", "--package", "cognito-idp", "--all-features", "--baseline-rev", &args.baseline];
    cargo(&root(), &[UNSTABLE], &arguments)
}

/// Lists every public item of the crate.
pub(crate) fn public_api() -> Result<()> {
    need("public-api")?;
    let arguments = ["public-api", "--package", "cognito-idp", "--all-features", "--simplified"];
    cargo(&root(), &[UNSTABLE], &arguments)
}

/// Fails in one line if a subcommand of cargo is not there.
fn need(subcommand: &str) -> Result<()> {
    let mut command = Command::new("cargo");
    let status =
        command.args([subcommand, "--version"]).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    if !status.success() {
        bail!("needs cargo-{subcommand}: `cargo install cargo-{subcommand} --locked`");
    }
    Ok(())
}
