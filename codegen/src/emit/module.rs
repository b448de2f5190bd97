//! What an emitter hands over: a source file to be, as tokens. Names and lays out nothing.

use proc_macro2::{Ident, TokenStream};

/// A source file to be: its path below `src/`, what it says of itself, its items.
pub(crate) struct Module {
    pub(crate) path: String,
    pub(crate) docs: String,
    pub(crate) items: Vec<TokenStream>,
}

impl Module {
    pub(super) fn new(path: impl Into<String>, docs: impl Into<String>, items: Vec<TokenStream>) -> Module {
        Module { path: path.into(), docs: docs.into(), items }
    }

    /// The crate's own module that it is or belongs to.
    pub(super) fn root(&self) -> &str {
        let root = self.path.split('/').next().unwrap_or_default();
        root.strip_suffix(".rs").unwrap_or(root)
    }
}

/// The name of a module's file: raw identifiers lose their mark.
pub(super) fn file(module: &Ident) -> String {
    module.to_string().trim_start_matches("r#").to_owned()
}
