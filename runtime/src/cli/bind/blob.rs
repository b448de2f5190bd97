//! Text that was given for blobs to bytes.

use crate::cli::failure::Failure;
use crate::schema::{Kind, Shape};
use crate::value::Value;

/// What text that is given for a blob means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlobText {
    /// Base64.
    Base64,
    /// The bytes themselves.
    Raw,
}

/// Turns all text under blob shapes into bytes. What is not text stays, for validation to name it.
pub(crate) fn decode(value: &mut Value, shape: &Shape, text: BlobText) -> Result<(), Failure> {
    match (&shape.kind, &mut *value) {
        (Kind::Blob, Value::String(word)) => {
            *value = Value::Bytes(match text {
                BlobText::Base64 => lenient_base64(word)?,
                BlobText::Raw => std::mem::take(word).into_bytes(),
            });
        }
        (Kind::Structure(members) | Kind::Union(members), Value::Map(map)) => {
            for member in *members {
                if let Some(value) = map.get_mut(member.name) {
                    decode(value, member.shape, text)?;
                }
            }
        }
        (Kind::List(item), Value::List(items)) => {
            items.iter_mut().try_for_each(|value| decode(value, item, text))?;
        }
        (Kind::Map { value: of, .. }, Value::Map(map)) => {
            map.iter_mut().try_for_each(|(_, value)| decode(value, of, text))?;
        }
        _ => {}
    }
    Ok(())
}

/// Reads base64 as Python does: characters outside the alphabet do not count, and nothing after the
/// padding does.
fn lenient_base64(text: &str) -> Result<Vec<u8>, Failure> {
    if !text.is_ascii() {
        return Err(Failure::general("string argument should contain only ASCII characters"));
    }
    let invalid = || Failure::general(format!("Invalid base64: \"{text}\""));
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut count, mut padding) = (0u32, 0, 0);
    for c in text.bytes() {
        if c == b'=' {
            padding += 1;
            if count >= 2 && count + padding >= 4 {
                return Ok(bytes);
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
    if count == 0 { Ok(bytes) } else { Err(invalid()) }
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
    fn base64_is_read_leniently() {
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
            ("é", None),
        ];
        for (text, expected) in cases {
            assert_eq!(lenient_base64(text).ok().as_deref(), expected, "{text}");
        }
    }
}
