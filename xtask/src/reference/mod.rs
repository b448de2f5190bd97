//! `cargo xtask reference`: a page for each command, from the model alone.

mod html;
mod man;
mod markdown;
mod rest;
mod tables;
mod tasks;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use clap::ValueEnum;
use cognito_idp_runtime::cli::Program;
use cognito_idp_runtime::cli::help::CommandPage;
use cognito_idp_runtime::dialect::{self, Dialect};

use crate::make::codegen;
use crate::make::sources::{Texts, root};

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
    /// Which AWS CLI the pages are for.
    #[arg(long, default_value = "v2", value_parser = ["v1", "v2"])]
    dialect: String,
    /// Which of the reference's forms reStructuredText takes.
    #[arg(long, default_value = "present")]
    era: Era,
}

impl Args {
    fn folder(&self) -> PathBuf {
        self.model.clone().unwrap_or_else(|| root().join(codegen::MODEL))
    }
}

/// Form of the pages.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// reStructuredText, as the AWS CLI's reference is written.
    Rst,
    /// A static site with a search.
    Html,
    /// Markdown.
    Md,
    /// Manual pages.
    Man,
}

/// A form of the AWS CLI's reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Era {
    /// Of 2019: options without their members, no global options, no examples.
    Seed,
    /// Of today.
    Present,
}

/// Writes the site of the project's own model.
pub(crate) fn site(out: &Path) -> Result<()> {
    let (out, dialect) = (out.to_owned(), dialect::V2.name.into());
    run(&Args { format: Format::Html, out, model: None, name: None, dialect, era: Era::Present })
}

/// Runs the command.
pub(crate) fn run(args: &Args) -> Result<()> {
    let program = program(args)?;
    // The seed's era knew one command line only.
    let name = if args.era == Era::Seed { "v1" } else { &args.dialect };
    let dialect = Dialect::named(name).unwrap_or(&dialect::V2);
    let pages = pages(program, args, dialect)?;
    fs::create_dir_all(&args.out).with_context(|| format!("cannot create {}", args.out.display()))?;
    for (name, text) in &pages {
        let path = args.out.join(name);
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    eprintln!("{}: {} pages", program.name, pages.len());
    Ok(())
}

fn program(args: &Args) -> Result<&'static Program> {
    let folder = args.folder();
    let texts = Texts::read(&folder)?;
    let options = codegen::options(args.name.as_deref().unwrap_or_default());
    let mut service = cognito_idp_codegen::read(&texts.sources(), &options)?;
    if service.program.is_empty() {
        service.program.clone_from(&service.endpoint_prefix);
    }
    if service.operations.is_empty() {
        bail!("{} has no operations", folder.display());
    }
    Ok(tables::program(&service))
}

/// The pages by name.
fn pages(program: &Program, args: &Args, dialect: &'static Dialect) -> Result<BTreeMap<String, String>> {
    let tasks = tasks::read(&args.folder(), program)?;
    let each = |ending: &str, page: &dyn Fn(&CommandPage) -> String| {
        let pages = program.commands.iter().map(|command| CommandPage::new(program, command, dialect));
        pages.map(|content| (format!("{}{ending}", content.name), page(&content))).collect::<BTreeMap<_, _>>()
    };
    let (mut pages, more) = match args.format {
        Format::Rst => (
            each(".rst", &|page| rest::command(program, page, args.era)),
            vec![("index.rst", rest::index(program, args.era))],
        ),
        Format::Md => (
            each(".md", &|page| markdown::command(program, page)),
            vec![("index.md", markdown::index(program, &tasks))],
        ),
        Format::Man => {
            let pages = each(".1", &|page| man::command(program, page));
            let pages =
                pages.into_iter().map(|(name, text)| (format!("{}-{name}", program.name), text)).collect();
            (pages, Vec::new())
        }
        Format::Html => {
            let assets = html::ASSETS.iter().map(|(name, text)| (*name, (*text).to_owned()));
            let own = [
                ("index.html", html::index(program, &tasks)),
                ("search-index.js", html::search_index(program)),
            ];
            (each(".html", &|page| html::command(program, page)), own.into_iter().chain(assets).collect())
        }
    };
    if args.format == Format::Man {
        pages.insert(format!("{}.1", program.name), man::index(program));
    }
    pages.extend(more.into_iter().map(|(name, text)| (name.to_owned(), text)));
    Ok(pages)
}
