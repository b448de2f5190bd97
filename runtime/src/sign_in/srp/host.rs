//! What a sign-in needs from outside: random bytes and the time. Tests give their own.

use std::fmt;

use crate::client::crypto;
use crate::client::error::{Error, ErrorKind};
use crate::shapes::time::Timestamp;

/// A source of randomness and of the time.
pub trait Host: fmt::Debug + Send + Sync {
    /// Fills `bytes` with what nobody can guess.
    ///
    /// # Errors
    ///
    /// When there is no such randomness to be had.
    fn fill_random(&mut self, bytes: &mut [u8]) -> Result<(), Error>;

    /// The time. The service checks that it is about the same as its own.
    fn now(&self) -> Timestamp;
}

/// The operating system's randomness and clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemHost;

impl Host for SystemHost {
    fn fill_random(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        crypto::random(bytes).map_err(|_| {
            Error::new(ErrorKind::SignIn, "The operating system has no randomness to give".to_owned())
        })
    }

    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
