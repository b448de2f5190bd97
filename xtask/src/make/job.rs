//! A crate that is to be generated, or a module of another one: which model, where to, what it is called.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use awsmodel_codegen::{Generated, Listing, Options};

use crate::make::sources::Texts;
use crate::workspace::root;

/// Where the project's own model is.
pub(crate) const MODEL: &str = "model/cognito-idp/2016-04-18";
const NAME: &str = "cognito-idp";
const OUT: &str = "generated";

/// What a registry shows of the project's own crate.
fn listing() -> Listing {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    Listing {
        keywords: words(&["aws", "cognito", "cognito-idp", "authentication", "srp"]),
        categories: words(&["api-bindings", "authentication", "command-line-utilities"]),
        documentation: Some(format!("https://docs.rs/{NAME}")),
        readme: Some("README.md".into()),
        include: words(&["/src", "/examples", "/README.md", "/DEPENDENCIES.md", "/LICENSE-*"]),
    }
}

/// A crate to be generated, or a module of another one.
#[derive(Clone)]
pub(super) struct Job {
    pub(super) model: PathBuf,
    pub(super) out: PathBuf,
    pub(super) options: Options,
}

impl Job {
    pub(super) fn own() -> Job {
        let options = Options {
            origin: format!("{MODEL}/service-2.json"),
            listing: listing(),
            standalone: false,
            ..Options::new(NAME)
        };
        Job { model: root().join(MODEL), out: root().join(OUT), options }
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
