//! Commands that write: the emitted crate, models, pages, the list of dependencies.

mod changelog;
mod chosen;
mod claim;
pub(crate) mod codegen;
mod inside;
pub(crate) mod job;
pub(crate) mod model;
pub(crate) mod package;
pub(crate) mod pages;
mod pairs;
pub(crate) mod sources;
pub(crate) mod sweep;
mod threads;
pub(crate) mod trees;
