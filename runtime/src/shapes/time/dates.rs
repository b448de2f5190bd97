//! Points in time that are written out: ISO 8601, long or short, and RFC 822.
//!
//! In: text of a request or a reply. Out: what the clock showed, and how far from UTC it was if the text
//! says so; or the moment that it stands for. Dates whose order of day and month one would have to guess
//! are not read.

use crate::shapes::text::python;
use crate::shapes::time::{Civil, Timestamp};
use crate::shapes::value::Value;

/// What a clock showed, as if in UTC, and its offset from UTC in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// What the clock showed.
    pub clock: Timestamp,
    /// Seconds east of UTC.
    pub offset: Option<i32>,
}

/// The moment that a request's value stands for: seconds since the epoch, as a number or in words, or a date;
/// without an offset it is one in UTC. The error says what is wrong with it.
pub fn moment(value: &Value) -> Result<Timestamp, String> {
    let (seconds, text) = match value {
        Value::Bool(b) => (Some(f64::from(u8::from(*b))), ""),
        Value::Number(number) => (Some(number.as_f64()), ""),
        Value::String(text) => (python::float(text), text.as_str()),
        _ => return Err("neither a number nor text".into()),
    };
    let Some(seconds) = seconds else {
        let Written { clock, offset } = parse(text)?;
        return Ok(clock.offset(-i128::from(offset.unwrap_or(0)) * 1_000_000_000));
    };
    let moment = Timestamp::from_seconds_f64(seconds).ok_or("the number is out of range")?;
    match moment.civil().year {
        1..=9999 => Ok(moment),
        year => Err(format!("year {year} is out of range")),
    }
}

/// The moment that a text stands for, if it says how far from UTC it is.
pub fn instant(text: &str) -> Option<Timestamp> {
    let Written { clock, offset } = parse(text).ok()?;
    Some(clock.offset(-i128::from(offset?) * 1_000_000_000))
}

/// Reads a point in time. The error says what is wrong with it.
pub fn parse(text: &str) -> Result<Written, String> {
    let mut scan = Scan { rest: text.trim() };
    if scan.rest.is_empty() {
        return Err("String does not contain a date".into());
    }
    let read = scan.date_and_time().filter(|_| scan.rest.is_empty());
    let (civil, micros, offset) = read.ok_or("Unknown string format")?;
    check(civil)?;
    if offset.is_some_and(|seconds| seconds.abs() >= 24 * 3600) {
        return Err("offset must be less than 24 hours".into());
    }
    Ok(Written { clock: Timestamp::from_civil(civil).offset(i128::from(micros) * 1000), offset })
}

/// Whether there is such a day and such a time of day.
fn check(civil: Civil) -> Result<(), String> {
    let Civil { year, month, hour, minute, second, .. } = civil;
    let problem = match civil {
        _ if !(1..=9999).contains(&year) => return Err(format!("year {year} is out of range")),
        _ if !(1..=12).contains(&month) => "month must be in 1..12",
        _ if hour > 23 => "hour must be in 0..23",
        _ if minute > 59 => "minute must be in 0..59",
        _ if second > 59 => "second must be in 0..59",
        _ if Timestamp::from_civil(civil).civil() != civil => "day is out of range for month",
        _ => return Ok(()),
    };
    Err(problem.into())
}

/// What is still to be read.
struct Scan<'a> {
    rest: &'a str,
}

impl<'a> Scan<'a> {
    /// The fields, microseconds, and the offset.
    fn date_and_time(&mut self) -> Option<(Civil, u32, Option<i32>)> {
        let (year, month, day) = self.date()?;
        let mut civil = Civil { year, month, day, hour: 0, minute: 0, second: 0 };
        if self.rest.is_empty() {
            return Some((civil, 0, None));
        }
        if !self.eat(&['T', 't']) {
            let (comma, before) = (self.eat(&[',']), self.rest.len());
            self.blanks();
            (comma || self.rest.len() < before).then_some(())?;
        }
        [civil.hour, civil.minute, civil.second] = self.time()?;
        let micros = if self.eat(&['.', ',']) { micros(self.digits())? } else { 0 };
        self.blanks();
        Some((civil, micros, self.zone()?))
    }

    /// `2020-09-13`, `20200913` or `Sun, 13 Sep 2020`.
    fn date(&mut self) -> Option<(i64, u32, u32)> {
        let weekday = self.word();
        if !weekday.is_empty() {
            position(weekday, WEEKDAYS)?;
            self.eat(&[',']);
            self.blanks();
        }
        let digits = self.digits();
        match digits.len() {
            8 => Some((digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?)),
            1 | 2 => {
                self.eat(&['-', ' ']);
                let month = position(self.word(), MONTHS)?;
                self.eat(&['-', ' ']);
                let year = self.digits();
                (year.len() == 4).then_some(())?;
                Some((year.parse().ok()?, month, digits.parse().ok()?))
            }
            4.. => {
                let separators = ['-', '/', '.'];
                Some((digits.parse().ok()?, self.next_number(&separators)?, self.next_number(&separators)?))
            }
            _ => None,
        }
    }

