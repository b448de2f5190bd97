//! Points in time: what was read can be written and read again.

use awsmodel_runtime::internals::dates;
use awsmodel_runtime::{Timestamp, Value};

use super::text;

pub(super) const WORDS: &[&str] = &[
    "2020",
    "-",
    "/",
    ":",
    "T",
    "Z",
    "+00:00",
    "-23:59",
    ".5",
    ".123456789",
    "Jan",
    "Sun, ",
    " GMT",
    "0000",
    "9999",
    "24:00",
    "60",
    "W53",
    "1e18",
    "-1e18",
    "nan",
    "inf",
    "pm",
];

pub(super) fn run(data: &[u8]) -> bool {
    let text = text(data);
    let written = dates::parse(&text);
    let moment = dates::moment(&Value::from(&*text));
    let standard = Timestamp::parse_rfc3339(&text);
    let http = Timestamp::parse_http_date(&text);
    for moment in moment.iter().chain(&standard).chain(&http).copied() {
        again(moment);
    }
    if let Ok(seconds) = text.trim().parse::<f64>()
        && let Some(moment) = Timestamp::from_seconds_f64(seconds)
    {
        again(moment);
    }
    written.is_ok() || moment.is_ok() || standard.is_some() || http.is_some()
}

fn again(moment: Timestamp) {
    let civil = moment.civil();
    let whole = Timestamp::from_seconds(moment.seconds());
    assert_eq!(Timestamp::from_civil(civil), whole, "{civil:?}");
    let shown = [moment.to_string(), moment.compact(), moment.http_date()];
    if (1..=9999).contains(&civil.year) {
        assert_eq!(Timestamp::parse_rfc3339(&shown[0]), Some(moment), "{}", shown[0]);
        assert_eq!(Timestamp::parse_http_date(&shown[2]), Some(whole), "{}", shown[2]);
    }
}
