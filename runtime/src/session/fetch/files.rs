//! Files with secrets, as the AWS CLI keeps them below `~/.aws`.

use std::path::Path;

use crate::client::bounded;
use crate::shapes::time::{Civil, Timestamp};
use crate::shapes::value::Value;
use crate::shapes::value::json;

/// The JSON of a file; one that cannot be used is as good as none.
pub(super) fn read(path: &Path) -> Option<Value> {
    json::parse(&bounded::read_to_string(path, bounded::TOKEN).ok()?).ok()
}

/// A time as these files have it.
pub(super) fn written(time: Timestamp) -> String {
    let Civil { year, month, day, hour, minute, second } = time.civil();
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// The time so many seconds from now.
pub(super) fn in_seconds(seconds: i64) -> Timestamp {
    Timestamp::from_seconds(Timestamp::now().seconds().saturating_add(seconds))
}
