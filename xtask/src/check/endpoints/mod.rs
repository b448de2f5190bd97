//! `cargo xtask endpoints`: botocore's cases for endpoint rules, through the functions that codegen emits for them.
//!
//! In: a folder with the cases of each service, and botocore's data. Out: how many cases hold, and what is wrong with the
//! others. All functions stand in one program, which is made, built and run for that.

mod cases;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use awsmodel_codegen::Options;
use serde_json::{Value, json};

use crate::make::sources::read;
use crate::process::{cargo, run as start};
use crate::workspace::{root, target};
use crate::writer::{self, Files};

/// The program around the functions.
const MAIN: &str = include_str!("main.in");

/// Of a hundred thousand cases so many must hold.
const LEAST: usize = 99_900;

/// Options of `endpoints`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder with a folder of cases for each service.
    #[arg(long)]
    data: PathBuf,
    /// Botocore's data folder.
    #[arg(long)]
    models: PathBuf,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let folder = target().join("endpoints");
    let options = Options {
        origin: "endpoint-rule-set-1.json".to_owned(),
        runtime: root().join("runtime").to_string_lossy().into_owned(),
        ..Options::new("endpoints")
    };
    let (mut files, mut all, mut modules) = (Files::new(), Vec::new(), Vec::new());
    let mut refused = BTreeMap::new();
    for (service, rules) in services(&args.models)? {
        let Some(text) = read(&args.data.join(&service).join("endpoint-tests-1.json"))? else { continue };
        let found = cases::cases(&service, &rules, &text).with_context(|| service.clone())?;
        match awsmodel_codegen::endpoint(&rules, &options) {
            Ok(module) => {
                let name = format!("s_{}", service.replace('-', "_"));
                files.insert(format!("src/{name}.rs").into(), module);
                modules.push((service, name));
                all.extend(found);
            }
            Err(error) => drop(refused.insert(service, format!("{} cases: {error}", found.len()))),
        }
    }
    let partitions = read(&args.models.join("partitions.json"))?.context("no partitions.json")?;
    files.insert("src/partitions.rs".into(), awsmodel_codegen::partitions(&partitions, &options)?);
    files.insert("src/main.rs".into(), main(&modules));
    files.insert("Cargo.toml".into(), manifest(&options.runtime));
    files.insert("cases.json".into(), json!(all).to_string());
    let _ = fs::remove_dir_all(folder.join("src"));
    writer::write(&folder, &files)?;
    refused.iter().for_each(|(service, why)| println!("refused {service}: {why}"));
    judge(&folder, all.len())
}

/// Names and rules of services that have some, of the newest version of each.
fn services(models: &Path) -> Result<Vec<(String, String)>> {
    let mut services = Vec::new();
    for entry in fs::read_dir(models).with_context(|| format!("no folder {}", models.display()))? {
        let folder = entry?.path();
        let versions = fs::read_dir(&folder).into_iter().flatten().filter_map(|v| v.ok().map(|v| v.path()));
        let Some(newest) = versions.filter(|v| v.is_dir()).max() else { continue };
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(rules) = read(&newest.join("endpoint-rule-set-1.json"))? {
            services.push((name, rules));
        }
    }
    services.sort();
    Ok(services)
}

fn main(modules: &[(String, String)]) -> String {
    let (mut declared, mut arms) = (String::new(), String::new());
    for (service, module) in modules {
        let _ = writeln!(declared, "mod {module};");
        let _ = writeln!(arms, "        \"{service}\" => {module}::resolve,");
    }
    MAIN.replace("// MODULES\n", &declared).replace("        // ARMS\n", &arms)
}

fn manifest(runtime: &str) -> String {
    format!(
        "[package]\nname = \"endpoints\"\nedition = \"2024\"\n\n[workspace]\n\n[dependencies]\n\
         awsmodel-runtime = {{ path = {runtime:?}, default-features = false }}\n"
    )
}

/// Builds and runs the program, which prints a line for each case that does not hold.
fn judge(folder: &Path, count: usize) -> Result<()> {
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    cargo(folder, &[], &["build", "--quiet"])?;
    let wrong = folder.join("wrong.txt");
    start(folder, &[], "target/debug/endpoints", &["cases.json", "wrong.txt"])?;
    let told = fs::read_to_string(wrong)?;
    print!("{told}");
    let held = count - told.lines().count();
    println!("{held} of {count} cases hold");
    if held * 100_000 < count * LEAST { bail!("too few cases hold") } else { Ok(()) }
}

/// A value of JSON that is text.
fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key)?.as_str()
}
