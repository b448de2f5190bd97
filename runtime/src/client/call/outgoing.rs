//! The body of a call that is read while it is sent, and what has to be known of it before: hashes, for which it is read once
//! more. In: an upload. Out: its hashes. What blocks here is for whoever drives the call to run.

use std::io::{self, Read as _};

use crate::client::checksum::{Algorithm, Sum};
use crate::client::transport::Upload;

/// A body, and what is known of it.
pub(super) struct Outgoing {
    pub(super) upload: Upload,
    /// The algorithm of the checksum that is still to be sent along.
    pub(super) checksum: Option<Algorithm>,
    /// The hash that is signed, once it is known.
    pub(super) hash: Option<String>,
}

/// A body that has to be read before it is sent.
#[derive(Clone)]
pub(crate) struct Reading {
    pub(super) upload: Upload,
    pub(super) signs: bool,
    pub(super) checksum: Option<Algorithm>,
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(super) hash: Option<String>,
    pub(super) checksum: Option<String>,
}

/// So much is read at a time.
const PART: usize = 64 * 1024;

impl Reading {
    /// Reads the body to its end.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(crate) fn run(&self) -> io::Result<Found> {
        let mut reader = self.upload.open()?;
        let mut hash = self.signs.then(|| Sum::new(Algorithm::Sha256));
        let mut sum = self.checksum.map(Sum::new);
        let mut part = vec![0; PART];
        loop {
            let length = match reader.read(&mut part) {
                Ok(0) => break,
                Ok(length) => length,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            hash.iter_mut().for_each(|hash| hash.update(&part[..length]));
            sum.iter_mut().for_each(|sum| sum.update(&part[..length]));
        }
        let hash = hash.map(|hash| hex::encode(hash.bytes()));
        Ok(Found { hash, checksum: sum.map(Sum::base64) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_read_for_what_is_asked() {
        let upload = Upload::new("it", 9, || Ok(Box::new(&b"123456789"[..])));
        let reading = Reading { upload, signs: true, checksum: Some(Algorithm::Crc32) };
        let found = reading.run().unwrap();
        assert!(found.hash.is_some_and(|hash| hash.starts_with("15e2b0d3c33891eb")));
        assert_eq!(found.checksum.as_deref(), Some("y/Q5Jg=="));
        let nothing = Reading { signs: false, checksum: None, ..reading.clone() }.run().unwrap();
        assert!(nothing.hash.is_none() && nothing.checksum.is_none());
        let short = Upload::new("it", 10, || Ok(Box::new(&b"123456789"[..])));
        assert!(Reading { upload: short, ..reading }.run().is_err());
    }
}
