//! What stands in a package beside the program: texts for people and for shells.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, anyhow};
use awsmodel_command::{Program, internals};
use awsmodel_runtime::dialect::V2;

use super::parts::Part;
use super::target::Target;
use super::{Made, parts};
use crate::make::job;
use crate::make::job::NAME;
use crate::make::pages;

/// Everything of a package.
pub(super) struct Contents {
    pub(super) name: String,
    pub(super) version: String,
    /// The program, by the name of its file.
    pub(super) program: Made,
    /// Scripts for shells, by the shell's name.
    pub(super) completions: Vec<(&'static str, String)>,
    /// Manual pages, by the names of their files.
    pub(super) pages: Vec<(String, String)>,
    /// Texts for people and lists for programs, by the names of their files.
    pub(super) texts: Vec<(&'static str, String)>,
}

/// Makes them.
pub(super) fn all(root: &Path, target: &Target, program: Vec<u8>, parts: &[Part]) -> Result<Contents> {
    let tables = pages::program(&root.join(job::MODEL))?;
    let manual = pages::manual(&root.join(job::MODEL), tables)?;
    let read = |name| fs::read_to_string(root.join(name)).with_context(|| format!("cannot read {name}"));
    Ok(Contents {
        name: tables.name.to_owned(),
        version: tables.version.to_owned(),
        program: (target.program(NAME), program),
        completions: completions(tables)?,
        pages: manual.into_iter().map(|(path, text)| (path.display().to_string(), text)).collect(),
        texts: vec![
            ("README.md", read("README.md")?),
            ("CHANGELOG.md", read("CHANGELOG.md")?),
            ("LICENSE-APACHE", read("LICENSE-APACHE")?),
            ("LICENSE-MIT", read("LICENSE-MIT")?),
            ("THIRD-PARTY-LICENSES.txt", parts::licences(parts)?),
            ("parts.cdx.json", parts::cyclone(tables.name, tables.version, parts)?),
        ],
    })
}

fn completions(program: &'static Program) -> Result<Vec<(&'static str, String)>> {
    let shells = ["bash", "zsh", "fish", "powershell"].into_iter();
    let one = |shell: &'static str| {
        let words = ["completion", shell].map(str::to_owned);
        let script = internals::complete(program, &V2, &words).context("there is no completion")?;
        Ok((shell, script.map_err(|message| anyhow!(message))?))
    };
    shells.map(one).collect()
}

/// The name of a shell's script, as the shell looks for it.
pub(super) fn script(shell: &str, name: &str) -> String {
    match shell {
        "bash" => name.to_owned(),
        "zsh" => format!("_{name}"),
        "powershell" => format!("{name}.ps1"),
        _ => format!("{name}.{shell}"),
    }
}
