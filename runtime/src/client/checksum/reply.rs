//! Checksums that replies bring along, held against their bodies. In: the algorithms that count, the head of a reply, and
//! its body, whole or as it passes by. Out: an error with both sums where they differ.

use std::io::{self, Write};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Algorithm, Sum};
use crate::client::error::{Error, ErrorKind};

/// Holds the first checksum of a reply that is of one of these algorithms against what `sum` finds.
///
/// # Errors
/// If they differ.
pub(crate) fn check(
    algorithms: &[Algorithm],
    headers: &[(String, String)],
    sum: impl FnOnce(Algorithm) -> String,
) -> Result<(), Error> {
    let told = |algorithm: &Algorithm| {
        let name = algorithm.header();
        let (_, told) = headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(&name))?;
        // One of the checksums of parts is none of the whole.
        (!told.contains('-')).then_some((*algorithm, told))
    };
    let Some((algorithm, told)) = algorithms.iter().find_map(told) else { return Ok(()) };
    let found = sum(algorithm);
    if STANDARD.decode(told.trim()).is_ok_and(|told| STANDARD.encode(told) == found) {
        return Ok(());
    }
    let message = format!("Expected checksum {told} did not match calculated checksum: {found}");
    Err(Error::new(ErrorKind::Decode, message))
}

/// A sink that sums up what goes through it. Which sum counts is known when the reply is there.
#[allow(dead_code, reason = "the client that blocks passes bodies on")]
pub(crate) struct Checked<'a> {
    sink: &'a mut dyn Write,
    sums: Vec<(Algorithm, Sum)>,
}

#[allow(dead_code, reason = "the client that blocks passes bodies on")]
impl<'a> Checked<'a> {
    pub(crate) fn new(sink: &'a mut dyn Write, algorithms: &[Algorithm]) -> Checked<'a> {
        let sums = algorithms.iter().map(|algorithm| (*algorithm, Sum::new(*algorithm)));
        Checked { sink, sums: sums.collect() }
    }

    /// Checks what went through.
    ///
    /// # Errors
    /// As [`check`].
    pub(crate) fn check(self, headers: &[(String, String)]) -> Result<(), Error> {
        let algorithms: Vec<Algorithm> = self.sums.iter().map(|(algorithm, _)| *algorithm).collect();
        let sum = |wanted| self.sums.into_iter().find(|(a, _)| *a == wanted).map(|(_, sum)| sum.base64());
        check(&algorithms, headers, |wanted| sum(wanted).unwrap_or_default())
    }
}

impl Write for Checked<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.sink.write(bytes)?;
        self.sums.iter_mut().for_each(|(_, sum)| sum.update(&bytes[..length]));
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: [Algorithm; 2] = [Algorithm::Crc32c, Algorithm::Crc32];

    fn said(headers: &[(&str, &str)]) -> String {
        let headers: Vec<_> = headers.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        let whole = check(&KNOWN, &headers, |algorithm| algorithm.of(b"123456789"));
        let mut kept = Vec::new();
        let mut passing = Checked::new(&mut kept, &KNOWN);
        passing.write_all(b"1234").and_then(|()| passing.write_all(b"56789")).unwrap();
        let passing = passing.check(&headers);
        assert_eq!(kept, b"123456789");
        let told = |result: Result<(), Error>| result.err().map(|e| e.to_string()).unwrap_or_default();
        let whole = told(whole);
        assert_eq!(told(passing), whole);
        whole
    }

    #[test]
    fn the_first_that_is_known_counts() {
        assert_eq!(said(&[]), "");
        assert_eq!(said(&[("X-Amz-Checksum-Crc32", "y/Q5Jg==")]), "");
        assert_eq!(said(&[("x-amz-checksum-crc32", "AAAA"), ("x-amz-checksum-crc32c", "4waSgw==")]), "");
        assert_eq!(said(&[("x-amz-checksum-sha256", "wrong"), ("x-amz-checksum-md5", "wrong")]), "");
        assert_eq!(said(&[("x-amz-checksum-crc32", "AAAAAA==-3")]), "");
        for wrong in ["AAAAAA==", "no base64!", ""] {
            assert_eq!(
                said(&[("x-amz-checksum-crc32", wrong)]),
                format!("Expected checksum {wrong} did not match calculated checksum: y/Q5Jg==")
            );
        }
    }
}
