//! `cargo xtask public-api` and `cargo xtask semver`: what the published crates promise, and whether a change breaks a promise.
//!
//! In: the crates' sources, and `xtask/api/CRATE.txt`, which is what the last release promised. Out: what has changed, each
//! change with its weight by the policy in CHANGELOG.md. Nothing is compiled.

mod compare;
mod items;
mod list;
mod plain;
mod walk;

use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail, ensure};

use crate::make::job::NAME;
use crate::process::cargo;
use crate::workspace::root;
use crate::writer;
use compare::Changes;

/// Options of `semver`.
#[derive(clap::Args)]
pub(crate) struct SemverArgs {
    /// Write down what is there now as what a release promises.
    #[arg(long, conflicts_with = "rev")]
    release: bool,
    /// Compare with a revision instead, by `cargo-semver-checks`, which knows more of the language and compiles both.
    #[arg(long, value_name = "REV")]
    rev: Option<String>,
}

/// The crates that programs use, by folder.
const CRATES: [(&str, &str); 2] = [(NAME, "generated"), ("awsmodel-runtime", "runtime")];

/// Where the baselines are.
const BASELINES: &str = "xtask/api";

/// Lists every public item.
pub(crate) fn public_api() -> Result<()> {
    for (name, folder) in CRATES {
        print!("{}", text(name, &list::promises(&root(), folder)?));
    }
    Ok(())
}

/// Compares with the last release.
pub(crate) fn semver(args: &SemverArgs) -> Result<()> {
    if let Some(revision) = &args.rev {
        return checked(revision);
    }
    let mut broken = false;
    for (name, folder) in CRATES {
        let now = list::promises(&root(), folder)?;
        let file = format!("{BASELINES}/{name}.txt");
        if args.release {
            writer::write(&root(), &writer::Files::from([(file.into(), text(name, &now))]))?;
            continue;
        }
        let baseline =
            fs::read_to_string(root().join(&file)).with_context(|| format!("cannot read {file}"))?;
        let (released, then) = parse(&baseline).with_context(|| format!("{file} names no version"))?;
        let changes = Changes::between(&then, &now);
        print!("{name} {VERSION}, beside {released}\n{changes}");
        broken |= !changes.breaking.is_empty() && !breaks(released, VERSION);
    }
    ensure!(!broken, "a version that breaks promises raises the second number, from 1.0 on the first");
    Ok(())
}

/// All of the project's crates have one version.
const VERSION: &str = env!("CARGO_PKG_VERSION");

fn text(name: &str, promises: &BTreeSet<String>) -> String {
    let lines = promises.iter().map(|line| format!("{line}\n"));
    format!(
        "# {name} {VERSION}: what it promises, written by `cargo xtask semver --release`.\n{}",
        lines.collect::<String>()
    )
}

/// The version and the promises of a baseline.
fn parse(baseline: &str) -> Option<(&str, BTreeSet<String>)> {
    let (title, lines) = baseline.split_once('\n')?;
    let version = title.split([' ', ':']).nth(2)?;
    Some((version, lines.lines().map(str::to_owned).collect()))
}

/// Whether a version may break what an earlier one promised.
fn breaks(old: &str, new: &str) -> bool {
    let number = |version: &str, place| version.split('.').nth(place).and_then(|n| n.parse::<u64>().ok());
    match number(old, 0) {
        Some(0) => (number(new, 0), number(new, 1)) > (number(old, 0), number(old, 1)),
        first => number(new, 0) > first,
    }
}

/// Lets the stable compiler write rustdoc's JSON.
const UNSTABLE: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

fn checked(revision: &str) -> Result<()> {
    let mut command = Command::new("cargo");
    command.args(["semver-checks", "--version"]).stdout(Stdio::null()).stderr(Stdio::null());
    if !command.status()?.success() {
        bail!("needs cargo-semver-checks: `cargo install cargo-semver-checks --locked`");
    }
    let arguments = ["semver-checks", "--package", NAME, "--all-features", "--baseline-rev", revision];
    cargo(&root(), &[UNSTABLE], &arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_say_what_they_may_break() {
        assert!(breaks("0.1.0", "0.2.0") && breaks("0.9.1", "1.0.0") && breaks("1.2.0", "2.0.0"));
        assert!(!breaks("0.1.0", "0.1.0") && !breaks("0.1.0", "0.1.9") && !breaks("1.2.0", "1.3.0"));
    }

    #[test]
    fn baselines_are_read_back() {
        let promises = BTreeSet::from(["fn a::b()".to_owned(), "feature x".to_owned()]);
        let text = text("a", &promises);
        assert_eq!(parse(&text), Some((VERSION, promises)));
    }

    #[test]
    fn baselines_are_of_published_crates() {
        for (name, folder) in CRATES {
            let baseline = fs::read_to_string(root().join(format!("{BASELINES}/{name}.txt"))).unwrap();
            let (_, then) = parse(&baseline).unwrap();
            assert!(then.iter().any(|line| line.starts_with("struct ")), "{name}");
            assert!(list::promises(&root(), folder).unwrap().len() > 100, "{name}");
        }
    }
}
