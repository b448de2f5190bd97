//! Words of the operating system as text, and back without a loss.
//!
//! File names and variables are bytes. What of them is no text becomes pairs of noncharacters, which Unicode keeps for
//! uses inside a program: [`escape`] writes them, [`unescape`] gives back the very bytes. Nothing else means them, so that
//! whoever sends a text on can ask [`holds_bytes`] first.

use std::borrow::Cow;
use std::ffi::{OsStr, OsString};

/// The first noncharacter; a byte is the one of its upper half, then the one of its lower half.
const FIRST: u32 = 0xFDD0;
/// How many there are: two for each half byte.
const COUNT: u32 = 32;
const HALF: u32 = 16;

/// Text as it is; bytes that are none as noncharacters.
#[must_use]
pub fn escape(word: &OsStr) -> String {
    match word.to_str() {
        Some(text) if !holds_bytes(text) => text.to_owned(),
        _ => bytes_escaped(&bytes_of(word)),
    }
}

/// What [`escape`] was given.
#[must_use]
pub fn unescape(text: &str) -> OsString {
    if holds_bytes(text) { word_of(bytes(text)) } else { text.into() }
}

/// Whether a text is not only text.
#[must_use]
pub fn holds_bytes(text: &str) -> bool {
    text.chars().any(is_half)
}

/// A text's bytes, those that [`escape`] hid among them.
#[must_use]
pub fn bytes(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut upper = None;
    for c in text.chars() {
        match (half(c), upper.take()) {
            (Some(half), None) if half < HALF => upper = Some(half),
            (Some(half), Some(upper)) => out.extend(u8::try_from(upper << 4 | (half % HALF))),
            _ => out.extend(c.encode_utf8(&mut [0; 4]).bytes()),
        }
    }
    out
}

/// A text for people and logs: bytes that are none as Python shows them, `\udce9` for 0xE9.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if !holds_bytes(text) {
        return text.into();
    }
    let shown = |chunk: std::str::Utf8Chunk<'_>| {
        let bytes = chunk.invalid().iter().map(|byte| format!("\\udc{byte:02x}"));
        chunk.valid().to_owned() + &bytes.collect::<String>()
    };
    bytes(text).utf8_chunks().map(shown).collect::<String>().into()
}

/// Whether a character stands for half a byte.
#[must_use]
pub fn is_half(c: char) -> bool {
    half(c).is_some()
}

fn half(c: char) -> Option<u32> {
    u32::from(c).checked_sub(FIRST).filter(|half| *half < COUNT)
}

fn bytes_escaped(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            match half(c) {
                None => out.push(c),
                Some(_) => c.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| push(&mut out, byte)),
            }
        }
        chunk.invalid().iter().for_each(|byte| push(&mut out, *byte));
    }
    out
}

fn push(out: &mut String, byte: u8) {
    let byte = u32::from(byte);
    for half in [byte >> 4, HALF + (byte & 15)] {
        out.extend(char::from_u32(FIRST + half));
    }
}

/// The bytes of a word; where words are none, those of its replaced text.
#[must_use]
pub fn bytes_of(word: &OsStr) -> Vec<u8> {
    #[cfg(unix)]
    return std::os::unix::ffi::OsStrExt::as_bytes(word).to_vec();
    #[cfg(not(unix))]
    word.to_string_lossy().into_owned().into_bytes()
}

fn word_of(bytes: Vec<u8>) -> OsString {
    #[cfg(unix)]
    return std::os::unix::ffi::OsStringExt::from_vec(bytes);
    #[cfg(not(unix))]
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back() {
        for word in ["plain", "é", "", "\u{fdd0}x\u{fdef}"] {
            assert_eq!(unescape(&escape(word.as_ref())), word);
        }
        for bytes in [&b"caf\xe9"[..], b"\xff\xfe\x00\x80", b"\xc3(\xef\xb7"] {
            let word = word_of(bytes.to_vec());
            assert!(holds_bytes(&escape(&word)), "{bytes:?}");
            assert_eq!(bytes_of(&unescape(&escape(&word))), bytes);
        }
    }

    #[test]
    fn people_see_which_bytes() {
        assert_eq!(shown(&escape(&word_of(b"caf\xe9".to_vec()))), "caf\\udce9");
        assert_eq!(shown("caf\u{e9}"), "caf\u{e9}");
    }

    #[test]
    fn text_of_noncharacters_is_no_text() {
        assert!(holds_bytes(&escape("\u{fdd0}".as_ref())));
        assert!(!holds_bytes(&escape("\u{fdcf}\u{fdf0}".as_ref())));
    }
}
