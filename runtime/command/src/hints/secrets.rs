//! Situations with secrets. Nothing of a secret is shown, neither its text nor its length.

use super::{Parts, Scene};
use crate::show::strange::is_curly;
use rt::schema::{Kind, Shape};
use rt::shorthand::{self, Tree};

/// Keys of the sign-in protocol (see [`rt::sign_in`]); further ones end in one of [`ENDS`].
const KEYS: [&str; 18] = [
    "ANSWER",
    "CHALLENGE_NAME",
    "CREDENTIAL",
    "DEVICE_GROUP_KEY",
    "DEVICE_KEY",
    "NEW_PASSWORD",
    "PASSWORD",
    "PASSWORD_CLAIM_SECRET_BLOCK",
    "PASSWORD_CLAIM_SIGNATURE",
    "PASSWORD_VERIFIER",
    "PREFERRED_CHALLENGE",
    "REFRESH_TOKEN",
    "SECRET_HASH",
    "SESSION",
    "SRP_A",
    "TIMESTAMP",
    "USERNAME",
    "USER_ID_FOR_SRP",
];
const ENDS: [&str; 2] = ["_CODE", "_TOKEN"];
const ATTRIBUTES: &str = "userAttributes.";

fn is_secret_map(shape: Shape) -> bool {
    (shape.secret() || !shape.secret_keys().is_empty()) && matches!(shape.kind(), Kind::Map { .. })
}

/// The shorthand of a secret map, read.
fn tree(word: &str) -> Option<Result<Tree, &str>> {
    let is_shorthand = !word.trim_start().starts_with('{') && !word.contains("://");
    is_shorthand.then(|| shorthand::parse(word).map_err(|_| word))
}

/// A secret map that cannot be read, or not as texts.
pub(super) fn unreadable(scene: &Scene<'_>) -> Option<Parts> {
    scene.failure?;
    scene.members().filter(|(_, shape)| is_secret_map(*shape)).find_map(|(given, _)| {
        // Without a `=` behind it, a comma makes a list of the value.
        let is_read = match tree(given.word()?)? {
            Ok(Tree::Map(members)) => !members.values().any(|value| matches!(value, Tree::List(_))),
            Ok(_) => true,
            Err(_) => false,
        };
        if is_read {
            return None;
        }
        Some(vec![("option", given.option.to_owned())])
    })
}

/// A secret map whose last key is none of the protocol's.
pub(super) fn cut(scene: &Scene<'_>) -> Option<Parts> {
    scene.members().filter(|(_, shape)| is_secret_map(*shape)).find_map(|(given, _)| {
        let Ok(Tree::Map(members)) = tree(given.word()?)? else { return None };
        let knows = |key: &str| {
            KEYS.contains(&key) || ENDS.iter().any(|end| key.ends_with(end)) || key.starts_with(ATTRIBUTES)
        };
        let is_cut = members.keys().next_back().is_some_and(|last| !knows(last)) && members.keys().any(knows);
        is_cut.then(|| vec![("option", given.option.to_owned()), ("count", members.len().to_string())])
    })
}

/// A secret with a curly quote.
pub(super) fn curly(scene: &Scene<'_>) -> Option<Parts> {
    let mut secrets = scene.members().filter(|(_, shape)| shape.secret());
    let (given, _) = secrets.find(|(given, _)| given.words.iter().any(|word| word.contains(is_curly)))?;
    Some(vec![("option", given.option.to_owned())])
}
