//! The words of the process as text.
//!
//! Words are bytes. They are read in the character set of the locale; what is no text there is refused with its place,
//! never replaced, since a password would reach the service as another one. Names of files are kept byte for byte: they
//! stay escaped (see [`os`]) until the file is opened.

use std::ffi::OsString;

use crate::locale;
use crate::report::failure::{Failure, Kind};
use rt::internals::os;
use rt::value::Value;

/// What stands before the name of a file inside a value.
const REFERENCES: [&str; 2] = ["file://", "fileb://"];

/// Options whose value is the name of a file.
const FILES: [&str; 5] = ["--ca-bundle", "--replies", "--client-secret-file", "--for-each", "--journal"];

/// Reads all words.
pub(crate) fn read(words: impl IntoIterator<Item = OsString>) -> Result<Vec<String>, Failure> {
    let mut read: Vec<String> = Vec::new();
    for word in words {
        let escaped = os::escape(&word);
        let text = if os::holds_bytes(&escaped) && is_file(read.last().map(String::as_str), &escaped) {
            Some(escaped)
        } else {
            locale::decode(&word)
        };
        let text = text.ok_or_else(|| no_text(&read, &os::escape(&word)))?;
        read.push(text);
    }
    Ok(read)
}

/// Whether what is no text in a word is part of the name of a file.
fn is_file(before: Option<&str>, word: &str) -> bool {
    let at = word.find(os::is_half).unwrap_or(word.len());
    let text = &word[..at];
    let named = text.split_once('=').map(|(option, _)| option);
    FILES.iter().any(|option| before == Some(option) || named == Some(option))
        || REFERENCES.iter().any(|mark| text.contains(mark))
}

/// The error that a word is no text. It does not show the word, which may be a secret.
fn no_text(before: &[String], word: &str) -> Failure {
    let option = match word.split_once('=') {
        Some((option, _)) if option.starts_with("--") => Some(option),
        _ => before.iter().rev().map(String::as_str).find(|word| word.starts_with("--")),
    };
    let behind = option.filter(|option| !os::holds_bytes(option));
    let behind = behind.map(|option| format!(" (at {option})")).unwrap_or_default();
    let message = format!(
        "Word {} of the command line{behind} is not text in {}, the character set of this locale. Set LC_ALL to the \
         locale that it is written in, or give the value in a file (file://NAME).",
        before.len() + 1,
        locale::charset().name(),
    );
    Failure::new(Kind::Parameter, message)
}

/// Fails if a value that is about to be used as text has bytes in it that are none.
pub(crate) fn text(option: &str, word: &str) -> Result<(), Failure> {
    if !os::holds_bytes(word) {
        return Ok(());
    }
    Err(Failure::parsing(option, format!("The value is not text in {}", locale::charset().name())))
}

/// As [`text`], for all texts of a value.
pub(crate) fn texts(option: &str, value: &Value) -> Result<(), Failure> {
    match value {
        Value::String(word) => text(option, word),
        Value::List(items) => items.iter().try_for_each(|item| texts(option, item)),
        Value::Map(map) => map.iter().try_for_each(|(key, value)| {
            text(option, key)?;
            texts(option, value)
        }),
        _ => Ok(()),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::ffi::OsStringExt as _;

    fn words(words: &[&[u8]]) -> Result<Vec<String>, Failure> {
        read(words.iter().map(|word| OsString::from_vec(word.to_vec())))
    }

    #[test]
    fn names_of_files_keep_their_bytes() {
        let good: [&[&[u8]]; 5] = [
            &[b"--x", b"file://caf\xe9"],
            &[b"--x=fileb://caf\xe9"],
            &[b"--ca-bundle", b"caf\xe9.pem"],
            &[b"--ca-bundle=caf\xe9.pem"],
            &[b"--x", b"Key@=file://caf\xe9"],
        ];
        for line in good {
            let read = words(line).unwrap_or_default();
            let bytes: Vec<Vec<u8>> = read.iter().map(|word| os::bytes(word)).collect();
            assert_eq!(bytes, line);
        }
    }

    #[test]
    fn other_words_are_refused_with_their_place() {
        let failure = words(&[b"put", b"--password", b"p\xff"]).unwrap_err();
        assert!(
            failure.message.starts_with("Word 3 of the command line (at --password) is not text"),
            "{failure:?}"
        );
        for line in [&[b"--x=\xff" as &[u8]], &[b"\xff"], &["\u{fdd0}".as_bytes()]] {
            assert!(words(line).is_err(), "{line:?}");
        }
    }
}
