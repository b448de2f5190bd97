//! Points in time, and the calendar arithmetic that the wire formats need.

mod convert;
pub mod dates;

use std::fmt;
use std::time::Duration;

pub use convert::OutOfRange;

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
pub(crate) use std::time::Instant;
#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
use std::time::{SystemTime, UNIX_EPOCH};
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
pub(crate) use web_time::Instant;
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
use web_time::{SystemTime, UNIX_EPOCH};

/// A point in time: nanoseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
///
/// `Display` writes RFC 3339 in UTC (`2020-09-13T12:26:40Z`, with a fraction where there is one).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Timestamp {
    nanoseconds: i128,
}

const NANOS: i128 = 1_000_000_000;

/// Year, month, day, hour, minute, second of a timestamp in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    /// Year of the proleptic Gregorian calendar.
    pub year: i64,
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
    /// 0 to 23.
    pub hour: u32,
    /// 0 to 59.
    pub minute: u32,
    /// 0 to 59.
    pub second: u32,
}

impl Timestamp {
    /// The given number of whole seconds after (or before) the epoch.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Timestamp {
        Timestamp { nanoseconds: seconds as i128 * NANOS }
    }

    /// Seconds with a fraction, rounded to microseconds, the most that the wire format keeps.
    /// `None` if the number is not finite or over 10^15 seconds away.
    #[must_use]
    pub fn from_seconds_f64(seconds: f64) -> Option<Timestamp> {
        if !seconds.is_finite() || seconds.abs() > 1e15 {
            return None;
        }
        let whole = seconds.floor();
        // Both fit 64 bits, which processors convert to by themselves.
        let micros = ((seconds - whole) * 1e6).round_ties_even() as i64;
        Some(Timestamp { nanoseconds: i128::from(whole as i64) * NANOS + i128::from(micros * 1000) })
    }

    /// The given number of nanoseconds after (or before) the epoch.
    #[must_use]
    pub const fn from_nanoseconds(nanoseconds: i128) -> Timestamp {
        Timestamp { nanoseconds }
    }

    /// Nanoseconds since the epoch.
    #[must_use]
    pub const fn as_nanoseconds(self) -> i128 {
        self.nanoseconds
    }

    /// The nanoseconds in 64 bits, which processors divide by themselves: from 1677 to 2262 they fit.
    const fn near(self) -> Option<i64> {
        let near = self.nanoseconds as i64;
        if near as i128 == self.nanoseconds { Some(near) } else { None }
    }

    /// Whole seconds since the epoch, rounded down; the farthest that there are where it is farther away.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        if let Some(near) = self.near() {
            return near.div_euclid(NANOS as i64);
        }
        let seconds = self.nanoseconds.div_euclid(NANOS);
        if seconds > i64::MAX as i128 {
            i64::MAX
        } else if seconds < i64::MIN as i128 {
            i64::MIN
        } else {
            seconds as i64
        }
    }

    /// Nanoseconds after [`Timestamp::seconds`], 0 to 999,999,999.
    #[must_use]
    pub const fn subsec_nanos(self) -> u32 {
        match self.near() {
            Some(near) => near.rem_euclid(NANOS as i64) as u32,
            None => self.nanoseconds.rem_euclid(NANOS) as u32,
        }
    }

    /// Seconds since the epoch with a fraction.
    #[must_use]
    pub fn as_seconds_f64(self) -> f64 {
        self.seconds() as f64 + f64::from(self.subsec_nanos()) / 1e9
    }

    /// The system's clock.
    #[must_use]
    pub fn now() -> Timestamp {
        SystemTime::now().into()
    }

    /// This point in time moved by `nanoseconds`, as far as there is time.
    #[must_use]
    pub const fn offset(self, nanoseconds: i128) -> Timestamp {
        Timestamp { nanoseconds: self.nanoseconds.saturating_add(nanoseconds) }
    }

    /// Nanoseconds from `earlier` until this point in time.
    pub(crate) const fn since(self, earlier: Timestamp) -> i128 {
        self.nanoseconds.saturating_sub(earlier.nanoseconds)
    }

    /// The calendar's fields in UTC.
    #[must_use]
    pub fn civil(self) -> Civil {
        let seconds = self.seconds();
        let (days, in_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400) as u32);
        let (year, month, day) = civil_from_days(days);
        Civil { year, month, day, hour: in_day / 3600, minute: in_day / 60 % 60, second: in_day % 60 }
    }

    /// The point in time of the calendar's fields in UTC. Fields out of range carry over.
    #[must_use]
    pub fn from_civil(civil: Civil) -> Timestamp {
        let days = days_from_civil(civil.year, civil.month, civil.day);
        let in_day = i128::from(civil.hour) * 3600 + i128::from(civil.minute) * 60 + i128::from(civil.second);
        Timestamp { nanoseconds: (days * 86_400 + in_day) * NANOS }
    }

    /// `20200913T122640Z`, the form of `X-Amz-Date`.
    #[must_use]
    pub fn compact(self) -> String {
        let Civil { year, month, day, hour, minute, second } = self.civil();
        let Some(century) = u32::try_from(year.div_euclid(100)).ok().filter(|century| *century < 100) else {
            return format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z");
        };
        // Signatures need it with every request, and formatting takes ten times as long.
        let pairs = [century, year.rem_euclid(100) as u32, month, day, hour, minute, second];
        let mut out = String::with_capacity(16);
        for (index, pair) in pairs.into_iter().enumerate() {
            out.push_str(if index == 4 { "T" } else { "" });
            out.extend([pair / 10, pair % 10].map(|digit| char::from(b'0' + digit as u8)));
        }
        out.push('Z');
        out
    }

    /// `Sun, 13 Sep 2020 12:26:40 GMT`, the form of HTTP's `Date`.
    #[must_use]
    pub fn http_date(self) -> String {
        let Civil { year, month, day, hour, minute, second } = self.civil();
        let weekday = WEEKDAYS[(self.seconds().div_euclid(86_400) + 4).rem_euclid(7) as usize];
        let month = MONTHS[month as usize - 1];
        format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
    }

    /// Reads HTTP's `Date` (RFC 822 / 1123 form).
    #[must_use]
    pub fn parse_http_date(text: &str) -> Option<Timestamp> {
        let rest = text.split_once(',').map_or(text, |(_, rest)| rest);
        let mut words = rest.split_whitespace();
        let day = words.next()?.parse().ok()?;
        let month_name = words.next()?;
        let month = MONTHS.iter().position(|m| m.eq_ignore_ascii_case(month_name))? as u32 + 1;
        let year = words.next()?.parse().ok()?;
        let mut clock = words.next()?.split(':').map(|n| n.parse::<u32>().ok());
        let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next()??);
        in_range(Civil { year, month, day, hour, minute, second }).map(Timestamp::from_civil)
    }

    /// Reads RFC 3339: `2020-09-13T12:26:40[.fraction](Z|±hh:mm)`.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Timestamp> {
        let (date, rest) = text.split_once(['T', 't', ' '])?;
        let zone_at = rest.find(['Z', 'z', '+', '-'])?;
        let (clock, zone) = rest.split_at(zone_at);
        let mut ymd = date.splitn(3, '-').map(|n| n.parse::<u32>().ok());
        let (year, month, day) = (i64::from(ymd.next()??), ymd.next()??, ymd.next()??);
        let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
        let mut hms = clock.splitn(3, ':').map(|n| n.parse::<u32>().ok());
        let (hour, minute, second) = (hms.next()??, hms.next()??, hms.next()??);
        let base = Timestamp::from_civil(in_range(Civil { year, month, day, hour, minute, second })?);
        if fraction.len() > 9 || !fraction.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let nanos: i128 = format!("{fraction:0<9}").parse().ok()?;
        Some(base.offset(nanos - i128::from(zone_seconds(zone)?) * NANOS))
    }
}