    /// `12`, `12:26`, `12:26:40` or the same without colons.
    fn time(&mut self) -> Option<[u32; 3]> {
        let digits = self.digits();
        let pair = |at: usize| digits.get(at..at + 2).map_or(Some(0), |pair| pair.parse().ok());
        match digits.len() {
            4 | 6 => Some([pair(0)?, pair(2)?, pair(4)?]),
            1 | 2 => {
                let (minute, second) = (self.colon_and_number()?, self.colon_and_number()?);
                Some([digits.parse().ok()?, minute.unwrap_or(0), second.unwrap_or(0)])
            }
            _ => None,
        }
    }

    /// `Z`, `+02:00`, `+0200`, `+02`, or nothing. Names of zones other than UTC's say nothing, since
    /// most of them stand for several.
    fn zone(&mut self) -> Option<Option<i32>> {
        let sign = if self.rest.starts_with('-') { -1 } else { 1 };
        if !self.eat(&['+', '-']) {
            let name = self.word();
            let named = name.len() <= 5 && name.bytes().all(|b| b.is_ascii_uppercase());
            return match name {
                "Z" | "z" | "UTC" | "GMT" => Some(Some(0)),
                _ => named.then_some(None),
            };
        }
        let digits = self.digits();
        let (hours, minutes) = match digits.len() {
            4 => (digits[..2].parse::<i32>().ok()?, digits[2..].parse::<i32>().ok()?),
            1 | 2 => (digits.parse().ok()?, self.colon_and_number()?.unwrap_or(0)),
            _ => return None,
        };
        Some(Some(sign * (hours * 3600 + minutes * 60)))
    }

    /// A number behind a colon, if there is a colon.
    fn colon_and_number<N: std::str::FromStr>(&mut self) -> Option<Option<N>> {
        if self.rest.starts_with(':') { self.next_number(&[':']).map(Some) } else { Some(None) }
    }

    /// A number of one or two digits after one of the separators.
    fn next_number<N: std::str::FromStr>(&mut self, separators: &[char]) -> Option<N> {
        self.eat(separators).then_some(())?;
        let digits = self.digits();
        if digits.len() <= 2 { digits.parse().ok() } else { None }
    }

    fn digits(&mut self) -> &'a str {
        self.take(|c| c.is_ascii_digit())
    }

    fn word(&mut self) -> &'a str {
        self.take(|c| c.is_ascii_alphabetic())
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !wanted(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn eat(&mut self, any: &[char]) -> bool {
        let rest = self.rest.strip_prefix(any);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

/// The digits of a fraction as microseconds; more digits are cut off.
fn micros(digits: &str) -> Option<u32> {
    let six = &digits[..digits.len().min(6)];
    if six.is_empty() { None } else { format!("{six:0<6}").parse().ok() }
}

/// Where a name or its first three letters stand in a list, from 1 on.
fn position(word: &str, names: &str) -> Option<u32> {
    let same = |name: &str| word.eq_ignore_ascii_case(name) || word.eq_ignore_ascii_case(&name[..3]);
    u32::try_from(names.split(' ').position(same)? + 1).ok()
}

const WEEKDAYS: &str = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday";
const MONTHS: &str = "January February March April May June July August September October November December";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants() {
        for text in [
            "2099-01-01T00:00:00Z",
            "2099-01-01T00:00:00UTC",
            "2099-01-01 00:00:00.123456789Z",
            "2099-01-01T05:30:00+05:30",
            "20990101T000000Z",
            "Thu, 01 Jan 2099 00:00:00 GMT",
        ] {
            assert_eq!(instant(text).map(Timestamp::seconds), Some(4_070_908_800), "{text}");
        }
        for text in ["", "soon", "2099-01-01", "2099-01-01T00:00:00", "4070908800"] {
            assert_eq!(instant(text), None, "{text}");
        }
    }

    #[test]
    fn moments() {
        let cases = [
            (Value::from("2024-02-29T12:34:56Z"), Some(1_709_210_096)),
            (Value::from("2024-02-29T12:34:56.9+01:00"), Some(1_709_206_496)),
            (Value::from("2024-02-29"), Some(1_709_164_800)),
            (Value::from("1e3"), Some(1000)),
            (Value::from(-1), Some(-1)),
            (Value::from(1_000_000_000_000_i64), None),
            (Value::from("soon"), None),
            (Value::Null, None),
        ];
        for (value, expected) in cases {
            assert_eq!(moment(&value).ok().map(Timestamp::seconds), expected, "{value:?}");
        }
    }

    #[test]
    fn hostile_text_is_refused() {
        let far = "99999999999999999999-01-01";
        for text in ["", " ", "日本", "2020-é", "2020-09-13T12:26:40é", far, "+", "T", ",", "2020-09-1312"]
        {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse(&"9".repeat(100_000)).is_err());
        for clock in ["12:26:65536", "12:", "12:26:", "12:260", "12:26:40+02:", "12:26:40+02:000"] {
            assert!(parse(&format!("2020-09-13T{clock}")).is_err(), "{clock}");
        }
    }
}
