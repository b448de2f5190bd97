//! Situations with commands and options of other times.

use super::{Parts, Scene};
use crate::history::{Fate, fate};
use crate::report::failure::Kind;

/// What newer models of the service have.
pub(super) fn later(scene: &Scene<'_>) -> Option<Parts> {
    match unknown(scene)? {
        (what, Fate::Came(when)) => Some(vec![("what", what), ("when", when)]),
        _ => None,
    }
}

/// What older models had.
pub(super) fn gone(scene: &Scene<'_>) -> Option<Parts> {
    match unknown(scene)? {
        (what, Fate::Went(when)) => Some(vec![("what", what), ("when", when)]),
        _ => None,
    }
}

/// What has another name now.
pub(super) fn renamed(scene: &Scene<'_>) -> Option<Parts> {
    match unknown(scene)? {
        (what, Fate::Became(when, name)) => {
            Some(vec![("what", what), ("when", when), ("name", name.to_owned())])
        }
        _ => None,
    }
}

/// The word that nobody knows and the history does.
fn unknown(scene: &Scene<'_>) -> Option<(String, Fate)> {
    scene.failure.filter(|failure| matches!(failure.kind, Kind::Usage | Kind::UnknownOption))?;
    let Some(command) = scene.command else {
        let words = scene.words.iter().filter(|word| !word.starts_with('-'));
        let past = |word: &String| Some((word.clone(), fate(scene.program, word, "")?));
        return words.into_iter().find_map(past);
    };
    let strangers = scene.given.iter().filter(|given| given.member.is_none());
    let past = |option: &str| {
        Some((option.to_owned(), fate(scene.program, command.name(), option.strip_prefix("--")?)?))
    };
    strangers.map(|given| given.option).find_map(past)
}
