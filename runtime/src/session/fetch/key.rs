//! The private key of a sign-in session, out of its file: PEM around DER by SEC 1 or PKCS #8, on the curve P-256.

use zeroize::Zeroizing;

use super::point;
use super::point::BYTES;

/// A key of the curve P-256.
pub(super) struct Key {
    #[cfg_attr(target_family = "wasm", allow(dead_code, reason = "nothing is signed there"))]
    pub(super) private: Zeroizing<[u8; BYTES]>,
    /// `04`, x, y.
    pub(super) public: [u8; 1 + 2 * BYTES],
}

impl Key {
    /// Reads a key. One whose public half is not in the file has it computed.
    pub(super) fn read(pem: &str) -> Option<Key> {
        let lines = pem.lines().filter(|line| !line.starts_with("-----"));
        let der = Zeroizing::new(crate::shapes::text::base64_lenient::decode(&lines.collect::<String>())?);
        Key::plain(wrapped(&der).unwrap_or(&der))
    }

    /// Reads a key as by SEC 1.
    fn plain(der: &[u8]) -> Option<Key> {
        let (fields, _) = field(der, SEQUENCE)?;
        let (version, rest) = field(fields, INTEGER)?;
        let (private, mut rest) = field(rest, OCTETS)?;
        let private = Zeroizing::new(<[u8; BYTES]>::try_from(private).ok()?);
        if version != [1] {
            return None;
        }
        if let Some((curve, more)) = field(rest, PARAMETERS) {
            rest = more;
            if curve != P256 {
                return None;
            }
        }
        // A string of bits begins with how many of its last byte do not count.
        let public = field(rest, PUBLIC).and_then(|(bits, _)| field(bits, BITS)?.0.strip_prefix(&[0]));
        let public =
            public.and_then(|public| public.try_into().ok()).filter(|public: &[u8; 65]| public[0] == 4);
        let public = public.or_else(|| point::of(&private))?;
        Some(Key { private, public })
    }
}

/// The key that is in one by PKCS #8, if it is one on the curve.
fn wrapped(der: &[u8]) -> Option<&[u8]> {
    let (version, rest) = field(field(der, SEQUENCE)?.0, INTEGER)?;
    let (algorithm, rest) = field(rest, SEQUENCE)?;
    let is_right = version == [0] && algorithm.strip_prefix(&ELLIPTIC) == Some(&P256);
    is_right.then_some(field(rest, OCTETS)?.0)
}

const INTEGER: u8 = 0x02;
const BITS: u8 = 0x03;
const OCTETS: u8 = 0x04;
const SEQUENCE: u8 = 0x30;
const PARAMETERS: u8 = 0xa0;
const PUBLIC: u8 = 0xa1;

/// The object identifier of keys of elliptic curves.
const ELLIPTIC: [u8; 9] = [0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];

/// The curve's.
const P256: [u8; 10] = [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07];

/// The content of a field with this tag, and what stands behind it. These keys are short: the length is one byte, or one
/// behind another that says so.
fn field(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let rest = der.strip_prefix(&[tag])?;
    let (length, rest) = match rest.split_first()? {
        (0x81, rest) => rest.split_first()?,
        (short @ 0..=0x7f, rest) => (short, rest),
        _ => return None,
    };
    rest.split_at_checked(usize::from(*length))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WITHOUT: &str = "-----BEGIN EC PRIVATE KEY-----\n\
        MDECAQEEIAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBoAoGCCqGSM49\nAwEH\n-----END EC PRIVATE KEY-----\n";

    #[test]
    fn a_public_half_is_read_or_computed() {
        let key = Key::read(WITHOUT).unwrap();
        assert_eq!(*key.private, [1; BYTES]);
        let mut der = vec![SEQUENCE, 0, INTEGER, 1, 1, OCTETS, 32];
        der.extend([1; BYTES]);
        der.extend([PARAMETERS, 10].into_iter().chain(P256));
        der.extend([PUBLIC, 68, BITS, 66, 0].into_iter().chain(key.public));
        der[1] = u8::try_from(der.len() - 2).unwrap();
        let pem = |der: &[u8]| {
            use base64::Engine as _;
            format!("-----BEGIN EC PRIVATE KEY-----\n{}", base64::prelude::BASE64_STANDARD.encode(der))
        };
        assert_eq!(Key::read(&pem(&der)).unwrap().public, key.public);
        // The same by PKCS #8.
        let mut wrapped = vec![SEQUENCE, 0x81, 0, INTEGER, 1, 0, SEQUENCE, 19];
        wrapped.extend(ELLIPTIC.into_iter().chain(P256));
        wrapped.extend([OCTETS, u8::try_from(der.len()).unwrap()].iter().chain(&der));
        wrapped[2] = u8::try_from(wrapped.len() - 3).unwrap();
        assert_eq!(Key::read(&pem(&wrapped)).unwrap().public, key.public);
        // Whatever is cut off or changed is no key, or another one; nothing panics.
        for der in [der, wrapped] {
            for end in 0..der.len() {
                assert!(Key::read(&pem(&der[..end])).is_none(), "{end}");
            }
            for at in 0..der.len() {
                let mut other = der.clone();
                other[at] ^= 0x80;
                drop(Key::read(&pem(&other)));
            }
        }
    }

    #[test]
    fn what_is_no_key() {
        let other = WITHOUT.replace("SM49", "SM48");
        for text in ["", "-----BEGIN EC PRIVATE KEY-----", "no base64 %", "AAAA", &other] {
            assert!(Key::read(text).is_none(), "{text}");
        }
    }
}
