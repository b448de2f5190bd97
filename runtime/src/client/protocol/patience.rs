//! How long the reading of a reply's content may take: as long as the reply itself may be waited for. A
//! content that is made to be slow ends in the error that a slow server ends in.

use std::time::{Duration, Instant};

use crate::client::error::{Error, ErrorKind};

/// A time limit for work that asks, every now and then, whether it may go on.
pub(crate) struct Patience(Option<Instant>);

impl Patience {
    /// The time runs from now on; without a limit for ever.
    pub(crate) fn new(limit: Option<Duration>) -> Patience {
        Patience(limit.and_then(|limit| Instant::now().checked_add(limit)))
    }

    /// Whether there is time left.
    pub(crate) fn lasts(&self) -> bool {
        self.0.is_none_or(|end| Instant::now() < end)
    }

    /// The error that there is none.
    pub(crate) fn exhausted() -> Error {
        Error::new(ErrorKind::ReadTimeout, "The reply was not read within the time limit")
    }
}
