//! Points in time in the types of others: the standard library's, serde's, and those of the crates that people
//! compute with.

use std::time::Duration;

use serde_core::de::{Deserialize, Deserializer, Error, Visitor};
use serde_core::ser::{Serialize, Serializer};

use super::{SystemTime, Timestamp, UNIX_EPOCH};

/// The end of the year 9999, and the start of 1601, where some systems' clocks begin.
const LATEST: u64 = 253_402_300_799;
const EARLIEST: u64 = 11_644_473_600;

impl From<Timestamp> for SystemTime {
    /// A time that the system cannot tell becomes the last of the year 9999 or the first of 1601.
    fn from(time: Timestamp) -> SystemTime {
        let distance = |nanoseconds: u128| {
            let seconds = u64::try_from(nanoseconds / 1_000_000_000).unwrap_or(u64::MAX);
            Duration::new(seconds, (nanoseconds % 1_000_000_000) as u32)
        };
        let away = distance(time.nanoseconds.unsigned_abs());
        let (found, limit) = match time.nanoseconds < 0 {
            false => (UNIX_EPOCH.checked_add(away), UNIX_EPOCH + Duration::from_secs(LATEST)),
            true => (UNIX_EPOCH.checked_sub(away), UNIX_EPOCH - Duration::from_secs(EARLIEST)),
        };
        found.unwrap_or(limit)
    }
}

/// RFC 3339.
impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// RFC 3339, or seconds since 1970.
impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        deserializer.deserialize_any(Moment)
    }
}

struct Moment;

impl Visitor<'_> for Moment {
    type Value = Timestamp;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a time in RFC 3339, or seconds since 1970")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Timestamp, E> {
        Timestamp::parse_rfc3339(text).ok_or_else(|| E::custom(format!("\"{text}\" is no time in RFC 3339")))
    }

    fn visit_i64<E: Error>(self, seconds: i64) -> Result<Timestamp, E> {
        Ok(Timestamp::from_seconds(seconds))
    }

    fn visit_u64<E: Error>(self, seconds: u64) -> Result<Timestamp, E> {
        let seconds =
            i64::try_from(seconds).map_err(|_| E::custom(format!("{seconds} seconds are too many")))?;
        Ok(Timestamp::from_seconds(seconds))
    }

    fn visit_f64<E: Error>(self, seconds: f64) -> Result<Timestamp, E> {
        Timestamp::from_seconds_f64(seconds)
            .ok_or_else(|| E::custom(format!("{seconds} seconds are no time")))
    }
}

/// A time that another type cannot tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfRange(Timestamp);

impl OutOfRange {
    #[allow(dead_code, reason = "conversions are features")]
    pub(crate) fn new(time: Timestamp) -> OutOfRange {
        OutOfRange(time)
    }
}

impl std::fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} is further away than the other type can tell", self.0)
    }
}

impl std::error::Error for OutOfRange {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_systems_time_goes_there_and_back() {
        for nanoseconds in [0, 1, -1, 1_600_000_000_123_456_789, -1_600_000_000_123_456_789] {
            let time = Timestamp { nanoseconds };
            assert_eq!(Timestamp::from(SystemTime::from(time)), time);
        }
        let far = |nanoseconds| Timestamp::from(SystemTime::from(Timestamp { nanoseconds })).civil().year;
        assert_eq!((far(i128::MAX), far(i128::MIN)), (9999, 1601));
    }

    #[test]
    fn serde_writes_rfc_3339_and_reads_seconds_too() {
        let time = Timestamp::from_seconds_f64(1_600_000_000.5).unwrap();
        assert_eq!(serde_json::to_string(&time).unwrap(), "\"2020-09-13T12:26:40.5Z\"");
        for text in ["\"2020-09-13T14:26:40.5+02:00\"", "1600000000.5"] {
            assert_eq!(serde_json::from_str::<Timestamp>(text).unwrap(), time, "{text}");
        }
        assert_eq!(serde_json::from_str::<Timestamp>("-5").unwrap(), Timestamp::from_seconds(-5));
        for bad in ["\"today\"", "1e300", "18446744073709551615", "null", "{}"] {
            assert!(serde_json::from_str::<Timestamp>(bad).is_err(), "{bad}");
        }
    }
}
