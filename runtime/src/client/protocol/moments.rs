//! Points in time of a request, in the form that each place asks for.

use crate::shapes::schema::TimestampFormat;
use crate::shapes::schema::protocol::Refusal;
use crate::shapes::time::{Civil, Timestamp, dates};
use crate::shapes::value::Value;
use crate::shapes::value::json::{Layout, to_string};
use crate::shapes::walks::mask;

/// A point in time in its form on the wire. The error names what is none; what is hidden stays hidden.
pub(super) fn written(value: &Value, format: TimestampFormat) -> Result<Value, Refusal> {
    if value.as_str() == Some(mask::MASK) {
        return Ok(value.clone());
    }
    let invalid = |reason| format!("Invalid timestamp {}: {reason}", to_string(value, Layout::Wire));
    let moment = dates::moment(value).map_err(invalid)?;
    // Seconds are whole, except in ISO 8601.
    Ok(match format {
        TimestampFormat::Iso8601 => iso8601(moment).into(),
        TimestampFormat::Rfc822 => moment.http_date().into(),
        TimestampFormat::UnixTimestamp | TimestampFormat::Unsaid => moment.seconds().into(),
    })
}

fn iso8601(moment: Timestamp) -> String {
    let Civil { year, month, day, hour, minute, second } = moment.civil();
    let micros = moment.subsec_nanos() / 1000;
    let fraction = if micros == 0 { String::new() } else { format!(".{micros:06}") };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_has_its_form() {
        let cases = [
            ("2020-09-13T14:26:40.9+02:00", TimestampFormat::UnixTimestamp, "1600000000"),
            ("1600000000", TimestampFormat::Iso8601, "\"2020-09-13T12:26:40Z\""),
            ("1600000000.25", TimestampFormat::Iso8601, "\"2020-09-13T12:26:40.250000Z\""),
            ("2020-09-13T12:26:40", TimestampFormat::Rfc822, "\"Sun, 13 Sep 2020 12:26:40 GMT\""),
            (mask::MASK, TimestampFormat::Rfc822, "\"********\""),
        ];
        for (text, format, expected) in cases {
            let value = written(&Value::from(text), format).unwrap();
            assert_eq!(to_string(&value, Layout::Wire), expected, "{text}");
        }
        let error = written(&Value::from("soon"), TimestampFormat::Iso8601).unwrap_err();
        assert_eq!(error.to_string(), "Invalid timestamp \"soon\": Unknown string format");
    }
}
