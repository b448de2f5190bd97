//! Checksums of bodies: which algorithms there are, and sums of bytes that come part by part. Nothing is sent here.

mod crc;
mod reply;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::client::crypto::{Hash, HashName};
use crc::Crc;
#[allow(unused_imports, reason = "the client that blocks passes bodies on")]
pub(crate) use reply::{Checked, check};

/// Which messages have checksums where the model leaves it open, and of which algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checksums {
    /// Whether requests have one that may have one; otherwise those alone that must.
    pub requests: bool,
    /// Whether services are asked for those of replies, and these are held against the bodies; otherwise if the request asks
    /// for it.
    pub replies: bool,
    /// The algorithm of requests that name none.
    pub algorithm: Algorithm,
}

impl Default for Checksums {
    /// Wherever there may be one, quick ones.
    fn default() -> Checksums {
        Checksums { requests: true, replies: true, algorithm: Algorithm::Crc64Nvme }
    }
}

/// An algorithm of checksums. The earlier ones are the quicker ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Algorithm {
    /// CRC-64/NVME.
    Crc64Nvme,
    /// CRC-32C.
    Crc32c,
    /// CRC-32.
    Crc32,
    /// SHA-1.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

const ALGORITHMS: [Algorithm; 6] = [
    Algorithm::Crc64Nvme,
    Algorithm::Crc32c,
    Algorithm::Crc32,
    Algorithm::Sha1,
    Algorithm::Sha256,
    Algorithm::Sha512,
];

impl Algorithm {
    /// The algorithm of this name, in any case.
    pub(crate) fn named(name: &str) -> Option<Algorithm> {
        ALGORITHMS.into_iter().find(|algorithm| algorithm.is_named(name))
    }

    /// The algorithms that are named, the quicker ones first.
    pub(crate) fn among(names: &[&str]) -> Vec<Algorithm> {
        let is_named = |algorithm: &Algorithm| names.iter().any(|name| algorithm.is_named(name));
        ALGORITHMS.into_iter().filter(is_named).collect()
    }

    fn is_named(self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    /// Its name, as members of requests have it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Algorithm::Crc64Nvme => "CRC64NVME",
            Algorithm::Crc32c => "CRC32C",
            Algorithm::Crc32 => "CRC32",
            Algorithm::Sha1 => "SHA1",
            Algorithm::Sha256 => "SHA256",
            Algorithm::Sha512 => "SHA512",
        }
    }

    /// The header that has such a checksum.
    pub(crate) fn header(self) -> String {
        format!("x-amz-checksum-{}", self.name().to_ascii_lowercase())
    }

    /// The checksum of bytes, as headers have it.
    pub(crate) fn of(self, bytes: &[u8]) -> String {
        let mut sum = Sum::new(self);
        sum.update(bytes);
        sum.base64()
    }
}

/// A checksum in the making.
pub(crate) struct Sum(State);

enum State {
    Crc(Crc, usize),
    Hash(Hash),
}

impl Sum {
    pub(crate) fn new(algorithm: Algorithm) -> Sum {
        Sum(match algorithm {
            Algorithm::Crc64Nvme => State::Crc(Crc::crc64nvme(), 8),
            Algorithm::Crc32c => State::Crc(Crc::crc32c(), 4),
            Algorithm::Crc32 => State::Crc(Crc::crc32(), 4),
            Algorithm::Sha1 => State::Hash(Hash::new(HashName::Sha1)),
            Algorithm::Sha256 => State::Hash(Hash::new(HashName::Sha256)),
            Algorithm::Sha512 => State::Hash(Hash::new(HashName::Sha512)),
        })
    }

    pub(crate) fn update(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            State::Crc(crc, _) => crc.update(bytes),
            State::Hash(hash) => hash.update(bytes),
        }
    }

    /// The bytes of the sum.
    pub(crate) fn bytes(self) -> Vec<u8> {
        match self.0 {
            State::Crc(crc, width) => crc.finish().to_be_bytes()[8 - width..].to_vec(),
            State::Hash(hash) => hash.finish(),
        }
    }

    /// The sum, as headers have it.
    pub(crate) fn base64(self) -> String {
        STANDARD.encode(self.bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_parts_are_those_of_the_whole() {
        let sums = [
            ("crc64nvme", "rosUhgp5mIg="),
            ("CRC32C", "4waSgw=="),
            ("crc32", "y/Q5Jg=="),
            ("SHA1", "98O8HYCOBHMq32eZZczDTKeuNEE="),
            ("sha256", "FeKw08M4keuw8e9gnsQZQgwg4yDOlMZfvIwzEkSOsiU="),
            (
                "sha512",
                "2eZ2LdHI6vbWGzxhkvxAjU1tXxF20MKRabwk5xw/J0rSf81YEbMT1oH35V7ALXPUmclUVba1u1A6z1dPuo/+hQ==",
            ),
        ];
        for (name, sum) in sums {
            let algorithm = Algorithm::named(name).unwrap();
            assert_eq!(algorithm.of(b"123456789"), sum, "{name}");
            let mut parts = Sum::new(algorithm);
            parts.update(b"123");
            parts.update(b"456789");
            assert_eq!(parts.base64(), sum, "{name}");
        }
        assert_eq!(Algorithm::named("md5"), None);
        assert_eq!(Algorithm::Crc32c.header(), "x-amz-checksum-crc32c");
    }
}
