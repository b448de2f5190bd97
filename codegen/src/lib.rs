//! Service models in, crates out. Pure: text in, a [`Tree`] out; no files, no processes, no clock.
//!
//! ```text
//! model/*.json ─parse─▶ Model ─lower─▶ ir::Service ─emit─▶ modules of tokens ─render─▶ Tree
//! ```

pub mod diff;
mod emit;
mod error;
mod format;
pub mod history;
pub mod import;
mod imports;
pub mod ir;
mod linking;
mod lower;
mod manifest;
mod model;
mod name;
mod options;
mod parse;
mod prose;
mod render;
mod tree;

/// The examples of the front page in registries are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

use std::collections::BTreeMap;
use std::path::PathBuf;

pub use error::{Error, Result};
pub use options::{Inside, Listing, Options, Page};
pub use parse::traits;
pub use tree::Tree;

/// The texts that a crate is generated from. Only the service and the partitions must be there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sources<'a> {
    /// `service-2.json`.
    pub service: &'a str,
    /// `paginators-1.json`.
    pub paginators: Option<&'a str>,
    /// `waiters-2.json`.
    pub waiters: Option<&'a str>,
    /// `endpoint-rule-set-1.json`.
    pub rules: Option<&'a str>,
    /// `partitions.json`.
    pub partitions: &'a str,
    /// `docs.json`: our own words.
    pub docs: Option<&'a str>,
    /// `examples.json`: worked examples.
    pub examples: Option<&'a str>,
    /// `names.json`: names in Rust for names of the model that collide.
    pub names: Option<&'a str>,
    /// The service's part of `aws-cli.json`: words of the AWS CLI that do not follow from names.
    pub aws_cli: Option<&'a str>,
    /// `secrets.json`: what is secret, where the model says too little or too much.
    pub secrets: Option<&'a str>,
    /// `marks.json`: what the model does not say of updates.
    pub marks: Option<&'a str>,
    /// `tasks.json`: operations by purpose.
    pub tasks: Option<&'a str>,
    /// `pairs.json`: what operations take differently from how replies say it.
    pub pairs: Option<&'a str>,
    /// `completions-1.json`: which members name things that the service lists.
    pub completions: Option<&'a str>,
    /// `resources.json`: the same in our own words, which win.
    pub resources: Option<&'a str>,
    /// `history.json`: when operations and members of requests came and went.
    pub history: Option<&'a str>,
}

/// A generated crate.
#[derive(Debug)]
pub struct Generated {
    /// Its files, manifest included.
    pub tree: Tree,
    /// Operations and members that no text describes.
    pub undocumented: Vec<String>,
    /// Texts and examples of names that the model does not have.
    pub idle: Vec<String>,
    /// Number of operations.
    pub operations: usize,
}

/// Decides everything about a service: parsing and lowering without emission.
///
/// # Errors
/// The first thing in the sources that is not understood, with its file and JSON path.
pub fn read(sources: &Sources<'_>, options: &Options) -> Result<ir::Service> {
    let mut model = model_of(sources)?;
    if let Some(text) = sources.secrets {
        parse::beside::secrets(text, &mut model)?;
    }
    if let Some(text) = sources.marks {
        parse::marks::apply(text, &mut model)?;
    }
    let mut listed = Vec::new();
    for (file, text) in [("completions-1.json", sources.completions), ("resources.json", sources.resources)] {
        listed.extend(text.map_or(Ok(Vec::new()), |text| parse::completions::parse(file, text, &model))?);
    }
    let (names, by_hand) = names(sources, &mut model)?;
    let extras = lower::Extras {
        listed,
        by_hand,
        program: options.name.clone(),
        history: sources.history.map(parse::history::parse).transpose()?.unwrap_or_default(),
        chosen: options.operations.clone(),
        rules: sources.rules.map(parse::rules::parse).transpose()?.unwrap_or_default(),
        partitions: parse::partitions::parse(sources.partitions)?,
        overlay: sources.docs.map(parse::words::docs).transpose()?.unwrap_or_default(),
        examples: sources.examples.map(parse::words::examples).transpose()?.unwrap_or_default(),
        tasks: sources.tasks.map(|text| parse::words::tasks(text, &model)).transpose()?.unwrap_or_default(),
        names,
        resent: sources.pairs.map(|text| parse::pairs::read(text, &model)).transpose()?.unwrap_or_default(),
    };
    if let Some(chosen) = &options.operations {
        lower::closure::cut(&mut model, chosen)?;
    }
    let mut service = lower::lower(&model, extras)?;
    if options.operations.is_some() {
        // Texts of what was cut are no mistake.
        service.idle.clear();
    }
    Ok(service)
}

/// Names that do not follow from the model's, and what the AWS CLI does by hand.
fn names(
    sources: &Sources<'_>,
    model: &mut model::Model,
) -> Result<(parse::beside::Renames, parse::by_hand::All)> {
    let own = sources.names.map(|text| parse::beside::names(text, model)).transpose()?;
    let mut names = own.unwrap_or_default();
    let Some(text) = sources.aws_cli else { return Ok((names, BTreeMap::new())) };
    let (words, by_hand) = parse::by_hand::of_aws_cli(text, model)?;
    names.add(words);
    Ok((names, by_hand))
}

/// The model itself, without what stands beside it.
fn model_of(sources: &Sources<'_>) -> Result<model::Model> {
    let mut model = parse::service::parse(sources.service)?;
    if let Some(text) = sources.paginators {
        model.paginators = parse::paginators::parse(text)?;
    }
    if let Some(text) = sources.waiters {
        parse::waiters::apply(text, &mut model)?;
    }
    Ok(model)
}

/// The emitted module of a rule set alone: a function `resolve`.
///
/// # Errors
/// What in the rules is not understood.
pub fn endpoint(rules: &str, options: &Options) -> Result<String> {
    let module = emit::endpoint::of_rules(&parse::rules::parse(rules)?)?;
    render::Renderer::new(options.header()).module(module)
}

/// The emitted module of `partitions.json` alone: a table `PARTITIONS`.
///
/// # Errors
/// What in it is not understood.
pub fn partitions(text: &str, options: &Options) -> Result<String> {
    let module = emit::endpoint::partitions(&parse::partitions::parse(text)?);
    render::Renderer::new(options.header()).module(module)
}

/// Generates a crate.
///
/// # Errors
/// As [`read`].
pub fn generate(sources: &Sources<'_>, options: &Options) -> Result<Generated> {
    options.check()?;
    let service = read(sources, options)?;
    let modules = emit::modules(&service, options)?;
    tree::check(modules.iter().map(|module| (module.path.as_str(), module.docs.as_str())))?;
    let mut tree = Tree::new();
    let mut render = render::Renderer::new(options.header());
    let folder = if options.inside.is_some() { "" } else { "src" };
    for module in modules {
        let path = PathBuf::from(folder).join(&module.path);
        tree.insert(path, render.module(module)?);
    }
    if options.inside.is_none() {
        tree.insert("Cargo.toml".into(), manifest::manifest(&service, options));
        tree.insert("build.rs".into(), linking::script(options));
    }
    let operations = service.operations.len();
    Ok(Generated { tree, undocumented: service.undocumented, idle: service.idle, operations })
}
