//! Zip archives, before they are sent.

use awsmodel_command::internals::is_archive;

pub(super) const WORDS: &[&str] = &[
    "PK\x03\x04",
    "PK\x01\x02",
    "PK\x05\x06",
    "PK\x06\x07",
    "PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    "\0\0\0\0",
    "\x01\0",
    "\x7f\x7f\x7f\x7f",
];

/// What stands in front of an archive changes nothing.
pub(super) fn run(data: &[u8]) -> bool {
    let is = is_archive(data);
    if is {
        assert!(is_archive(&[b"#!", data].concat()), "an archive behind something else");
    }
    is
}
