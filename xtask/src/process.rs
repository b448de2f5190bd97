//! Commands that are run for the user, each shown before it starts.

use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

/// Runs `cargo` in a folder, with these variables set.
pub(crate) fn cargo(folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Result<()> {
    run(folder, variables, "cargo", arguments)
}

/// Runs a program in a folder; a failure is an error that names it.
pub(crate) fn run(
    folder: &Path,
    variables: &[(&str, &str)],
    program: &str,
    arguments: &[&str],
) -> Result<()> {
    let shown = format!("{program} {}", arguments.join(" "));
    eprintln!("+ {shown}");
    let status =
        Command::new(program).args(arguments).envs(variables.iter().copied()).current_dir(folder).status();
    let status = status.with_context(|| format!("cannot start `{program}`"))?;
    if !status.success() {
        bail!("`{shown}` failed: {status}");
    }
    Ok(())
}
