//! `cargo xtask servers`: a real server for each protocol, through commands that are generated for that.
//!
//! In: botocore's data. Out: which steps went well. Nothing leaves this machine: moto stands in for AWS.

mod old;
mod steps;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::check::e2e::server;
use crate::check::programs::{self, SETTINGS};
use crate::make::sources::Texts;
use crate::workspace::root;
use steps::{Printed, SERVICES, Service, Step};

/// Options of `servers`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Botocore's data folder.
    models: PathBuf,
    /// Address of a server that runs already, in place of one that is started.
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Folders of models of any date, in place of all that: a program of each is built and called.
    #[arg(long, value_name = "DIR", num_args = 1..)]
    old: Vec<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    if !args.old.is_empty() {
        return old::run(&args.old);
    }
    let program = |service: &Service| {
        let texts = Texts::read(&programs::newest(&args.models, service.name)?)?;
        programs::built(service.name, &texts, service.operations)
    };
    let programs = SERVICES.iter().map(program).collect::<Result<Vec<_>>>()?;
    let server = if args.url.is_none() { Some(server::moto_of_all(&root())?) } else { None };
    let url = args.url.clone().or(server.as_ref().map(|s| s.url.clone())).unwrap_or_default();
    let folder = programs::folder();
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
    let output = Command::new(program)
        .args(&words)
        .args(["--query", step.query, "--output", "text"])
        .envs(SETTINGS)
        .env("AWS_ENDPOINT_URL", url)
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
