//! `cargo xtask trees`: which crates each feature brings, as a document that CI holds to the truth.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::make::job::NAME;
use crate::workspace::root;
use crate::writer;

const FILE: &str = "generated/DEPENDENCIES.md";

/// The sets of features that people build with.
const SETS: &[(&str, &str)] = &[
    ("blocking", "The blocking client alone, as by default"),
    ("async", "The async client alone"),
    ("cli", "The command"),
];

/// Writes the document.
pub(crate) fn write() -> Result<()> {
    writer::write(&root(), &writer::Files::from([(FILE.into(), document()?)]))?;
    Ok(())
}

/// Fails if the document is not what would be written.
pub(crate) fn check() -> Result<()> {
    if fs::read_to_string(root().join(FILE)).unwrap_or_default() != document()? {
        bail!("{FILE} is not true any more; run `cargo xtask trees`");
    }
    Ok(())
}

fn document() -> Result<String> {
    let mut out = "# What each feature brings\n\nWritten by `cargo xtask trees`. Lines with `(*)` stand above already.\n".to_owned();
    for (features, title) in SETS {
        let tree = tree(features)?;
        let mut crates: Vec<&str> = tree.lines().map(name).collect();
        crates.sort_unstable();
        crates.dedup();
        let _ = write!(
            out,
            "\n## {title}\n\n`--no-default-features --features {features}`: {} crates, this one and its runtime included.\n\n\
             ```text\n{tree}```\n",
            crates.len()
        );
    }
    Ok(out)
}

/// `cargo tree` without paths of this machine.
fn tree(features: &str) -> Result<String> {
    let mut command = Command::new("cargo");
    command.args(["tree", "--locked", "--package", NAME, "--no-default-features", "--features", features]);
    command.args(["--edges", "normal", "--target", "x86_64-unknown-linux-gnu", "--charset", "ascii"]);
    let output = command.current_dir(root()).output().context("cannot start `cargo`")?;
    if !output.status.success() {
        bail!("cargo tree failed: {}", String::from_utf8_lossy(&output.stderr));
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines = text.lines().map(|line| match line.split_once(" (/") {
        Some((before, after)) => format!("{before}{}\n", after.split_once(')').map_or("", |(_, rest)| rest)),
        None => format!("{line}\n"),
    });
    Ok(lines.collect())
}

/// A crate's name and version in a line of the tree.
fn name(line: &str) -> &str {
    line.trim_start_matches(['|', '`', '-', ' ']).trim_end_matches(" (*)")
}
