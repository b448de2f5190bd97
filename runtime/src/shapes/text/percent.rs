//! Percent signs in addresses: text in, text out.

use std::fmt::Write as _;

/// An address in which nothing stands that none has: blanks, other alphabets and the like are encoded, what is
/// encoded stays.
pub(crate) fn encode(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        match byte {
            b'!'..=b'~' if !b"\"<>\\^`{|}".contains(&byte) => out.push(char::from(byte)),
            // Writing to a text does not fail.
            _ => drop(write!(out, "%{byte:02X}")),
        }
    }
    out
}

/// Text without its percent signs; what is no UTF-8 is replaced.
pub fn decode(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    while let Some((first, tail)) = rest.split_first() {
        let mut byte = [0];
        let is_coded =
            *first == b'%' && tail.len() >= 2 && hex::decode_to_slice(&tail[..2], &mut byte).is_ok();
        bytes.push(if is_coded { byte[0] } else { *first });
        rest = if is_coded { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let address = "http://[::1]:80/a%20b?c=%zz&d=-._~*'()#e";
        assert_eq!(encode(address), address);
        assert_eq!(encode("/a b\u{e9}{\n}"), "/a%20b%C3%A9%7B%0A%7D");
    }

    #[test]
    fn percent_signs() {
        assert_eq!(
            (decode("a%20b%C3%A9"), decode("%"), decode("%zz%4")),
            ("a bé".into(), "%".into(), "%zz%4".into())
        );
    }
}
