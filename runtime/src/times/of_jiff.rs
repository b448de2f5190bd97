//! `jiff`.

use crate::shapes::time::{OutOfRange, Timestamp};

#[cfg_attr(docsrs, doc(cfg(feature = "jiff")))]
impl TryFrom<Timestamp> for jiff::Timestamp {
    type Error = OutOfRange;

    fn try_from(time: Timestamp) -> Result<jiff::Timestamp, OutOfRange> {
        jiff::Timestamp::from_nanosecond(time.as_nanoseconds()).map_err(|_| OutOfRange::new(time))
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "jiff")))]
impl From<jiff::Timestamp> for Timestamp {
    fn from(time: jiff::Timestamp) -> Timestamp {
        Timestamp::from_nanoseconds(time.as_nanosecond())
    }
}
