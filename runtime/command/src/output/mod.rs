//! Results as text: what each `--output` format prints.
//!
//! In: one [`Value`](crate::Value), after `--query`. Out: the exact bytes for standard output, with
//! their final newline. Nothing here prints, reads the environment or knows a service; pages,
//! queries and terminals are the caller's business.
//!
//! | format | function | pages |
//! |---|---|---|
//! | `json` | [`json()`] | merged |
//! | `table` | [`table()`] | merged |
//! | `text` | [`text()`] | one by one |
//! | `yaml` | [`yaml()`] | merged |
//! | `yaml-stream` | [`yaml_stream_page()`] | one by one |

mod json;
mod table;
mod text;
mod yaml;

use std::fmt;

pub use json::json;
pub use table::table;
pub use text::text;
pub use yaml::{yaml, yaml_stream_page};

/// A value that a format has no notation for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unprintable {
    /// What came before it and is to be printed all the same.
    pub printed: String,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Unprintable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Unprintable {}
