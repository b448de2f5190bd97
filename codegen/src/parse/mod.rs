//! Text to [`Model`]: strict about form, silent about nothing.

mod node;
pub(crate) mod paginators;
pub(crate) mod partitions;
pub(crate) mod rules;
pub(crate) mod service;
pub(crate) mod words;

use serde_json::Value;

use crate::error::{Error, Result};

/// Reads JSON, keeping the order of keys.
fn json(file: &str, text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|e| Error::new(file, "$", format!("not JSON: {e}")))
}
