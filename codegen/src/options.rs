//! What a generated crate is called, and what stands around it: decided by who calls, not by the model.

use crate::error::{Error, Result};
use crate::lower::names::{KEYWORDS, PATH_WORDS, is_device};

/// What the crate is called and where its runtime is.
#[derive(Clone, Debug)]
pub struct Options {
    /// Name of the crate and of its program.
    pub name: String,
    /// Where the model is, for the header of emitted files.
    pub origin: String,
    /// Path from the crate's folder to the runtime.
    pub runtime: String,
    /// Version of the runtime, for those who get it from a registry.
    pub version: String,
    /// What a registry shows.
    pub listing: Listing,
    /// Examples beside it, each with the features that it needs.
    pub examples: Vec<(String, Vec<String>)>,
    /// Pages of its documentation that somebody has written.
    pub pages: Vec<Page>,
    /// The crate is not part of a workspace.
    pub standalone: bool,
    /// The operations that it has, in the model's names; all of them if nothing is said.
    pub operations: Option<Vec<String>>,
    /// What is written is no crate but a module of another one.
    pub inside: Option<Inside>,
}

/// A module in another crate: types, tables and methods, without a command line, stand-ins and a manifest. Paths are those
/// of that crate, such as `crate::session::services::sts`.
#[derive(Clone, Debug, Default)]
pub struct Inside {
    /// The path of the module.
    pub root: String,
    /// The path of what it calls the runtime.
    pub runtime: String,
    /// The path of a module that has the partitions already, if there is one.
    pub partitions: Option<String>,
}

/// A page of the documentation that somebody has written: a module without code.
#[derive(Clone, Debug)]
pub struct Page {
    /// Name of the module.
    pub name: String,
    /// Path of the page from the crate's `src/`.
    pub file: String,
    /// The features without which its examples are not compiled, and the page not shown.
    pub features: Vec<String>,
}

/// What a registry shows of a crate, and what is packed for it. What is empty is left out.
#[derive(Clone, Debug, Default)]
pub struct Listing {
    /// Words to search for.
    pub keywords: Vec<String>,
    /// Slugs of the registry's categories.
    pub categories: Vec<String>,
    /// Where its documentation is read.
    pub documentation: Option<String>,
    /// The file that introduces the crate.
    pub readme: Option<String>,
    /// Patterns of the files that are packed.
    pub include: Vec<String>,
}

/// The package of the runtime, which emitted crates depend on.
pub(crate) const RUNTIME: &str = "awsmodel-runtime";

/// The package of the command line, which emitted crates depend on if it is asked for.
pub(crate) const COMMAND: &str = "awsmodel-command";

/// The longest name of a crate.
const LONGEST: usize = 64;

/// Crates that every crate sees, and names that cargo needs for itself.
const OTHERS: &[&str] =
    &["std", "core", "alloc", "proc_macro", "test", "build", "deps", "examples", "incremental"];

impl Options {
    /// A crate of this name on its own, whose runtime stands next door and has this crate's version.
    #[must_use]
    pub fn new(name: &str) -> Options {
        Options {
            name: name.to_owned(),
            origin: "service-2.json".into(),
            runtime: "../runtime".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            listing: Listing::default(),
            examples: Vec::new(),
            pages: Vec::new(),
            standalone: true,
            operations: None,
            inside: None,
        }
    }

    /// Fails if no crate or module can be called so.
    pub(crate) fn check(&self) -> Result<()> {
        if let Some(inside) = &self.inside {
            return inside.check();
        }
        let bad = |why: &str| {
            Err(Error::new("options", "$.name", format!("{:?} cannot name a crate: {why}", self.name)))
        };
        let good = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let library = self.library();
        let own = |words: &[&str]| words.contains(&&*library);
        match () {
            () if self.name.len() > LONGEST => bad("it is too long"),
            () if !self.name.chars().all(good) => bad("it may have ASCII letters, digits, `-` and `_`"),
            () if !self.name.starts_with(|c: char| c.is_ascii_alphabetic()) => {
                bad("it does not begin with a letter")
            }
            () if own(KEYWORDS) || own(PATH_WORDS) => bad("it is a word of Rust"),
            () if own(OTHERS) => bad("another crate or a folder of cargo is called so"),
            () if is_device(&library.to_lowercase()) => bad("Windows has a device of that name"),
            () => Ok(()),
        }
    }

    /// The first line of emitted files.
    pub(crate) fn header(&self) -> String {
        let origin = crate::prose::plain::one_line(&self.origin);
        format!("@generated by `cargo xtask codegen` from {origin}. Do not edit.")
    }

    /// The crate's name in Rust.
    pub(crate) fn library(&self) -> String {
        self.name.replace('-', "_")
    }
}

impl Inside {
    fn check(&self) -> Result<()> {
        let paths = [
            ("root", Some(&self.root)),
            ("runtime", Some(&self.runtime)),
            ("partitions", self.partitions.as_ref()),
        ];
        for (key, path) in paths {
            let is_path = |path: &String| {
                path.strip_prefix("crate::").is_some_and(|rest| rest.split("::").all(is_ident))
            };
            if path.is_some_and(|path| !is_path(path)) {
                let message = format!(
                    "{:?} is no path in a crate, such as `crate::services::sts`",
                    path.unwrap_or(&self.root)
                );
                return Err(Error::new("options", format!("$.inside.{key}"), message));
            }
        }
        Ok(())
    }
}

/// Whether a word can name a module or a static.
fn is_ident(word: &str) -> bool {
    let letters = |c: char| c.is_ascii_alphanumeric() || c == '_';
    word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.chars().all(letters)
        && !KEYWORDS.contains(&word)
}
