//! Commands that write: the emitted crate, models, pages, the list of dependencies, packages.

mod changelog;
mod chosen;
mod claim;
pub(crate) mod codegen;
pub(crate) mod dist;
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
