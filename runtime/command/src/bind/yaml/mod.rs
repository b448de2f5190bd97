//! YAML 1.2 text to [`Value`]: input documents of the command line.
//!
//! What plain words mean is what `ruamel.yaml` makes of them, since documents are written for it: the
//! core schema's numbers, booleans and nulls, dates, and merge keys. One document; repeated keys and
//! unknown tags are errors.

mod breaks;
mod error;
mod load;
mod plain;
mod tabs;

pub(crate) use error::YamlError;
pub(crate) use load::parse;
