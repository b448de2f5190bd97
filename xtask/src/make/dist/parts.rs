//! The crates that a program is made of: their licences' texts, and a list in CycloneDX's form.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use super::build::FEATURES;
use super::target::Target;
use crate::make::job::NAME;

/// A crate.
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) version: String,
    /// An expression of SPDX.
    pub(crate) licence: Option<String>,
    /// Where it was fetched from; nothing if it is the project's own.
    pub(crate) source: Option<String>,
    /// SHA-256 of what was fetched.
    checksum: Option<String>,
    folder: PathBuf,
}

/// The crates that the program for a target has in it, by name.
pub(super) fn list(root: &Path, target: &Target) -> Result<Vec<Part>> {
    let words = ["--no-default-features", "--features", FEATURES, "--target", target.triple];
    let tree = tree(root, &[&["-p", NAME][..], &words].concat())?;
    let mut parts = known(root)?;
    parts.retain(|part| tree.contains(&(part.name.clone(), part.version.clone())));
    if parts.len() != tree.len() {
        bail!("cargo names {} crates, and knows {} of them", tree.len(), parts.len());
    }
    Ok(parts)
}

/// Names and versions in a tree. What runs while compiling is no part of a program.
fn tree(root: &Path, words: &[&str]) -> Result<BTreeSet<(String, String)>> {
    let start = ["tree", "--locked", "--edges", "normal", "--prefix", "none", "--format", "{p}"];
    let text = cargo(root, &[&start[..], words].concat())?;
    let lines = text.lines().filter(|line| !line.is_empty() && !line.contains("(proc-macro)"));
    let one = |line: &str| {
        let mut words = line.split(' ');
        Some((words.next()?.to_owned(), words.next()?.strip_prefix('v')?.to_owned()))
    };
    Ok(lines.filter_map(one).collect())
}

/// All crates that the lock file names, by name.
pub(crate) fn known(root: &Path) -> Result<Vec<Part>> {
    let metadata: Value =
        serde_json::from_str(&cargo(root, &["metadata", "--locked", "--format-version", "1"])?)?;
    let sums = sums(root)?;
    let text = |package: &Value, key: &str| package.get(key).and_then(Value::as_str).map(str::to_owned);
    let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    let parts = packages.iter().map(|package| {
        let name = text(package, "name").context("a package has no name")?;
        let version = text(package, "version").context("a package has no version")?;
        let manifest = text(package, "manifest_path").context("a package has no manifest")?;
        Ok(Part {
            checksum: sums.get(&(name.clone(), version.clone())).cloned(),
            licence: text(package, "license"),
            source: text(package, "source"),
            folder: Path::new(&manifest).parent().map(Path::to_path_buf).unwrap_or_default(),
            name,
            version,
        })
    });
    let mut parts = parts.collect::<Result<Vec<_>>>()?;
    parts.sort_by(|a, b| (&a.name, &a.version).cmp(&(&b.name, &b.version)));
    Ok(parts)
}

/// What the lock file says of the bytes of each crate.
fn sums(root: &Path) -> Result<BTreeMap<(String, String), String>> {
    let text = fs::read_to_string(root.join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let lock: toml_edit::DocumentMut = text.parse().context("Cargo.lock")?;
    let packages = lock.get("package").and_then(|packages| packages.as_array_of_tables());
    let one = |package: &toml_edit::Table| {
        let text = |key: &str| package.get(key)?.as_str().map(str::to_owned);
        Some(((text("name")?, text("version")?), text("checksum")?))
    };
    Ok(packages.into_iter().flatten().filter_map(one).collect())
}

fn cargo(root: &Path, words: &[&str]) -> Result<String> {
    let output =
        Command::new("cargo").args(words).current_dir(root).output().context("cannot start `cargo`")?;
    if !output.status.success() {
        bail!("cargo {} failed: {}", words.join(" "), String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// The texts of all licences, each once, with the crates that it is for.
pub(super) fn licences(parts: &[Part]) -> Result<String> {
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut out = "Parts of this program that others wrote, and their licences.\n\n".to_owned();
    for part in parts.iter().filter(|part| part.source.is_some()) {
        let title = format!("{} {}", part.name, part.version);
        let licence = part.licence.as_deref().unwrap_or("its own licence");
        out += &format!("{title}: {licence}\n");
        for text in licence_texts(&part.folder)? {
            texts.entry(text).or_default().push(title.clone());
        }
    }
    let mut texts: Vec<(String, Vec<String>)> = texts.into_iter().collect();
    texts.sort_by(|a, b| a.1.cmp(&b.1));
    for (text, titles) in texts {
        out += &format!("\n{}\n{}:\n\n{}\n", "-".repeat(78), titles.join(", "), text.trim_end());
    }
    Ok(out)
}

fn licence_texts(folder: &Path) -> Result<Vec<String>> {
    let mut names: Vec<PathBuf> = fs::read_dir(folder)
        .with_context(|| format!("cannot read {}", folder.display()))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy().to_uppercase();
            path.is_file()
                && ["LICEN", "COPYING", "NOTICE", "UNLICENSE"].iter().any(|start| name.starts_with(start))
        })
        .collect();
    names.sort();
    Ok(names.iter().filter_map(|path| fs::read_to_string(path).ok()).collect())
}

/// The list as CycloneDX has it.
pub(super) fn cyclone(name: &str, version: &str, parts: &[Part]) -> Result<String> {
    let reference = |name: &str, version: &str| format!("pkg:cargo/{name}@{version}");
    let components = parts.iter().filter(|part| part.name != name).map(|part| {
        let mut component = json!({
            "type": "library",
            "bom-ref": reference(&part.name, &part.version),
            "name": part.name,
            "version": part.version,
            "purl": reference(&part.name, &part.version),
        });
        if let Some(licence) = &part.licence {
            // Older manifests write a slash where SPDX has `OR`.
            component["licenses"] = json!([{ "expression": licence.replace('/', " OR ") }]);
        }
        if let Some(sum) = &part.checksum {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
        }
        component
    });
    let components: Vec<Value> = components.collect();
    let of = |component: &Value| component["bom-ref"].clone();
    let own = reference(name, version);
    let list = json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": name,
                "version": version,
                "purl": own,
                "licenses": [{ "expression": env!("CARGO_PKG_LICENSE") }],
            },
        },
        "dependencies": [{ "ref": own, "dependsOn": components.iter().map(of).collect::<Vec<_>>() }],
        "components": components,
    });
    Ok(serde_json::to_string_pretty(&list)? + "\n")
}