/// Seconds east of UTC of `Z` or `±hh:mm`.
fn zone_seconds(zone: &str) -> Option<i64> {
    if matches!(zone, "Z" | "z") {
        return Some(0);
    }
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = zone.get(1..)?.split_once(':')?;
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

fn two_digits(text: &str) -> Option<i64> {
    let is_number = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

fn in_range(civil: Civil) -> Option<Civil> {
    let Civil { year, month, day, hour, minute, second } = civil;
    let is_day = (0..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    (is_day && hour < 24 && minute < 60 && second < 61).then_some(civil)
}

const WEEKDAYS: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Howard Hinnant's algorithm: days since the epoch to year, month, day.
fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u32;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 } as u32;
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// The inverse of [`civil_from_days`], for any year and month that can be written.
fn days_from_civil(year: i64, month: u32, day: u32) -> i128 {
    // Months from March of the year 0 on, so that the day that leap years have more is the last of a year.
    let months = i128::from(year) * 12 + i128::from(month) - 3;
    let (year, month_from_march) = (months.div_euclid(12), months.rem_euclid(12));
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * month_from_march + 2) / 5 + i128::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Civil { year, month, day, hour, minute, second } = self.civil();
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        match self.subsec_nanos() {
            0 => f.write_str("Z"),
            nanos => write!(f, ".{}Z", format!("{nanos:09}").trim_end_matches('0')),
        }
    }
}

impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Timestamp {
        let nanos = |d: Duration| d.as_nanos() as i128;
        let nanoseconds = time.duration_since(UNIX_EPOCH).map_or_else(|e| -nanos(e.duration()), nanos);
        Timestamp { nanoseconds }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_agree_on_one_moment() {
        let t = Timestamp::from_seconds(1_600_000_000);
        assert_eq!(t.to_string(), "2020-09-13T12:26:40Z");
        assert_eq!(t.compact(), "20200913T122640Z");
        assert_eq!(t.http_date(), "Sun, 13 Sep 2020 12:26:40 GMT");
        assert_eq!(Timestamp::parse_http_date(&t.http_date()), Some(t));
        assert_eq!(Timestamp::parse_rfc3339("2020-09-13T14:26:40+02:00"), Some(t));
    }

    #[test]
    fn calendar_survives_a_round_trip_over_leap_years_and_the_epoch() {
        for days in (-800_000..800_000).step_by(97) {
            let t = Timestamp::from_seconds(days * 86_400 + 86_399);
            assert_eq!(Timestamp::from_civil(t.civil()), t);
        }
    }

    /// Overflow checks are on in tests, so that whatever is out of bounds shows.
    #[test]
    fn hostile_dates() {
        for text in [
            "2020-01-01T00:00:00+9223372036854775807:00",
            "2020-01-01T00:00:00-00:9223372036854775807",
            "2020-01-01T00:00:00+24:00",
            "2020-01-01T00:00:00+1:00",
            "9223372036854775807-01-01T00:00:00Z",
            "4294967295-01-01T00:00:00Z",
            "Sun, 13 Sep 9223372036854775807 12:26:40 GMT",
            "Sun, 13 Sep -9223372036854775808 12:26:40 GMT",
            "Sun, 99999999999 Sep 2020 12:26:40 GMT",
        ] {
            assert_eq!(Timestamp::parse_rfc3339(text), None, "{text}");
            assert_eq!(Timestamp::parse_http_date(text), None, "{text}");
        }
        for year in [i64::MIN, -1, 0, 9999, i64::MAX] {
            for part in [0, 1, 12, 13, u32::MAX] {
                let civil = Civil { year, month: part, day: part, hour: part, minute: part, second: part };
                let moment = Timestamp::from_civil(civil);
                let _ = (moment.to_string(), moment.http_date(), moment.compact(), moment.as_seconds_f64());
                let _ = (moment.offset(i128::MAX).seconds(), moment.offset(i128::MIN).since(moment));
            }
        }
        let next_year = Civil { year: 2020, month: 13, day: 1, hour: 0, minute: 0, second: 0 };
        assert_eq!(Timestamp::from_civil(next_year).to_string(), "2021-01-01T00:00:00Z");
    }

    /// Texts made of pieces of dates: a point in time, or none, but never a panic.
    #[test]
    fn any_text_is_a_date_or_none() {
        const PIECES: [&str; 30] = [
            "2020",
            "-",
            "01",
            "T",
            "00",
            ":",
            "Z",
            "+",
            ".",
            "9223372036854775807",
            "é",
            " ",
            "Sun",
            ",",
            "Sep",
            "GMT",
            "5",
            "99",
            "0000",
            "1e308",
            "t",
            "z",
            "/",
            "PM",
            "4294967296",
            "123456789",
            "\u{0}",
            "inf",
            "20200913",
            "31",
        ];
        let mut seed = 7_u64;
        let mut below = |limit: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % limit
        };
        for _ in 0..200_000 {
            let text: String = (0..below(14)).map(|_| PIECES[below(PIECES.len())]).collect();
            for moment in
                [Timestamp::parse_rfc3339(&text), Timestamp::parse_http_date(&text)].into_iter().flatten()
            {
                assert!(moment.to_string().len() < 40, "{text}");
            }
            let _ = super::dates::parse(&text);
            let _ = super::dates::moment(&crate::Value::from(text.as_str()));
        }
    }

    #[test]
    fn fractions_are_microseconds() {
        let t = Timestamp::from_seconds_f64(1_600_000_000.123).map(|t| t.to_string());
        assert_eq!(t.as_deref(), Some("2020-09-13T12:26:40.123Z"));
        assert_eq!(Timestamp::from_seconds_f64(f64::NAN), None);
        assert_eq!(Timestamp::parse_rfc3339("2020-13-01T00:00:00Z"), None);
    }
}
