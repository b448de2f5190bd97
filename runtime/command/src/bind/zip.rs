//! Whether bytes are a zip archive, as Python's library sees it: its end is there, and leads to a directory of entries. Nothing
//! is unpacked.

/// The longest text behind the end of an archive.
const COMMENT: usize = 0xffff;
/// The lengths of the end and of an entry of the directory, without their texts.
const END: usize = 22;
const ENTRY: usize = 46;

/// Whether it is one.
pub(crate) fn is_archive(bytes: &[u8]) -> bool {
    let Some(end) = end(bytes) else { return false };
    let (Some(length), Some(start)) = (number(bytes, end + 12), number(bytes, end + 16)) else {
        return false;
    };
    if [length, start].contains(&(u32::MAX as usize)) {
        // One of more than 4 GiB has its numbers elsewhere.
        return end.checked_sub(20).is_some_and(|at| bytes[at..].starts_with(b"PK\x06\x07"));
    }
    // What stands in front of the archive moves everything.
    let Some(directory) = end.checked_sub(length) else { return false };
    directory >= start && holds_entries(&bytes[directory..end])
}

/// Where the end begins: the last place that looks like it.
fn end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END)?;
    let first = last.saturating_sub(COMMENT);
    (first..=last).rev().find(|at| bytes[*at..].starts_with(b"PK\x05\x06"))
}

/// Whether a directory has entries, one behind the other, and nothing else.
fn holds_entries(mut directory: &[u8]) -> bool {
    while !directory.is_empty() {
        let texts = [28, 30, 32]
            .map(|at| Some(usize::from(*directory.get(at)?) | usize::from(*directory.get(at + 1)?) << 8));
        let [Some(name), Some(extra), Some(comment)] = texts else { return false };
        let length = ENTRY + name + extra + comment;
        if !directory.starts_with(b"PK\x01\x02") || directory.len() < length {
            return false;
        }
        directory = &directory[length..];
    }
    true
}

/// A number of four bytes.
fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at + 4)?.try_into().ok()?;
    usize::try_from(u32::from_le_bytes(four)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Python's library writes for `a` with the content `x`.
    const ARCHIVE: &[u8] = b"PK\x03\x04\x14\0\0\0\0\0\0\0!\0\x83\x16\xdc\x8c\x01\0\0\0\x01\0\0\0\x01\0\0\0axPK\x01\x02\x14\x03\x14\0\0\0\0\0\0\0!\0\x83\x16\xdc\x8c\x01\0\0\0\x01\0\0\0\x01\0\0\0\0\0\0\0\0\0\0\0\x80\x01\0\0\0\0aPK\x05\x06\0\0\0\0\x01\0\x01\0/\0\0\0 \0\0\0\0\0";

    #[test]
    fn archives() {
        let empty = [b"PK\x05\x06".as_slice(), &[0; 18]].concat();
        let moved = [b"#!/bin/sh\n", ARCHIVE].concat();
        let mut commented = [ARCHIVE, b"hello"].concat();
        commented[ARCHIVE.len() - 2] = 5;
        for archive in [ARCHIVE, &empty, &moved, &commented] {
            assert!(is_archive(archive), "{archive:?}");
        }
        let mut wrong = ARCHIVE.to_vec();
        wrong[34] = b'Q';
        for other in [b"".as_slice(), b"PK", b"hello", &ARCHIVE[..50], &ARCHIVE[60..], &wrong] {
            assert!(!is_archive(other), "{other:?}");
        }
    }
}
