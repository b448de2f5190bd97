//! XML as a tree of elements: text in, a tree out, and back. What elements mean is for others to say.
//!
//! Names have lost their prefixes, namespaces are not looked at. No entity but the five of XML itself stands for
//! anything, and a document type is refused; depth is bounded, and time grows with the text.

mod read;
mod write;

pub(crate) use read::read;
pub(crate) use write::write;

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Element {
    /// Its name; without a prefix, if it was read.
    pub(crate) name: String,
    /// Attributes with their whole names, in order.
    pub(crate) attributes: Vec<(String, String)>,
    /// Elements in it, in order.
    pub(crate) children: Vec<Element>,
    /// Its text, if there are no elements in it.
    pub(crate) text: String,
}

impl Element {
    /// An element without content.
    pub(crate) fn new(name: impl Into<String>) -> Element {
        Element { name: name.into(), ..Element::default() }
    }

    /// An element that holds text.
    pub(crate) fn of_text(name: impl Into<String>, text: impl Into<String>) -> Element {
        Element { name: name.into(), text: text.into(), ..Element::default() }
    }

    /// The first element in it that has this name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }
}
