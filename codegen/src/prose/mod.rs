//! CommonMark: what doc comments and help texts are made of. Text in, text out; knows no model and no Rust.

pub(crate) mod plain;
pub(crate) mod safe;
mod simple;
pub(crate) mod wrap;

use pulldown_cmark::Options;

/// What rustdoc reads beyond CommonMark.
pub(crate) fn extensions() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}
