//! What is known of a module: where it stands, what it defines, imports and mentions.

use std::collections::{BTreeMap, BTreeSet};

/// A module, in a file of its own or inside one.
#[derive(Default)]
pub(super) struct Module {
    /// The file, from the project's folder.
    pub(super) file: String,
    pub(super) parent: Option<usize>,
    pub(super) children: BTreeMap<String, usize>,
    /// What it defines by name, and whether that is a function.
    pub(super) items: BTreeMap<String, bool>,
    pub(super) uses: Vec<Use>,
    /// Paths of more than one word that stand in its code.
    pub(super) mentions: BTreeSet<Vec<String>>,
    /// The same of its code for tests.
    pub(super) in_tests: BTreeSet<Vec<String>>,
    /// Whether it is for tests alone.
    pub(super) test: bool,
    /// Every word of its code.
    pub(super) words: BTreeSet<String>,
    /// How often a feature switches something.
    pub(super) switches: usize,
}

/// An import of one name, or of everything (`*`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Use {
    pub(super) name: String,
    pub(super) path: Vec<String>,
    /// Whether it is for tests.
    pub(super) test: bool,
}
