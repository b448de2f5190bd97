//! JMESPath over ordered values: what `--query` and paginators need.
//!
//! In: an expression and a [`Value`]. Out: another value, its keys in the order in which the
//! expression or the input had them. Grammar, functions and the words of every error are those of
//! the Python library that the AWS CLI uses, since scripts see them.

mod ast;
mod error;
mod eval;
mod functions;
mod lexer;
mod number;
mod parser;
mod parts;
mod work;

pub use error::{CompileError, RuntimeError};

use std::borrow::Cow;

use crate::shapes::value::Value;

/// A compiled expression.
#[derive(Clone, Debug)]
pub struct Expression {
    tree: ast::Node,
    /// The length of its text.
    length: usize,
}

impl Expression {
    /// Compiles an expression.
    ///
    /// # Errors
    /// [`CompileError`] with the place in the expression.
    pub fn compile(text: &str) -> Result<Expression, CompileError> {
        parser::parse(text).map(|tree| Expression { tree, length: text.len() })
    }

    /// Applies the expression. What is not there is `null`.
    ///
    /// # Errors
    /// An unknown function, or one that is called with the wrong number or types of arguments; a result
    /// that is out of proportion to the expression and the value.
    pub fn search(&self, value: &Value) -> Result<Value, RuntimeError> {
        let work = work::Work::new(value, self.length);
        eval::own(&work, eval::search(&work, &self.tree, Cow::Borrowed(value))?)
    }

    /// The path of the list that the expression takes item by item, if it does: what it makes of several lists that are
    /// joined is then what it makes of each, joined.
    #[must_use]
    pub fn items_of(&self) -> Option<String> {
        parts::items_of(&self.tree)
    }

    /// Applies the expression to a value that is needed no more.
    ///
    /// # Errors
    /// As [`Expression::search`].
    pub fn take(&self, value: Value) -> Result<Value, RuntimeError> {
        let work = work::Work::measured(&value, self.length);
        eval::own(&work, eval::search(&work, &self.tree, Cow::Owned(value))?)
    }
}
