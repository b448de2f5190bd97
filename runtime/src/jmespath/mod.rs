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

pub use error::{CompileError, RuntimeError};

use crate::value::Value;

/// A compiled expression.
#[derive(Clone, Debug)]
pub struct Expression(ast::Node);

impl Expression {
    /// Compiles an expression.
    ///
    /// # Errors
    /// [`CompileError`] with the place in the expression.
    pub fn compile(text: &str) -> Result<Expression, CompileError> {
        parser::parse(text).map(Expression)
    }

    /// Applies the expression. What is not there is `null`.
    ///
    /// # Errors
    /// An unknown function, or one that is called with the wrong number or types of arguments.
    pub fn search(&self, value: &Value) -> Result<Value, RuntimeError> {
        eval::search(&self.0, value)
    }

    /// Applies the expression to a value that is needed no more.
    ///
    /// # Errors
    /// As [`Expression::search`].
    pub fn take(&self, value: Value) -> Result<Value, RuntimeError> {
        self.search(&value)
    }
}
