//! Readers of the command line alone, for those who try them with hostile input. No promise is made of them.
//!
//! In: text, and a program's tables. Out: what the reader made of it, or its message. Nothing is sent or printed.

use crate::args::{self, First, Second};
use crate::bind::{self, Binder};
use crate::completion;
use crate::each;
use crate::table::{Command, Program};
use rt::dialect::Dialect;
use rt::value::{Map, Value};

/// An input document of YAML.
///
/// # Errors
/// If it is none, or more than is read.
pub fn yaml(text: &str) -> Result<Value, String> {
    bind::yaml::parse(text).map_err(|error| error.to_string())
}

/// The request that a command line makes; none where it asks for help or the version.
///
/// # Errors
/// As the command line's own messages.
pub fn request(
    program: &Program,
    dialect: &'static Dialect,
    words: Vec<String>,
) -> Result<Option<Map>, String> {
    let First::Globals(globals, rest) = args::first(program, dialect, words).map_err(|e| e.message)? else {
        return Ok(None);
    };
    match args::second(program, dialect, &globals, &rest, &[]).map_err(|e| e.message)? {
        Second::Help(_) => Ok(None),
        Second::Run(line) => {
            let bound = bind::bind(&Binder::new(dialect), line, globals.no_paginate);
            bound.map(|bound| Some(bound.parameters)).map_err(|e| e.message)
        }
    }
}

/// The request of a command that a document alone makes, as `--input-from` reads it.
///
/// # Errors
/// If it is no document, or more than is read.
pub fn document(command: &Command, bytes: &[u8]) -> Result<Map, String> {
    bind::reuse::parameters(bytes, command)
}

/// The requests that records make, read as `csv`, `jsonl` or `yaml`: the parameters of each, or what is wrong with it.
///
/// # Errors
/// If none of them can be read.
pub fn records(
    command: &'static Command,
    dialect: &'static Dialect,
    format: &str,
    data: Vec<u8>,
) -> Result<Vec<Result<Map, String>>, String> {
    each::requests(command, dialect, format, data)
}

/// Whether bytes are a zip archive.
#[must_use]
pub fn is_archive(bytes: &[u8]) -> bool {
    bind::zip::is_archive(bytes)
}

/// What a shell is offered for words that begin with `completion`.
///
/// # Errors
/// If they ask for nothing that there is.
pub fn complete(
    program: &'static Program,
    dialect: &'static Dialect,
    words: &[String],
) -> Option<Result<String, String>> {
    completion::answer(program, dialect, words).map(|answer| answer.map_err(|e| e.message))
}
