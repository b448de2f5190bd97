//! Integers as the bytes that Cognito hashes, and as the hexadecimal digits of its parameters.

use crypto_bigint::U3072;
use zeroize::Zeroizing;

/// The bytes of a number as two's complement has them, Java's `BigInteger.toByteArray`: as few as will
/// do, and with a zero in front where the first bit would read as a sign.
///
/// The length tells how large the number is, so the time taken is not constant in it. The protocol
/// wants it so; one number in 256 is short, and it says nothing about the others.
pub(super) fn signed(number: &[u8]) -> Zeroizing<Vec<u8>> {
    let digits = &number[number.iter().take_while(|byte| **byte == 0).count()..];
    let mut bytes = Zeroizing::new(Vec::with_capacity(digits.len() + 1));
    if digits.first().is_none_or(|byte| byte & 0x80 != 0) {
        bytes.push(0);
    }
    bytes.extend_from_slice(digits);
    bytes
}

/// Reads a number of the group's width from hexadecimal digits, of which there may be an odd number.
pub(super) fn parse(digits: &str) -> Option<U3072> {
    let digits = digits.trim_start_matches('0');
    if digits.len() > U3072::BYTES * 2 {
        return None;
    }
    let mut bytes = [0; U3072::BYTES];
    hex::decode_to_slice(format!("{digits:0>width$}", width = U3072::BYTES * 2), &mut bytes).ok()?;
    Some(U3072::from_be_slice(&bytes))
}

/// A number's hexadecimal digits without zeros in front.
pub(super) fn digits(number: &U3072) -> String {
    let digits = hex::encode(number.to_be_bytes());
    let digits = digits.trim_start_matches('0');
    if digits.is_empty() { "0".to_owned() } else { digits.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_those_of_two_s_complement() {
        let cases: [(&[u8], &[u8]); 6] = [
            (&[], &[0]),
            (&[0, 0], &[0]),
            (&[0, 0x14], &[0x14]),
            (&[0x7f, 0xff], &[0x7f, 0xff]),
            (&[0x80], &[0, 0x80]),
            (&[0, 0, 0xff, 0], &[0, 0xff, 0]),
        ];
        for (number, bytes) in cases {
            assert_eq!(*signed(number), bytes, "{number:?}");
        }
    }

    #[test]
    fn digits_may_be_odd_in_number_and_start_with_zeros() {
        assert_eq!(parse("abc").map(|n| digits(&n)), Some("abc".to_owned()));
        assert_eq!(parse("000ABC").map(|n| digits(&n)), Some("abc".to_owned()));
        assert_eq!(parse("").map(|n| digits(&n)), Some("0".to_owned()));
        assert_eq!(parse(&"0".repeat(1000)), Some(U3072::ZERO));
        assert_eq!(parse(&"f".repeat(768)), Some(U3072::MAX));
        assert_eq!(parse(&"f".repeat(769)), None);
        assert_eq!(parse("xyz"), None);
        assert_eq!(parse("é"), None);
    }
}
