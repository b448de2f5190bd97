//! Hashes, their signatures, and randomness. In: parts of a text, in order. Out: bytes. Nothing here knows what they are for.
//!
//! They are ring's, which TLS brings along in any case. Where ring is not built, they are RustCrypto's.

#[cfg(not(target_family = "wasm"))]
mod by_ring;
#[cfg(any(target_family = "wasm", test))]
mod portable;

#[cfg(not(target_family = "wasm"))]
pub(crate) use by_ring::{Hash, hmac_sha256, random, sha256};
#[cfg(target_family = "wasm")]
pub(crate) use portable::{Hash, hmac_sha256, random, sha256};

/// A hash.
#[derive(Clone, Copy, Debug)]
pub(crate) enum HashName {
    Sha1,
    Sha256,
    Sha512,
}

/// The name under which something is kept.
pub(crate) fn sha1(text: &[u8]) -> Vec<u8> {
    let mut hash = Hash::new(HashName::Sha1);
    hash.update(text);
    hash.finish()
}

/// The operating system has no randomness to give.
#[derive(Debug)]
pub(crate) struct NoRandomness;

#[cfg(test)]
mod tests {
    use super::{HashName, by_ring, portable};

    const ABC: [&[u8]; 3] = [b"a", b"", b"bc"];

    #[test]
    fn known_hashes_of_parts() {
        let known = [
            (HashName::Sha1, "a9993e364706816aba3e2571"),
            (HashName::Sha256, "ba7816bf8f01cfea414140de"),
            (HashName::Sha512, "ddaf35a193617abacc417349"),
        ];
        for (name, start) in known {
            let (mut ring, mut rust) = (by_ring::Hash::new(name), portable::Hash::new(name));
            ABC.iter().for_each(|part| (ring.update(part), rust.update(part)).1);
            let hash = ring.finish();
            assert!(hex::encode(&hash).starts_with(start), "{name:?}");
            assert_eq!(hash, rust.finish(), "{name:?}");
        }
    }

    #[test]
    fn known_hashes() {
        let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!([hex::encode(by_ring::sha256(&ABC)), hex::encode(portable::sha256(&ABC))], [sha256; 2]);
    }

    #[test]
    fn known_signatures() {
        // The second and the sixth case of RFC 4231: a short key, and one longer than a block.
        let cases: [(&[u8], &[u8], &str); 2] = [
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                &[0xaa; 131],
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
        ];
        for (key, text, expected) in cases {
            let (start, end) = text.split_at(7);
            assert_eq!(hex::encode(by_ring::hmac_sha256(key, &[start, end])), expected);
            assert_eq!(hex::encode(portable::hmac_sha256(key, &[start, end])), expected);
        }
    }

    #[test]
    fn random_bytes_differ() {
        let draw = |random: fn(&mut [u8]) -> Result<(), super::NoRandomness>| {
            let mut bytes = [0; 32];
            random(&mut bytes).map(|()| bytes)
        };
        let drawn = [by_ring::random, by_ring::random, portable::random, portable::random].map(draw);
        let mut drawn: Vec<[u8; 32]> = drawn.into_iter().map(Result::unwrap).collect();
        drawn.sort_unstable();
        drawn.dedup();
        assert_eq!(drawn.len(), 4);
    }
}
