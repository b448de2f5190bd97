//! JSON text to [`Value`](crate::Value) and back, as the AWS CLI reads and writes it.
//!
//! Reading follows Python's `json.loads` in what it accepts (`NaN`, integers of any size, a repeated
//! key's last value) and in the words and positions of its errors, which scripts see. Writing has
//! the two layouts of `json.dumps` that matter: compact for the wire, indented for people.

mod known;
mod parse;
mod plain;
mod write;

pub(crate) use parse::parse_while;
pub use parse::{ParseError, parse};
pub(crate) use plain::is_plain;
pub use write::{Drain, new_line, write_value};
pub use write::{Layout, to_string, write_string};
