//! The AWS CLI's shorthand for structures, maps and lists: `Name=email,Value=a@b.example`.
//!
//! Syntax and meaning are apart. [`parse`] turns text into a [`Tree`] and knows no model; [`bind()`]
//! turns a tree into a [`Value`](crate::Value) that fits a shape and knows no syntax. Neither reads
//! files: `key@=file://…` is a [`Tree::Reference`], which the caller resolves.

mod bind;
mod error;
mod parse;
mod scan;

pub use bind::{BindError, Resolve, bind, is_supported};
pub use error::SyntaxError;
pub use parse::parse;
pub use scan::is_space;

use crate::shapes::value::Ordered;

/// What a shorthand text says, without types.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// A bare or quoted word.
    Text(String),
    /// A word behind `@=`: to be replaced by a file's content if it names one.
    Reference(String),
    /// `[a,b]`, or `a,b` behind a key at the top.
    List(Vec<Tree>),
    /// `{key=value,…}`, or the whole text.
    Map(Ordered<Tree>),
}
