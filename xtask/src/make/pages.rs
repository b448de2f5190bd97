//! `cargo xtask reference`: reads a model's folder, writes the reference's pages.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use awsmodel_codegen::Options;
use awsmodel_runtime::dialect::{self, Dialect};

use crate::make::chosen::Chosen;
use crate::make::sources::{Texts, read};
use crate::make::{claim, job};
use crate::reference::written::{self, RECIPES, SDK, Written};
use crate::reference::{self, Era, Format};
use crate::workspace::root;
use crate::writer;

/// Options of `reference`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Form of the pages.
    #[arg(long)]
    format: Format,
    /// Folder to write to.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Folder of another model (service-2.json and what belongs to it).
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
    /// Name of the program. Default: the service's endpoint prefix.
    #[arg(long)]
    name: Option<String>,
    #[command(flatten)]
    chosen: Chosen,
    /// Which AWS CLI the pages are for.
    #[arg(long, default_value = "v2", value_parser = ["v1", "v2"])]
    dialect: String,
    /// Which of the reference's forms reStructuredText takes.
    #[arg(long, default_value = "present")]
    era: Era,
}

/// Writes the site of the project's own model.
pub(crate) fn site(out: &Path) -> Result<()> {
    let (out, dialect) = (out.to_owned(), dialect::V2.name.into());
    let (era, chosen) = (Era::Present, Chosen::default());
    run(&Args { format: Format::Html, out, model: None, name: None, chosen, dialect, era })
}

/// The tables of a model's command line.
pub(crate) fn program(folder: &Path) -> Result<&'static awsmodel_command::Program> {
    let texts = Texts::read(folder)?;
    reference::program(&texts.sources(), &Options::new("")).with_context(|| folder.display().to_string())
}

/// Its manual pages.
pub(crate) fn manual(folder: &Path, program: &awsmodel_command::Program) -> Result<writer::Files> {
    let tasks = read(&folder.join("tasks.json"))?;
    let form = reference::Form { format: Format::Man, era: Era::Present, dialect: &dialect::V2 };
    reference::pages(program, tasks.as_deref(), None, &[], form)
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let folder = args.model.clone().unwrap_or_else(|| root().join(job::MODEL));
    let (texts, tasks) = (Texts::read(&folder)?, read(&folder.join("tasks.json"))?);
    let operations = args.chosen.read()?;
    let options =
        Options { operations: operations.clone(), ..Options::new(args.name.as_deref().unwrap_or_default()) };
    let place = || folder.display().to_string();
    let program = reference::program(&texts.sources(), &options).with_context(place)?;
    // The seed's era knew one command line only.
    let name = if args.era == Era::Seed { "v1" } else { &args.dialect };
    let dialect = Dialect::named(name).unwrap_or(&dialect::V2);
    let form = reference::Form { format: args.format, era: args.era, dialect };
    let written = written(&folder, args.model.is_none())?;
    let mut pages = reference::pages(program, tasks.as_deref(), operations.as_deref(), &written, form)
        .with_context(place)?;
    let count = pages.len();
    claim::pages(&args.out, &mut pages)?;
    writer::write(&args.out, &pages)?;
    eprintln!("{}: {count} pages", program.name);
    Ok(())
}

/// Pages that somebody wrote: what stands beside the model, and what belongs to the project's own crate.
fn written(folder: &Path, own: bool) -> Result<Vec<Written>> {
    let sdk = own.then(|| (SDK, root().join("generated/MIGRATION.md")));
    let files = [(RECIPES, folder.join(job::RECIPES))].into_iter().chain(sdk);
    let there = files.filter(|(_, path)| path.exists());
    let read = |(page, path): (&'static str, PathBuf)| {
        let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        written::read(page, &text)
    };
    there.map(read).collect()
}
