//! `cargo xtask codegen`: writes or checks a generated crate.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Result, bail};
use awsmodel_codegen::{Options, Tree};

use crate::make::chosen::Chosen;
use crate::make::job::{Job, MODEL};
use crate::make::sources::Texts;
use crate::make::{claim, inside, pairs};
use crate::workspace::root;
use crate::writer;

/// Options of `codegen`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write nothing; fail if the crate is not what would be written.
    #[arg(long)]
    check: bool,
    /// Write only; do not build and test the crate.
    #[arg(long)]
    no_build: bool,
    /// List every name that has no text, rather than the first few.
    #[arg(long)]
    undocumented: bool,
    /// Write nothing; print the updates whose state can be read, each with its read.
    #[arg(long, conflicts_with = "check")]
    pairs: bool,
    /// Folder of another model (service-2.json and what belongs to it).
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
    /// Folder to write the crate to.
    #[arg(long, requires = "name", value_name = "DIR")]
    out: Option<PathBuf>,
    /// Name of the crate and of its program.
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    chosen: Chosen,
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    if args.pairs {
        return print_pairs(args.model.as_deref(), args.name.as_deref(), args.chosen.read()?);
    }
    let operations = args.chosen.read()?;
    let own = root().join(MODEL);
    let (job, others) = match (&args.out, &args.name) {
        (Some(out), Some(name)) => {
            (Job::other(args.model.as_ref().unwrap_or(&own), out, name, operations)?, Vec::new())
        }
        _ if operations.is_some() => bail!("--operations makes another crate, which needs --out and --name"),
        _ if args.model.is_some() => bail!("--model makes another crate, which needs --out and --name"),
        _ => (Job::own()?, inside::jobs()?),
    };
    others.iter().try_for_each(|other| make(other, args))?;
    make(&job, args)?;
    if args.check || args.no_build {
        return Ok(());
    }
    let manifest = job.out.join("Cargo.toml");
    let manifest = manifest.to_string_lossy();
    crate::process::cargo(&job.out, &[], &["build", "--manifest-path", &manifest, "--features", "cli"])?;
    crate::process::cargo(&job.out, &[], &["test", "--manifest-path", &manifest, "--features", "cli"])
}

/// Writes a crate or a module, or compares it with what is there.
fn make(job: &Job, args: &Args) -> Result<()> {
    let start = Instant::now();
    let generated = job.generate()?;
    // Nobody reads texts about what is inside another crate.
    if job.options.inside.is_none() {
        warn(&generated.undocumented, args.undocumented);
        generated
            .idle
            .iter()
            .for_each(|text| eprintln!("warning: {text} is the text of nothing that has one"));
    }
    if args.check {
        return compare(job, &generated.tree);
    }
    let written = write(&job.out, &generated.tree)?;
    eprintln!(
        "{}: {} operations, {} files ({written} changed), {} ms",
        job.options.name,
        generated.operations,
        generated.tree.len(),
        start.elapsed().as_millis()
    );
    Ok(())
}

fn print_pairs(model: Option<&Path>, name: Option<&str>, operations: Option<Vec<String>>) -> Result<()> {
    let model = model.map_or_else(|| root().join(MODEL), Path::to_owned);
    // Models lie in folders of their service's name, one for each version.
    let folder = model.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
    let name = name.unwrap_or(&folder);
    let options = Options { operations, ..Options::new(name) };
    let service = awsmodel_codegen::read(&Texts::read(&model)?.sources(), &options)?;
    print!("{}", pairs::listed(&service));
    Ok(())
}

/// Fails if the project's own crate or a module is stale, or the crate has a name without a text.
pub(crate) fn check() -> Result<()> {
    for job in inside::jobs()? {
        compare(&job, &job.generate()?.tree)?;
    }
    let job = Job::own()?;
    let generated = job.generate()?;
    if let Some(name) = generated.undocumented.first() {
        bail!("{} names have no text in docs.json, {name} for one", generated.undocumented.len());
    }
    if let Some(text) = generated.idle.first() {
        bail!("{} texts belong to nothing that has one, {text} for one", generated.idle.len());
    }
    compare(&job, &generated.tree)
}

fn warn(undocumented: &[String], all: bool) {
    let shown = if all { undocumented.len() } else { undocumented.len().min(10) };
    if undocumented.is_empty() {
        return;
    }
    eprintln!("warning: {} names have no text in docs.json:", undocumented.len());
    undocumented[..shown].iter().for_each(|name| eprintln!("  {name}"));
    if shown < undocumented.len() {
        eprintln!(
            "  … and {} more: `cargo xtask codegen --check --undocumented`",
            undocumented.len() - shown
        );
    }
}

/// Writes what has changed, and removes emitted files that are no longer emitted.
fn write(out: &Path, tree: &Tree) -> Result<usize> {
    let strays = claim::claim(out, tree)?;
    let written = writer::write(out, tree)?;
    writer::remove(out, &strays)?;
    Ok(written)
}

fn compare(job: &Job, tree: &Tree) -> Result<()> {
    let stale = tree
        .iter()
        .filter(|(path, text)| !fs::read_to_string(job.out.join(path)).is_ok_and(|old| old == **text));
    let mut stale: Vec<PathBuf> = stale.map(|(path, _)| path.clone()).collect();
    stale.extend(claim::strays(&job.out, tree)?);
    if !stale.is_empty() {
        let list: Vec<String> = stale.iter().take(10).map(|p| format!("  {}", p.display())).collect();
        bail!(
            "{} files of {} are not what codegen writes; run `cargo xtask codegen`:\n{}",
            stale.len(),
            job.options.name,
            list.join("\n")
        );
    }
    Ok(())
}
