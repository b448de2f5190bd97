//! Points in time of replies, as the command line shows them.

use std::ops::Range;
use std::sync::LazyLock;

use tz::TimeZone;

use rt::internals::dates;
use rt::internals::python;
use rt::json::{Layout, to_string};
use rt::schema::{Kind, Shape};
use rt::value::{Number, Value};
use rt::{Civil, Timestamp};

/// How points in time are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TimestampFormat {
    /// As the service sent them.
    Wire,
    /// `2020-09-13T14:26:40+02:00`: numbers in the machine's time zone, texts in their own.
    Iso8601,
}

/// Every point in time of a reply as it is shown. The error says what is wrong with one.
pub(crate) fn show(value: &mut Value, shape: Shape, format: TimestampFormat) -> Result<(), String> {
    if format == TimestampFormat::Wire {
        return Ok(());
    }
    match (shape.kind(), &mut *value) {
        (Kind::Timestamp(_), Value::Null) => Ok(()),
        (Kind::Timestamp(_), _) => {
            *value = format.show(value)?;
            Ok(())
        }
        (Kind::Structure(members) | Kind::Union(members), Value::Map(map)) => {
            members.iter().filter(|member| may_hold(member.shape())).try_for_each(|member| {
                map.get_mut(member.name()).map_or(Ok(()), |value| show(value, member.shape(), format))
            })
        }
        (Kind::List(item), Value::List(items)) => {
            items.iter_mut().try_for_each(|value| show(value, item, format))
        }
        (Kind::Map { value: of, .. }, Value::Map(map)) => {
            map.iter_mut().try_for_each(|(_, value)| show(value, of, format))
        }
        _ => Ok(()),
    }
}

/// Whether values of a shape can be points in time or hold some: most members of most structures need no look, and neither
/// do lists of what has none. What is nested deeper than these is looked at.
fn may_hold(shape: Shape) -> bool {
    match shape.kind() {
        Kind::List(item) | Kind::Map { value: item, .. } => match item.kind() {
            Kind::Structure(members) => members.iter().any(|member| is_or_holds(member.shape())),
            _ => is_or_holds(item),
        },
        _ => is_or_holds(shape),
    }
}

fn is_or_holds(shape: Shape) -> bool {
    !shape.is_scalar() || matches!(shape.kind(), Kind::Timestamp(_))
}

impl TimestampFormat {
    /// Shows one point in time. The error says what is wrong with it.
    pub(crate) fn show(self, value: &Value) -> Result<Value, String> {
        match self {
            TimestampFormat::Wire => Ok(value.clone()),
            TimestampFormat::Iso8601 => iso8601(value).map(Value::String),
        }
    }
}

/// The seconds of the years that Python has, 1 to 9999.
const YEARS: Range<i64> = -62_135_596_800..253_402_300_800;

fn iso8601(value: &Value) -> Result<String, String> {
    let number = match value {
        Value::Bool(b) => Some(f64::from(u8::from(*b))),
        Value::Number(n) => Some(n.as_f64()),
        Value::String(text) => python::float(text),
        _ => None,
    };
    if let Some(seconds) = number {
        let out_of_range = || {
            let number = Number::Float(seconds);
            format!("Unable to calculate correct timezone offset for \"{number}\"")
        };
        let time = Timestamp::from_seconds_f64(seconds).ok_or_else(out_of_range)?;
        return match YEARS.contains(&time.seconds()) {
            true => Ok(local(time)),
            false => Err(format!("year {} is out of range", time.civil().year)),
        };
    }
    let Value::String(text) = value else {
        return Err(format!("Invalid timestamp \"{}\"", to_string(value, Layout::Wire)));
    };
    match dates::parse(text) {
        Ok(written) => Ok(shown(written.clock, written.offset)),
        Err(reason) => Err(format!("Invalid timestamp \"{text}\": {reason}: {text}")),
    }
}

/// A moment in the machine's time zone.
fn local(time: Timestamp) -> String {
    let offset = local_offset(time.seconds()).unwrap_or(0);
    shown(time.offset(i128::from(offset) * 1_000_000_000), Some(offset))
}

fn local_offset(seconds: i64) -> Option<i32> {
    /// The machine's time zone. Its file is read once, not for every moment that is shown.
    static ZONE: LazyLock<Option<TimeZone>> = LazyLock::new(|| match std::env::var("TZ") {
        Ok(name) if name.is_empty() => Some(TimeZone::utc()),
        Ok(name) => TimeZone::from_posix_tz(&name).ok(),
        Err(_) => TimeZone::local().ok(),
    });
    Some(ZONE.as_ref()?.find_local_time_type(seconds).ok()?.ut_offset())
}

