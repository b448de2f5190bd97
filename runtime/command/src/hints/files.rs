//! Situations with files: forgotten, in another character set, named where nobody looks.

use std::fs::File;
use std::path::Path;

use super::{Parts, Scene};
use rt::internals::{bounded, os};
use rt::schema::Kind;

/// How much of a file tells its character set.
const HEAD: u64 = 1 << 20;

/// The name of a file where its content is meant.
pub(super) fn forgotten(scene: &Scene<'_>) -> Option<Parts> {
    let message = scene.message();
    let is_document = |option: &str| option.starts_with("--cli-input-");
    scene.given.iter().find_map(|given| {
        let word = given.word().filter(|word| !word.contains("://") && !word.is_empty())?;
        let takes_text =
            given.member.is_some_and(|(_, shape)| shape.is_scalar() && !matches!(shape.kind(), Kind::Blob));
        let speaks = given.is_named_in(message)
            && (is_document(given.option) || (given.member.is_some() && !takes_text));
        let exists = speaks && Path::new(&os::unescape(word)).is_file();
        exists.then(|| vec![("option", given.option.to_owned()), ("file", word.to_owned())])
    })
}

/// A byte order mark in front of UTF-8.
pub(super) fn marked(scene: &Scene<'_>) -> Option<Parts> {
    failing_text(scene, &|bytes| bytes.starts_with(b"\xef\xbb\xbf"))
}

/// UTF-16, with a mark or by its look.
pub(super) fn utf_16(scene: &Scene<'_>) -> Option<Parts> {
    failing_text(scene, &is_utf_16)
}

/// Any other character set.
pub(super) fn other_set(scene: &Scene<'_>) -> Option<Parts> {
    let not_decoded = scene.message().contains("could not be decoded");
    failing_text(scene, &|bytes| not_decoded && std::str::from_utf8(bytes).is_err() && !is_utf_16(bytes))
}

/// Text without a mark has a zero in every other byte, as far as it is ASCII.
fn is_utf_16(bytes: &[u8]) -> bool {
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).take(8).all(|byte| *byte == 0);
    bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || (bytes.len() >= 4 && bytes.len().is_multiple_of(2) && (zeros(0) != zeros(1)))
}

/// A file with text for an option that the message speaks of.
fn failing_text(scene: &Scene<'_>, is: &dyn Fn(&[u8]) -> bool) -> Option<Parts> {
    let failure = scene.failure?;
    scene.given.iter().find_map(|given| {
        let path = given.word()?.strip_prefix("file://")?;
        let takes_bytes = given.member.is_some_and(|(_, shape)| matches!(shape.kind(), Kind::Blob));
        let speaks = given.is_named_in(&failure.message) || failure.message.contains(path);
        (speaks && !takes_bytes && is(&head(path)?)).then(|| vec![("file", path.to_owned())])
    })
}

fn head(path: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    bounded::up_to(&mut File::open(os::unescape(path)).ok()?, HEAD, &mut bytes).ok()?;
    Some(bytes)
}

/// `Key=file://…` in shorthand.
pub(super) fn in_shorthand(scene: &Scene<'_>) -> Option<Parts> {
    scene.members().filter(|(_, shape)| !shape.is_scalar()).find_map(|(given, _)| {
        let key = given.words.iter().filter(|word| !word.trim_start().starts_with(['{', '['])).find_map(
            |word| {
                let at = word.find("=file://").or_else(|| word.find("=fileb://"))?;
                let key = word[..at]
                    .rsplit([',', '{', ' '])
                    .next()
                    .filter(|key| !key.is_empty() && !key.ends_with('@'))?;
                Some(key.to_owned())
            },
        )?;
        Some(vec![("key", key)])
    })
}

/// A secret of a file that ends in a line end.
pub(super) fn line_end(scene: &Scene<'_>) -> Option<Parts> {
    scene.members().filter(|(_, shape)| shape.secret() && shape.is_scalar()).find_map(|(given, _)| {
        let path = given.word()?.strip_prefix("file://")?;
        let bytes = bounded::read(os::unescape(path), HEAD).ok()?;
        bytes.ends_with(b"\n").then(|| vec![("file", path.to_owned()), ("option", given.option.to_owned())])
    })
}
