//! A record as a run works on it: names of options or members, and values.

use rt::bulk::Record;
use rt::json::{Layout, to_string};
use rt::value::{Map, Value};

/// One request to be.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Item {
    /// The line of the input that it comes from.
    pub(super) line: u64,
    /// What the record says, or what is wrong with it.
    pub(super) fields: Result<Map, String>,
}

impl Record for Item {
    fn identity(&self) -> Vec<u8> {
        let text = match &self.fields {
            Ok(fields) => to_string(&Value::Map(fields.clone()), Layout::Dense),
            Err(reason) => format!("! {reason}"),
        };
        text.into_bytes()
    }
}
