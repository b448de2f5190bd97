//! `time`.

use time::OffsetDateTime;

use crate::shapes::time::{OutOfRange, Timestamp};

#[cfg_attr(docsrs, doc(cfg(feature = "time")))]
impl TryFrom<Timestamp> for OffsetDateTime {
    type Error = OutOfRange;

    fn try_from(time: Timestamp) -> Result<OffsetDateTime, OutOfRange> {
        let made = OffsetDateTime::from_unix_timestamp_nanos(time.as_nanoseconds());
        made.map_err(|_| OutOfRange::new(time))
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "time")))]
impl From<OffsetDateTime> for Timestamp {
    fn from(time: OffsetDateTime) -> Timestamp {
        Timestamp::from_nanoseconds(time.unix_timestamp_nanos())
    }
}
