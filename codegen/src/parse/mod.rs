//! Text to [`Model`]: strict about form, silent about nothing.

pub(crate) mod beside;
pub(crate) mod by_hand;
pub(crate) mod commands;
pub(crate) mod completions;
pub(crate) mod history;
pub(crate) mod marks;
pub(crate) mod node;
pub(crate) mod paginators;
pub(crate) mod pairs;
pub(crate) mod partitions;
pub(crate) mod pattern;
mod prose;
pub(crate) mod rules;
pub(crate) mod service;
mod signatures;
pub mod traits;
pub(crate) mod waiters;
mod wire;
pub(crate) mod words;
