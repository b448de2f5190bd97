//! A crate that is to be generated, or a module of another one: which model, where to, what it is called.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use awsmodel_codegen::{Generated, Listing, Options, Page};

use crate::make::sources::Texts;
use crate::workspace::root;

/// Where the project's own model is.
pub(crate) const MODEL: &str = "model/cognito-idp/2016-04-18";
/// Tasks and the commands for each, beside a model.
pub(crate) const RECIPES: &str = "recipes.md";
/// The project's own program.
pub(crate) const NAME: &str = "cognito-idp";
const OUT: &str = "generated";

/// A crate to be generated, or a module of another one.
#[derive(Clone)]
pub(super) struct Job {
    pub(super) model: PathBuf,
    pub(super) out: PathBuf,
    pub(super) options: Options,
}

impl Job {
    pub(super) fn own() -> Result<Job> {
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

    pub(super) fn other(
        model: &Path,
        out: &Path,
        name: &str,
        operations: Option<Vec<String>>,
    ) -> Result<Job> {
        let out = real(out)?;
        let options = Options {
            runtime: relative(&out, &root().join("runtime").canonicalize()?),
            operations,
            ..Options::new(name)
        };
        Ok(Job { model: model.to_owned(), out, options })
    }

    pub(super) fn generate(&self) -> Result<Generated> {
        let texts = Texts::read(&self.model)?;
        Ok(awsmodel_codegen::generate(&texts.sources(), &self.options)?)
    }
}

/// What a registry shows of the project's own crate.
fn listing() -> Listing {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    let files =
        ["/src", "/build.rs", "/examples", "/README.md", "/DEPENDENCIES.md", "/MIGRATION.md", "/LICENSE-*"];
    Listing {
        keywords: words(&["aws", "cognito", "cognito-idp", "authentication", "srp"]),
        categories: words(&["api-bindings", "authentication", "command-line-utilities"]),
        documentation: Some(format!("https://docs.rs/{NAME}")),
        readme: Some("README.md".into()),
        include: words(&files),
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
    if !folder.exists() {
        return Ok(found);
    }
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
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
