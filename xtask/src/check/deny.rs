//! `cargo xtask deny`: licences, bans and sources of every crate that the lock file names, by `deny.toml`.
//!
//! `cargo-deny` does it where it is installed, and knows advisories too. Elsewhere its rules that the file has are
//! read here; advisories are not looked at then, which is said.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use spdx::{Expression, ParseMode};

use crate::make::dist::parts::{self, Part};
use crate::process::cargo;
use crate::workspace::root;

/// Where crates may come from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Checks all crates.
pub(crate) fn run() -> Result<()> {
    let root = root();
    let found = Command::new("cargo").args(["deny", "--version"]).output();
    if found.is_ok_and(|output| output.status.success()) {
        cargo(&root, &[], &["deny", "--all-features", "check", "licenses", "bans", "sources"])?;
        if cargo(&root, &[], &["deny", "--all-features", "fetch"]).is_err() {
            eprintln!("the database of advisories cannot be had: advisories are not checked");
            return Ok(());
        }
        return cargo(&root, &[], &["deny", "--all-features", "check", "--disable-fetch", "advisories"]);
    }
    eprintln!("cargo-deny is not installed: advisories are not checked");
    let rules = Rules::read(&fs::read_to_string(root.join("deny.toml")).context("cannot read deny.toml")?)?;
    let parts = parts::known(&root)?;
    let problems: Vec<String> = parts.iter().flat_map(|part| rules.problems(part)).collect();
    if !problems.is_empty() {
        bail!("{}", problems.join("\n"));
    }
    eprintln!("{} crates: licences, bans and sources are as deny.toml wants them", parts.len());
    Ok(())
}

/// What the file allows and forbids.
struct Rules {
    licences: Vec<String>,
    banned: Vec<String>,
}

impl Rules {
    fn read(text: &str) -> Result<Rules> {
        let file: toml_edit::DocumentMut = text.parse().context("deny.toml")?;
        let list = |table: &str, key: &str| {
            let found = file.get(table).and_then(|table| table.get(key)).and_then(|list| list.as_array());
            found.with_context(|| format!("deny.toml has no list {table}.{key}"))
        };
        let licences = list("licenses", "allow")?.iter().filter_map(|one| one.as_str().map(str::to_owned));
        let banned = list("bans", "deny")?.iter().filter_map(|one| {
            let name = one.as_inline_table().and_then(|table| table.get("crate")?.as_str());
            name.or_else(|| one.as_str()).map(str::to_owned)
        });
        Ok(Rules { licences: licences.collect(), banned: banned.collect() })
    }

    fn problems(&self, part: &Part) -> Vec<String> {
        let name = format!("{} {}", part.name, part.version);
        let mut problems = Vec::new();
        if self.banned.contains(&part.name) {
            problems.push(format!("{name} is banned"));
        }
        if part.source.as_deref().is_some_and(|source| source != REGISTRY) {
            problems.push(format!("{name} comes from {}", part.source.as_deref().unwrap_or_default()));
        }
        match part.licence.as_deref().map(|licence| self.allows(licence)) {
            Some(Ok(true)) => {}
            Some(Ok(false)) => {
                problems
                    .push(format!("{name} has the licence {}", part.licence.as_deref().unwrap_or_default()));
            }
            Some(Err(reason)) => problems.push(format!("{name}: {reason}")),
            None => problems.push(format!("{name} names no licence")),
        }
        problems
    }

    fn allows(&self, licence: &str) -> Result<bool, String> {
        let expression =
            Expression::parse_mode(licence, ParseMode::LAX).map_err(|error| error.to_string())?;
        Ok(expression.evaluate(|licence| self.licences.iter().any(|one| *one == licence.to_string())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_held_against_the_list() {
        let rules = Rules::read(
            "[licenses]\nallow = [\"MIT\", \"Apache-2.0 WITH LLVM-exception\"]\n[bans]\ndeny = [{ crate = \"bad\" }]\n",
        )
        .unwrap();
        for (licence, allowed) in [
            ("MIT", true),
            ("MIT OR GPL-3.0", true),
            ("MIT/Apache-2.0", true),
            ("MIT AND GPL-3.0", false),
            ("GPL-3.0-only", false),
            ("Apache-2.0", false),
            ("Apache-2.0 WITH LLVM-exception", true),
        ] {
            assert_eq!(rules.allows(licence), Ok(allowed), "{licence}");
        }
        assert!(rules.allows("nonsense").is_err());
        assert_eq!(rules.banned, ["bad"]);
        assert!(Rules::read("[licenses]\n").is_err());
    }
}
