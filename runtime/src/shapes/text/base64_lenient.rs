//! Base64 as Python reads it.

/// Decodes base64. Characters outside the alphabet do not count, and nothing after the padding does.
/// `None` if the rest is not base64.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count, mut padding) = (0u32, 0, 0);
    for c in text.bytes() {
        if c == b'=' {
            padding += 1;
            if count >= 2 && count + padding >= 4 {
                return Some(bytes);
            }
            continue;
        }
        let Some(sextet) = sextet(c) else { continue };
        padding = 0;
        bits = bits << 6 | u32::from(sextet);
        count += 1;
        if count > 1 {
            let left = 6 - 2 * (count - 1);
            bytes.push((bits >> left) as u8);
        }
        count %= 4;
    }
    (count == 0).then_some(bytes)
}

fn sextet(c: u8) -> Option<u8> {
    match c {
        b'A'..=b'Z' => Some(c - b'A'),
        b'a'..=b'z' => Some(c - b'a' + 26),
        b'0'..=b'9' => Some(c - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_belong_is_passed_over() {
        let cases: [(&str, Option<&[u8]>); 12] = [
            ("aGVsbG8=", Some(b"hello")),
            ("aGVs bG8=\n", Some(b"hello")),
            ("aGVs", Some(b"hel")),
            ("aGVsbA==", Some(b"hell")),
            ("aGVsbA==aGVs", Some(b"hell")),
            ("a-G_Vs", Some(b"hel")),
            ("", Some(b"")),
            ("====", Some(b"")),
            ("hello", None),
            ("aGVsbA=", None),
            ("aGVsb", None),
            ("aé", None),
        ];
        for (text, expected) in cases {
            assert_eq!(decode(text).as_deref(), expected, "{text}");
        }
    }
}
