//! `cargo xtask codegen`: writes or checks a generated crate.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use awsmodel_codegen::{Generated, Listing, Options, Page, Tree};

use crate::make::claim;
use crate::make::sources::Texts;
use crate::workspace::root;
use crate::writer;

/// Where the project's own model is.
pub(crate) const MODEL: &str = "model/cognito-idp/2016-04-18";
const NAME: &str = "cognito-idp";
const OUT: &str = "generated";

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
    /// Folder of another model (service-2.json and what belongs to it).
    #[arg(long, requires = "out", requires = "name", value_name = "DIR")]
    model: Option<PathBuf>,
    /// Folder to write the crate to.
    #[arg(long, requires = "model", value_name = "DIR")]
    out: Option<PathBuf>,
    /// Name of the crate and of its program.
    #[arg(long, requires = "model")]
    name: Option<String>,
}

/// What a registry shows of the project's own crate.
fn listing() -> Listing {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Listing {
        keywords: words(&["aws", "cognito", "cognito-idp", "authentication", "srp"]),
        categories: words(&["api-bindings", "authentication", "command-line-utilities"]),
        documentation: Some(format!("https://docs.rs/{NAME}")),
        readme: Some("README.md".into()),
        include: words(&[
            "/src",
            "/examples",
            "/README.md",
            "/DEPENDENCIES.md",
            "/MIGRATION.md",
            "/LICENSE-*",
        ]),
    }
}

/// The same tasks with the AWS SDK and with the project's own crate.
fn migration() -> Page {
    let features = ["async", "srp", "test-util"].map(str::to_owned).to_vec();
    Page { name: "migration".into(), file: "../MIGRATION.md".into(), features }
}

/// The examples beside a crate, with the features that the command in their first lines names.
fn examples(folder: &Path) -> Result<Vec<(String, Vec<String>)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_none_or(|ending| ending != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path)?;
        let mut words =
            text.lines().take_while(|line| line.starts_with("//!")).flat_map(str::split_whitespace);
        let features =
            words.find(|word| *word == "--features").and_then(|_| words.next()).unwrap_or_default();
        let features = features.trim_matches('`').split(',').filter(|feature| !feature.is_empty());
        found.push((name, features.map(str::to_owned).collect()));
    }
    found.sort();
    Ok(found)
}

/// A crate to be generated.
struct Job {
    model: PathBuf,
    out: PathBuf,
    options: Options,
}

impl Job {
    fn own() -> Result<Job> {
        let options = Options {
            origin: format!("{MODEL}/service-2.json"),
            listing: listing(),
            examples: examples(&root().join(OUT).join("examples"))?,
            pages: vec![migration()],
            standalone: false,
            ..Options::new(NAME)
        };
        Ok(Job { model: root().join(MODEL), out: root().join(OUT), options })
    }

    fn other(model: &Path, out: &Path, name: &str) -> Result<Job> {
        let out = real(out)?;
        let options = Options {
            runtime: relative(&out, &root().join("runtime").canonicalize()?),
            ..Options::new(name)
        };
        Ok(Job { model: model.to_owned(), out, options })
    }

    fn generate(&self) -> Result<Generated> {
        let texts = Texts::read(&self.model)?;
        Ok(awsmodel_codegen::generate(&texts.sources(), &self.options)?)
    }
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let job = match (&args.model, &args.out, &args.name) {
        (Some(model), Some(out), Some(name)) => Job::other(model, out, name)?,
        _ => Job::own()?,
    };
    let start = Instant::now();
    let generated = job.generate()?;
    warn(&generated.undocumented, args.undocumented);
    generated.idle.iter().for_each(|text| eprintln!("warning: {text} is the text of nothing that has one"));
    if args.check {
        return compare(&job, &generated.tree);
    }
    let written = write(&job.out, &generated.tree)?;
    eprintln!(
        "{}: {} operations, {} files ({written} changed), {} ms",
        job.options.name,
        generated.operations,
        generated.tree.len(),
        start.elapsed().as_millis()
    );
    if args.no_build {
        return Ok(());
    }
    let manifest = job.out.join("Cargo.toml");
    let manifest = manifest.to_string_lossy();
    crate::process::cargo(&job.out, &[], &["build", "--manifest-path", &manifest, "--features", "cli"])?;
    crate::process::cargo(&job.out, &[], &["test", "--manifest-path", &manifest, "--features", "cli"])
}

/// Fails if the project's own crate is stale, or has a name without a text.
pub(crate) fn check() -> Result<()> {
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

/// A path without links and dots, as far as it exists.
fn real(path: &Path) -> Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let real = path.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    let (above, real) = real.with_context(|| format!("no folder {}", path.display()))?;
    Ok(path
        .strip_prefix(above)
        .map(|rest| if rest.as_os_str().is_empty() { real.clone() } else { real.join(rest) })?)
}

/// The path from one folder to another; both are absolute.
fn relative(from: &Path, to: &Path) -> String {
    let (from, to): (Vec<_>, Vec<_>) = (from.components().collect(), to.components().collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = from[shared..].iter().map(|_| "..".to_owned());
    let down = to[shared..].iter().map(|c| c.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}
