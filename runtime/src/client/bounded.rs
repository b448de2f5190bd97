//! Files and streams of others, read up to a limit: a device without end, or a file that is not what it is
//! taken for, ends in an error and not in all the memory that there is.

use std::fs::File;
use std::io::{self, BufRead, Read};
use std::path::Path;

/// Settings and certificates; lists of profiles can be long.
pub(crate) const SETTINGS: u64 = 64 << 20;
/// Tokens, keys, answers of a person.
pub const TOKEN: u64 = 1 << 20;
/// Values of parameters, which may be archives, and recorded replies.
pub const VALUE: u64 = 256 << 20;

/// The bytes of a file.
pub fn read(path: impl AsRef<Path>, limit: u64) -> io::Result<Vec<u8>> {
    file(path.as_ref(), limit)
}

fn file(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let length = file.metadata().map_or(0, |about| about.len());
    let room = usize::try_from(length.min(limit)).unwrap_or(0);
    rest(&mut file, limit, Vec::with_capacity(room))
}

/// All bytes of a stream.
pub fn all(input: &mut dyn Read, limit: u64) -> io::Result<Vec<u8>> {
    rest(input, limit, Vec::new())
}

fn rest(input: &mut dyn Read, limit: u64, mut bytes: Vec<u8>) -> io::Result<Vec<u8>> {
    match up_to(input, limit + 1, &mut bytes)? as u64 > limit {
        true => Err(too_long(limit)),
        false => Ok(bytes),
    }
}

/// Adds so many bytes of a stream to others, or as many as it has.
pub fn up_to(input: &mut dyn Read, count: u64, bytes: &mut Vec<u8>) -> io::Result<usize> {
    input.take(count).read_to_end(bytes)
}

/// The text of a file.
pub fn read_to_string(path: impl AsRef<Path>, limit: u64) -> io::Result<String> {
    text(read(path, limit)?)
}

/// A line with its end; nothing at the end of the input.
pub fn line(input: &mut dyn BufRead, limit: u64) -> io::Result<String> {
    text(line_bytes(input, limit)?)
}

/// As [`line`], in whatever character set.
pub fn line_bytes(input: &mut dyn BufRead, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if input.take(limit + 1).read_until(b'\n', &mut bytes)? as u64 > limit {
        return Err(too_long(limit));
    }
    Ok(bytes)
}

fn text(bytes: Vec<u8>) -> io::Result<String> {
    String::from_utf8(bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))
}

fn too_long(limit: u64) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, format!("longer than {} MiB", limit >> 20))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_end_is_an_error() {
        let error = line(&mut io::BufReader::new(io::repeat(b'a')), TOKEN).unwrap_err();
        assert_eq!(error.to_string(), "longer than 1 MiB");
        assert_eq!(line(&mut &b"a\r\nb"[..], 3).unwrap(), "a\r\n");
        assert_eq!(line(&mut &b""[..], 3).unwrap(), "");
        assert_eq!(line(&mut &b"\xff\n"[..], 3).unwrap_err().kind(), io::ErrorKind::InvalidData);
    }

    #[cfg(unix)]
    #[test]
    fn devices_are_no_files() {
        assert_eq!(read("/dev/zero", TOKEN).unwrap_err().kind(), io::ErrorKind::FileTooLarge);
        assert_eq!(read_to_string("/dev/null", TOKEN).unwrap(), "");
    }
}
