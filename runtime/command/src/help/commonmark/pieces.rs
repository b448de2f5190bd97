//! What texts are read to.

/// A block of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prose {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Items of a list, each a few blocks.
    List(Vec<Vec<Prose>>),
    /// Lines of code.
    Code(String),
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Code.
    Code(String),
    /// Words that are stressed.
    Emphasis(String),
    /// Words that are stressed a lot.
    Strong(String),
    /// Words that lead to an address.
    Link(String, String),
}

impl Inline {
    /// Its words without marks; links show their address.
    #[must_use]
    pub fn plain(&self) -> String {
        match self {
            Inline::Text(text) | Inline::Code(text) | Inline::Emphasis(text) | Inline::Strong(text) => {
                text.clone()
            }
            Inline::Link(text, url) if text == url => url.clone(),
            Inline::Link(text, url) => format!("{text} ({url})"),
        }
    }
}
