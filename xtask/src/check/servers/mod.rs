//! `cargo xtask servers`: a real server for each protocol, through commands that are generated for that.
//!
//! In: botocore's data. Out: which steps went well. Nothing leaves this machine: moto stands in for AWS.

mod steps;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use awsmodel_codegen::Options;

use crate::check::e2e::server;
use crate::make::sources::Texts;
use crate::process::cargo;
use crate::workspace::{root, target};
use crate::writer;
use steps::{Printed, SERVICES, Service, Step};

/// Options of `servers`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Botocore's data folder.
    models: PathBuf,
    /// Address of a server that runs already, in place of one that is started.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let programs = SERVICES.iter().map(|service| build(service, &args.models)).collect::<Result<Vec<_>>>()?;
    let server = if args.url.is_none() { Some(server::moto_of_all(&root())?) } else { None };
    let url = args.url.clone().or(server.as_ref().map(|s| s.url.clone())).unwrap_or_default();
    let folder = target().join("servers");
    let (mut names, mut wrong) = (BTreeMap::new(), 0);
    for (service, program) in SERVICES.iter().zip(&programs) {
        let steps = service.steps.iter();
        let failed: Vec<String> =
            steps.filter_map(|step| self::step(program, &url, &folder, step, &mut names).err()).collect();
        println!(
            "{:12}{:20}{} of {} steps",
            service.name,
            service.protocol,
            service.steps.len() - failed.len(),
            service.steps.len()
        );
        failed.iter().for_each(|why| println!("  {why}"));
        wrong += failed.len();
    }
    if wrong == 0 { Ok(()) } else { bail!("{wrong} steps went wrong") }
}

/// Generates and builds the command of a service, with the operations that are needed.
fn build(service: &Service, models: &Path) -> Result<PathBuf> {
    let versions = models.join(service.name);
    let versions = fs::read_dir(&versions).with_context(|| format!("no folder {}", versions.display()))?;
    let newest = versions.filter_map(|v| v.ok().map(|v| v.path())).max().context("no version")?;
    let texts = Texts::read(&newest)?;
    let options = Options {
        runtime: root().join("runtime").to_string_lossy().into_owned(),
        operations: Some(service.operations.iter().map(|name| (*name).to_owned()).collect()),
        ..Options::new(service.name)
    };
    let generated = awsmodel_codegen::generate(&texts.sources(), &options)?;
    let folder = target().join("servers").join(service.name);
    let _ = fs::remove_dir_all(folder.join("src"));
    writer::write(&folder, &generated.tree)?;
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let target = target();
    let shared = target.to_string_lossy();
    let arguments = ["build", "--quiet", "--features", "cli", "--bin", service.name, "--target-dir", &shared];
    cargo(&folder, &[], &arguments)?;
    Ok(target.join("debug").join(service.name))
}

/// Runs a command; the error says what it printed instead.
fn step(
    program: &Path,
    url: &str,
    folder: &Path,
    step: &Step,
    names: &mut BTreeMap<&'static str, String>,
) -> Result<(), String> {
    let filled = |text: &str| {
        names.iter().fold(text.to_owned(), |text, (name, value)| {
            let last = value.rsplit('/').next().unwrap_or_default();
            text.replace(&format!("{{{name}}}"), value).replace(&format!("{{{name}/}}"), last)
        })
    };
    let words: Vec<String> = step.words.split_whitespace().map(filled).collect();
    let settings = [
        ("AWS_ENDPOINT_URL", url),
        ("AWS_ACCESS_KEY_ID", "test"),
        ("AWS_SECRET_ACCESS_KEY", "test"),
        ("AWS_DEFAULT_REGION", "us-east-1"),
        ("AWS_CONFIG_FILE", "none"),
        ("AWS_SHARED_CREDENTIALS_FILE", "none"),
    ];
    let output = Command::new(program)
        .args(&words)
        .args(["--query", step.query, "--output", "text"])
        .envs(settings)
        .current_dir(folder)
        .output()
        .map_err(|error| error.to_string())?;
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let out = out.trim_end();
    let holds = match &step.printed {
        Printed::Is(text) => output.status.success() && out == filled(text),
        Printed::Called(name) => {
            names.insert(name, out.to_owned());
            output.status.success() && !matches!(out, "" | "None")
        }
        Printed::Error(code) => !output.status.success() && err.contains(&format!("({code})")),
    };
    if holds { Ok(()) } else { Err(format!("{}: {out} {}", words.join(" "), err.trim())) }
}
