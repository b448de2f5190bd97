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

/// The tests of a crate that is not part of the workspace.
fn outside() -> Result<()> {
    let root = crate::make::sources::root();
    let target = crate::make::sources::target().join("outside").to_string_lossy().into_owned();
    cargo(
        &root.join("generated/tests/outside"),
        &[("CARGO_TARGET_DIR", &target)],
        &["test", "--locked", "--quiet"],
    )
}

/// Everything that CI checks.
pub(crate) fn test() -> Result<()> {
    let root = crate::make::sources::root();
    // Emitted code is laid out by codegen, not by rustfmt.
    cargo(
        &root,
        &[],
        &["fmt", "-p", "cognito-idp-codegen", "-p", "cognito-idp-runtime", "-p", "xtask", "--check"],
    )?;
    crate::make::codegen::check()?;
    crate::make::trees::check()?;
    cargo(&root, &[], &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"])?;
    cargo(&root, &[], &["test", "--workspace", "--all-features"])?;
    // A crate with one feature alone has code and warnings that all features together do not show.
    for feature in
        ["", "async", "aws-credential-types", "blocking", "cli", "dynamic-credentials", "srp", "test-util"]
    {
        let set = ["clippy", "-p", "cognito-idp", "--no-default-features", "--features", feature];
        cargo(&root, &[], &[&set[..], &["--", "-D", "warnings"]].concat())?;
    }
    outside()?;
    cargo(&root, &[("RUSTDOCFLAGS", "-D warnings")], &["doc", "--workspace", "--no-deps", "--all-features"])?;
    Ok(())
}
