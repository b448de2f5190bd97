//! `chrono`.

use chrono::{DateTime, TimeZone, Utc};

use crate::shapes::time::{OutOfRange, Timestamp};

#[cfg_attr(docsrs, doc(cfg(feature = "chrono")))]
impl TryFrom<Timestamp> for DateTime<Utc> {
    type Error = OutOfRange;

    fn try_from(time: Timestamp) -> Result<DateTime<Utc>, OutOfRange> {
        let seconds = i64::try_from(time.as_nanoseconds().div_euclid(1_000_000_000));
        let seconds = seconds.map_err(|_| OutOfRange::new(time))?;
        DateTime::from_timestamp(seconds, time.subsec_nanos()).ok_or_else(|| OutOfRange::new(time))
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "chrono")))]
impl<Z: TimeZone> From<DateTime<Z>> for Timestamp {
    fn from(time: DateTime<Z>) -> Timestamp {
        Timestamp::from_seconds(time.timestamp()).offset(time.timestamp_subsec_nanos().into())
    }
}
