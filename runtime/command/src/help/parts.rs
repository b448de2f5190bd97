//! What a page consists of, as plain data.

use super::syntax::Block;
use crate::table::Example;

/// The page of a command. All texts are CommonMark.
#[derive(Debug)]
pub struct CommandPage {
    /// Name on the command line.
    pub name: &'static str,
    /// The model's name of the operation.
    pub operation: &'static str,
    /// What the command does.
    pub docs: &'static str,
    /// What else follows from the tables: paging, documents, that it cannot be run.
    pub notes: Vec<String>,
    /// Since when there is such a command.
    pub since: Option<String>,
    /// Where AWS documents the operation.
    pub reference: String,
    /// The options of the command itself, one line each.
    pub synopsis: Vec<String>,
    /// The same of the global options.
    pub global_synopsis: Vec<String>,
    /// The options.
    pub options: Vec<Entry>,
    /// The global options.
    pub globals: Vec<Entry>,
    /// Worked examples.
    pub examples: Vec<Example>,
    /// Members of the reply.
    pub output: Vec<Entry>,
    /// Errors of the service, by code.
    pub errors: Vec<(&'static str, &'static str)>,
}

/// An option, a member, an item of a list, or keys or values of a map.
#[derive(Debug, Default)]
pub struct Entry {
    /// The option's words or the member's name; none for items of a list.
    pub names: Vec<String>,
    /// The type's name.
    pub kind: &'static str,
    /// Whether it must be given.
    pub required: bool,
    /// What it means.
    pub docs: &'static str,
    /// What its type implies.
    pub note: Option<String>,
    /// Since when there is such an option, where that is later than its command.
    pub since: Option<Box<str>>,
    /// Possible values, each with words about it where the name does not say it all.
    pub values: Vec<(&'static str, &'static str)>,
    /// Constraints by name.
    pub limits: Vec<(&'static str, String)>,
    /// What it consists of.
    pub parts: Vec<Part>,
    /// How values are written, for options.
    pub syntax: Vec<Block>,
}

impl Entry {
    /// What else is to be said: what its type implies, and since when there is one.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        self.note.as_deref().into_iter().chain(self.since.as_deref())
    }
}

/// A part of a type.
#[derive(Debug)]
pub enum Part {
    /// A member, an item, a key or a value.
    Entry(Entry),
    /// A type that contains itself goes on here.
    Recursive,
}
