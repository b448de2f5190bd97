//! `cargo xtask package`: the crates as a registry would have them, and a program that knows nothing else.
//!
//! In: the workspace's crates that may be published. Out: their `.crate` files in the order in which they would go
//! out. They are unpacked beside a new project and checked there against each other: what was not packed is missing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

use crate::make::job::NAME;
use crate::process::{cargo, run as start};
use crate::workspace::{root, target};
use crate::writer;

/// What each crate brings along.
const FILES: [&str; 3] = ["LICENSE-APACHE", "LICENSE-MIT", "README.md"];

/// What a registry and docs.rs want to know of each.
const FACTS: [&str; 7] = [
    "/description",
    "/license",
    "/documentation",
    "/readme",
    "/keywords/0",
    "/categories/0",
    "/metadata/docs/rs/all-features",
];

/// A crate to be packed.
struct Package {
    name: String,
    version: String,
    facts: Value,
}

/// Runs the command.
pub(crate) fn run() -> Result<()> {
    let packed = pack()?;
    let target = target().to_string_lossy().into_owned();
    cargo(&packed.folder, &[("CARGO_TARGET_DIR", &target)], CHECK)?;
    for (place, package) in packed.packages.iter().enumerate() {
        println!("{}. {} {}", place + 1, package.name, package.version);
    }
    Ok(())
}

/// What checks everything that was packed.
pub(crate) const CHECK: &[&str] =
    &["check", "--workspace", "--all-features", "--lib", "--bins", "--examples"];

/// A workspace of what was packed.
pub(crate) struct Packed {
    /// Where it is; its lock is the project's.
    pub(crate) folder: PathBuf,
    packages: Vec<Package>,
}

impl Packed {
    /// The oldest compiler that the crates are for.
    pub(crate) fn rust_version(&self) -> Result<&str> {
        let versions = self.packages.iter().map(|package| package.facts["rust_version"].as_str());
        versions.flatten().max().context("no crate names the oldest compiler that it is for")
    }
}

/// Packs the crates and lays them out.
pub(crate) fn pack() -> Result<Packed> {
    let packages = in_order(published(&root())?)?;
    packages.iter().try_for_each(Package::check)?;
    let names = packages.iter().flat_map(|package| ["-p", &package.name]);
    let pack = ["package", "--locked", "--allow-dirty", "--no-verify", "--quiet"];
    cargo(&root(), &[], &pack.into_iter().chain(names).collect::<Vec<_>>())?;
    let folder = target().join("packed");
    lay_out(&folder, &packages)?;
    Ok(Packed { folder, packages })
}

/// The workspace's crates that are not kept back.
fn published(root: &Path) -> Result<Vec<Package>> {
    let mut command = Command::new("cargo");
    command.args(["metadata", "--no-deps", "--format-version", "1", "--locked"]).current_dir(root);
    let output = command.output().context("cannot start `cargo`")?;
    ensure!(output.status.success(), "cargo metadata failed: {}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let all = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    let text = |facts: &Value, key: &str| facts[key].as_str().unwrap_or_default().to_owned();
    // `publish = false` is an empty list of registries.
    Ok(all
        .iter()
        .filter(|facts| facts["publish"].is_null())
        .map(|facts| Package {
            name: text(facts, "name"),
            version: text(facts, "version"),
            facts: facts.clone(),
        })
        .collect())
}

/// Each behind those that it needs.
fn in_order(mut open: Vec<Package>) -> Result<Vec<Package>> {
    let mut ordered = Vec::new();
    while !open.is_empty() {
        let free = open.iter().position(|package| !open.iter().any(|other| package.needs(&other.name)));
        let Some(free) = free else { bail!("the crates need each other in a circle") };
        ordered.push(open.remove(free));
    }
    Ok(ordered)
}

impl Package {
    fn needs(&self, name: &str) -> bool {
        let dependencies = self.facts["dependencies"].as_array();
        dependencies.into_iter().flatten().any(|dependency| dependency["name"] == name)
    }

    /// Fails if a registry would show less than there is to show.
    fn check(&self) -> Result<()> {
        let folder = self.facts["manifest_path"].as_str().map(Path::new).and_then(Path::parent);
        let folder = folder.with_context(|| format!("{} has no folder", self.name))?;
        for fact in FACTS {
            let missing = self.facts.pointer(fact).is_none_or(Value::is_null);
            ensure!(!missing, "the manifest of {} has no {}", self.name, &fact[1..]);
        }
        for file in FILES {
            ensure!(folder.join(file).is_file(), "{} has no {file}", folder.display());
        }
        Ok(())
    }

    fn folder(&self) -> String {
        format!("{}-{}", self.name, self.version)
    }
}

/// The unpacked crates, and a program that needs them by name and version.
fn lay_out(trial: &Path, packages: &[Package]) -> Result<()> {
    if trial.exists() {
        fs::remove_dir_all(trial)?;
    }
    fs::create_dir_all(trial)?;
    for package in packages {
        let file = target().join("package").join(package.folder() + ".crate");
        start(trial, &[], "tar", &["-xzf", &file.to_string_lossy()])?;
        for file in FILES {
            let packed = trial.join(package.folder()).join(file);
            ensure!(packed.is_file(), "{file} was not packed with {}", package.name);
        }
    }
    let lock = fs::read_to_string(root().join("Cargo.lock"))?;
    let files = [
        ("Cargo.toml".into(), workspace(packages)),
        ("Cargo.lock".into(), lock),
        (PathBuf::from("program/Cargo.toml"), program(packages)),
        (PathBuf::from("program/src/main.rs"), SOURCE.to_owned()),
    ];
    writer::write(trial, &files.into())?;
    Ok(())
}

/// The trial's workspace: whoever asks the registry for one of the crates gets what was packed.
fn workspace(packages: &[Package]) -> String {
    let folders = packages.iter().map(Package::folder);
    let members = folders.clone().map(|folder| format!("\"{folder}\"")).collect::<Vec<_>>().join(", ");
    let patches = packages.iter().map(|p| format!("{} = {{ path = \"{}\" }}\n", p.name, p.folder()));
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"program\", {members}]\n\n[patch.crates-io]\n{}\n\
         [profile.dev]\ndebug = \"line-tables-only\"\n\n[profile.dev.package.\"*\"]\ndebug = false\n",
        patches.collect::<String>()
    )
}

fn program(packages: &[Package]) -> String {
    let needs = packages.iter().map(|package| {
        let features = if package.name == NAME { ", features = [\"async\", \"srp\"]" } else { "" };
        format!("{} = {{ version = \"{}\"{features} }}\n", package.name, package.version)
    });
    format!(
        "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n{}",
        needs.collect::<String>()
    )
}

/// Uses each of the crates, and both clients.
const SOURCE: &str = r#"use awsmodel_codegen::{Options, Sources, generate};
use cognito_idp::types::ListUsersRequest;

async fn first(client: cognito_idp::Client) -> Result<usize, cognito_idp::Error> {
    let reply = client.list_users(ListUsersRequest::new("us-east-1_EXAMPLE01")).await?;
    Ok(reply.users.map_or(0, |users| users.len()))
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let _ = first;
    let client = cognito_idp::blocking::Client::from_env()?;
    println!("{:?}", client.list_users(ListUsersRequest::new("us-east-1_EXAMPLE01"))?);
    let runtime: Option<awsmodel_runtime::Error> = None;
    let command: Option<awsmodel_command::Program> = None;
    println!("{} {}", runtime.is_none(), command.is_none());
    let generated = generate(&Sources::default(), &Options::new("example"))?;
    println!("{} files", generated.tree.len());
    Ok(())
}
"#;
