//! The reference: a page for each command, from the model alone.
//!
//! In: a model's texts, the tasks' text, a form. Out: pages as a tree. Nothing here opens a file.

mod guides;
#[cfg(test)]
mod hostile;
mod html;
mod man;
mod markdown;
mod names;
mod rest;
mod tables;
mod tasks;
#[cfg(test)]
mod tests;
mod text;
mod waits;
pub(crate) mod written;

use anyhow::{Result, bail};
use awsmodel_codegen::{Options, Sources, Tree};
use awsmodel_command::Program;
use awsmodel_command::help::CommandPage;
use awsmodel_runtime::dialect::Dialect;
use clap::ValueEnum;
use guides::GUIDES;
use written::Written;

/// What pages look like, and which AWS CLI they are for.
#[derive(Clone, Copy)]
pub(crate) struct Form {
    pub(crate) format: Format,
    pub(crate) era: Era,
    pub(crate) dialect: &'static Dialect,
}

/// Form of the pages.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
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

/// What the page of situations says in front of them.
const WRONG: &str = "What a command says on a terminal, after the message of a failure or the result: the next step. \
                     Set `cli_hints` in a profile to `on` to see it everywhere, or to `off` to see it nowhere.";

/// The situations of that page, each with the sentence that is said, its gaps in capitals.
fn situations() -> impl Iterator<Item = (&'static str, String)> {
    let gaps = |sentence: &str| {
        let pieces = sentence.split('{').enumerate().map(|(at, piece)| match piece.split_once('}') {
            Some((gap, rest)) if at > 0 => gap.to_uppercase() + rest,
            _ => piece.to_owned(),
        });
        pieces.collect::<String>()
    };
    awsmodel_command::hints::RULES.iter().map(move |rule| (rule.situation, gaps(rule.sentence)))
}

/// The tables of a model's command line, for pages.
pub(crate) fn program(sources: &Sources<'_>, options: &Options) -> Result<&'static Program> {
    let mut service = awsmodel_codegen::read(sources, options)?;
    if service.program.is_empty() {
        service.program.clone_from(&service.endpoint_prefix);
    }
    if service.operations.is_empty() {
        bail!("the model has no operations");
    }
    Ok(tables::program(&service))
}

/// The pages; `tasks` is the text of `tasks.json`, `chosen` are the operations that the program has if it does not have all,
/// `written` are pages that stand beside the model, for a site and for Markdown.
pub(crate) fn pages(
    program: &Program,
    tasks: Option<&str>,
    chosen: Option<&[String]>,
    written: &[Written],
    form: Form,
) -> Result<Tree> {
    names::check(program)?;
    let tasks = tasks::read(tasks, program, chosen)?;
    let each = |name: &dyn Fn(&str) -> String, page: &dyn Fn(&CommandPage) -> String| {
        let pages = program.commands.iter().map(|command| CommandPage::new(program, command, form.dialect));
        // The reference of 2019 has those behind others elsewhere.
        let waits = program.waits.iter().filter(|_| form.era == Era::Present);
        let pages = pages.chain(waits.map(|wait| waits::page(program, wait, form.dialect)));
        pages.map(|content| (name(&names::page(content.name)).into(), page(&content))).collect::<Tree>()
    };
    let (mut pages, more) = match form.format {
        Format::Rst if form.era == Era::Seed => (
            each(&|name| format!("{name}.rst"), &|page| rest::command(program, page, form.era)),
            vec![("index.rst".to_owned(), rest::index(program, form.era))],
        ),
        Format::Rst => (
            each(&|name| format!("{name}.rst"), &|page| rest::command(program, page, form.era)),
            vec![
                ("index.rst".to_owned(), rest::index(program, form.era)),
                (format!("{}.rst", names::WRONG), rest::wrong()),
            ],
        ),
        Format::Md => (
            each(&|name| format!("{name}.md"), &|page| markdown::command(program, page)),
            vec![
                ("index.md".to_owned(), markdown::index(program, &tasks, written)),
                (format!("{}.md", names::WRONG), markdown::wrong()),
            ]
            .into_iter()
            .chain(GUIDES.iter().map(|guide| (format!("{}.md", guide.page), markdown::guide(program, guide))))
            .chain(written.iter().map(|page| (format!("{}.md", page.page), page.text.clone())))
            .collect(),
        ),
        Format::Man => (
            each(&|name| format!("{}-{name}.1", program.name), &|page| man::command(program, page)),
            vec![
                (format!("{}.1", names::page(program.name)), man::index(program)),
                (format!("{}-{}.1", program.name, names::WRONG), man::wrong(program)),
            ],
        ),
        Format::Html => {
            let assets = html::ASSETS.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
            let own = [
                ("index.html".to_owned(), html::index(program, &tasks, written)),
                ("search-index.js".to_owned(), html::search_index(program)),
                (format!("{}.html", names::WRONG), html::wrong(program)),
            ];
            let page = |page: &CommandPage| html::command(program, page);
            let guides =
                GUIDES.iter().map(|guide| (format!("{}.html", guide.page), html::guide(program, guide)));
            let written =
                written.iter().map(|page| (format!("{}.html", page.page), html::written(program, page)));
            (
                each(&|name| format!("{name}.html"), &page),
                own.into_iter().chain(guides).chain(written).chain(assets).collect(),
            )
        }
    };
    pages.extend(more.into_iter().map(|(name, text)| (name.into(), text)));
    Ok(pages)
}
