//! Results as text: what each `--output` format prints.
//!
//! In: one [`Value`](rt::Value), after `--query`. Out: the exact bytes for standard output, with
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
//! | `jsonl`, `csv` | [`Rows`] | item by item |

mod columns;
mod gathered;
mod json;
mod rows;
mod spool;
mod table;
mod text;
pub(crate) mod yaml;

use std::{fmt, io};

pub(crate) use gathered::{Gathered, Whole, write};
pub use json::json;
pub(crate) use rows::{FORMATS as ROW_FORMATS, Items, Rows, is_pair_list};
pub(crate) use table::Look;
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

/// Why a result could not be written.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The format has no notation for it. What is written stands: the text before it, but no part of a table.
    Unprintable(String),
    /// What was put aside could not be kept or read, or what is written to takes no more.
    Io(io::Error),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Unprintable(message) => f.write_str(message),
            Trouble::Io(error) => error.fmt(f),
        }
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Trouble {
        Trouble::Io(error)
    }
}
