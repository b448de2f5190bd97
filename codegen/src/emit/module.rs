//! What an emitter hands over: a source file to be, as tokens. Names and lays out nothing.

use proc_macro2::{Ident, TokenStream};

/// A source file to be: its path below `src/`, what it says of itself, its items.
pub(crate) struct Module {
    pub(crate) path: String,
    pub(crate) docs: String,
    pub(crate) items: Vec<Item>,
}

/// An item of a source file.
pub(crate) enum Item {
    /// Still to be laid out.
    Tokens(TokenStream),
    /// Laid out, as the formatter would do it. It names nothing by a path from the crate's root.
    Text(String),
    /// The import of those of the crate's modules that the other items name; their path.
    Imports(String),
}

impl From<TokenStream> for Item {
    fn from(tokens: TokenStream) -> Item {
        Item::Tokens(tokens)
    }
}

impl Module {
    pub(super) fn new(
        path: impl Into<String>,
        docs: impl Into<String>,
        items: impl IntoIterator<Item = impl Into<Item>>,
    ) -> Module {
        Module { path: path.into(), docs: docs.into(), items: items.into_iter().map(Into::into).collect() }
    }

    /// The crate's own module that it is or belongs to.
    pub(super) fn root(&self) -> &str {
        let root = self.path.split('/').next().unwrap_or_default();
        root.strip_suffix(".rs").unwrap_or(root)
    }
}

/// The items, behind the imports that they need.
pub(super) fn importing(items: impl IntoIterator<Item = impl Into<Item>>) -> Vec<Item> {
    [Item::Imports("crate".into())].into_iter().chain(items.into_iter().map(Into::into)).collect()
}

/// The name of a module's file: raw identifiers lose their mark.
pub(super) fn file(module: &Ident) -> String {
    module.to_string().trim_start_matches("r#").to_owned()
}