/// `2020-09-13T12:26:40`, with six digits of a second where they are not zero, and `+02:00` where the zone is known.
///
/// A list has two of them in each of its items, and formatting takes ten times as long as writing digits.
fn shown(clock: Timestamp, zone: Option<i32>) -> String {
    let Civil { year, month, day, hour, minute, second } = clock.civil();
    let (micros, offset) = (clock.subsec_nanos() / 1000, zone.unwrap_or_default());
    let minutes = offset.unsigned_abs() / 60;
    let mut all = *b"0000-00-00T00:00:00.000000+00:00";
    let pairs = [month, day, hour, minute, second, micros / 10_000, micros / 100 % 100, micros % 100];
    let places = [5, 8, 11, 14, 17, 20, 22, 24];
    pairs.into_iter().zip(places).for_each(|(pair, at)| digits(&mut all, at, pair));
    digits(&mut all, 27, minutes / 60);
    digits(&mut all, 30, minutes % 60);
    all[26] = if offset < 0 { b'-' } else { b'+' };
    let mut out = String::with_capacity(all.len());
    match u32::try_from(year) {
        Ok(year @ 0..=9999) => {
            digits(&mut all, 0, year / 100);
            digits(&mut all, 2, year % 100);
        }
        // A zone can lead out of the years that there are.
        _ => out = format!("{year:04}"),
    }
    let all = std::str::from_utf8(&all).unwrap_or_default();
    out.push_str(&all[out.len().min(4)..19]);
    out.push_str(if micros != 0 { &all[19..26] } else { "" });
    out.push_str(if zone.is_some() { &all[26..] } else { "" });
    out
}

/// Writes a number below 100 in two digits.
fn digits(out: &mut [u8; 32], at: usize, pair: u32) {
    out[at..at + 2].copy_from_slice(&[b'0' + (pair / 10) as u8, b'0' + (pair % 10) as u8]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_zone() {
        let good = [
            ("2020-09-13T12:26:40Z", "2020-09-13T12:26:40+00:00"),
            ("2020-09-13T12:26:40.5+02:30", "2020-09-13T12:26:40.500000+02:30"),
            ("2020-09-13 12:26:40,1234567 -0700", "2020-09-13T12:26:40.123456-07:00"),
            ("2020-09-13T12:26:40", "2020-09-13T12:26:40"),
            ("2020-09-13T12:26+02", "2020-09-13T12:26:00+02:00"),
            ("20200913T122640Z", "2020-09-13T12:26:40+00:00"),
            ("20200913T1226", "2020-09-13T12:26:00"),
            ("2020-9-3", "2020-09-03T00:00:00"),
            ("Sun, 13 Sep 2020 12:26:40 GMT", "2020-09-13T12:26:40+00:00"),
            ("Sun, 13 Sep 2020 12:26:40 -0500", "2020-09-13T12:26:40-05:00"),
            ("13 September 2020 12:26 EST", "2020-09-13T12:26:00"),
            ("13-Sep-2020", "2020-09-13T00:00:00"),
        ];
        for (text, expected) in good {
            assert_eq!(iso8601(&text.into()).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_text_is_said() {
        let bad = [
            ("garbage", "Unknown string format"),
            ("2020-09-13x", "Unknown string format"),
            (" ", "String does not contain a date"),
            ("0000-01-01", "year 0 is out of range"),
            ("10000-01-01", "year 10000 is out of range"),
            ("2020-13-01", "month must be in 1..12"),
            ("2021-02-29", "day is out of range for month"),
            ("2020-09-13T24:00:00", "hour must be in 0..23"),
            ("2020-09-13T12:26:60Z", "second must be in 0..59"),
        ];
        for (text, reason) in bad {
            let expected = format!("Invalid timestamp \"{text}\": {reason}: {text}");
            assert_eq!(iso8601(&text.into()), Err(expected));
        }
        assert!(iso8601(&Value::Null).is_err());
    }

    #[test]
    fn the_time_zone_is_not_read_for_each_moment() {
        let show = |seconds: i64| TimestampFormat::Iso8601.show(&Value::from(seconds)).unwrap();
        let first = show(0);
        let counted = allocation_counter::measure(|| assert!((0..100).all(|_| show(0) == first)));
        assert!(counted.bytes_total < 100 * 500, "{counted:?}");
    }

    #[test]
    fn numbers_are_moments() {
        let time = |zone: i32, seconds: f64| {
            let clock = |t: Timestamp| t.offset(i128::from(zone) * 1_000_000_000);
            Timestamp::from_seconds_f64(seconds).map(|t| shown(clock(t), None))
        };
        assert_eq!(time(0, 1_600_000_000.123_457).as_deref(), Some("2020-09-13T12:26:40.123457"));
        assert_eq!(time(-7200, 0.0).as_deref(), Some("1969-12-31T22:00:00"));
        let far = [1e300, f64::INFINITY, 253_402_300_800.0, -62_135_596_801.0];
        assert!(far.into_iter().all(|seconds| iso8601(&seconds.into()).is_err()));
        assert!([253_402_300_799.0, -62_135_596_800.0].into_iter().all(|end| iso8601(&end.into()).is_ok()));
    }

    #[test]
    fn zones_lead_in_both_directions() {
        let at = |zone| shown(Timestamp::from_seconds(0), Some(zone));
        assert_eq!([at(19800), at(-12600)], ["1970-01-01T00:00:00+05:30", "1970-01-01T00:00:00-03:30"]);
        assert_eq!(shown(Timestamp::from_seconds(253_402_300_800), None), "10000-01-01T00:00:00");
    }
}
