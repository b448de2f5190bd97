//! Situations with words: dashes, blanks, options that say more than one thinks.

use super::{Parts, Scene};
use crate::report::failure::Kind;

const LONG_DASHES: [char; 4] = ['–', '—', '−', '―'];

/// A value that is taken for an option, since it begins with a dash.
pub(super) fn dash(scene: &Scene<'_>) -> Option<Parts> {
    let message = scene.message();
    let (_, rest) = message.split_once("argument ")?;
    let (option, rest) = rest.split_once(':')?;
    if !rest.contains("expected") || !rest.contains("argument") {
        return None;
    }
    let at = scene.words.iter().position(|word| word == option)?;
    let next = scene.words.get(at + 1)?;
    let known = scene.given.iter().any(|given| given.option == next && given.member.is_some());
    (next.starts_with('-') && !known).then(|| vec![("option", option.to_owned())])
}

/// A word that begins with a long dash.
pub(super) fn long_dash(scene: &Scene<'_>) -> Option<Parts> {
    is_about_words(scene)?;
    let is_long = |word: &String| word.starts_with(LONG_DASHES);
    let at = scene.words.iter().position(is_long)?;
    let name = scene.words[at].trim_start_matches(LONG_DASHES).trim_start_matches('-');
    let name = name.split('=').next().unwrap_or_default();
    Some(vec![("place", (at + 1).to_string()), ("name", name.to_owned())])
}

/// A word of blanks, or of nothing.
pub(super) fn blank(scene: &Scene<'_>) -> Option<Parts> {
    is_about_words(scene)?;
    let at = scene.words.iter().position(|word| word.trim().is_empty())?;
    Some(vec![("place", (at + 1).to_string())])
}

fn is_about_words(scene: &Scene<'_>) -> Option<()> {
    scene.failure.filter(|failure| matches!(failure.kind, Kind::UnknownOption | Kind::Usage)).map(drop)
}

/// An option that turns automatic paging off.
pub(super) fn by_hand(scene: &Scene<'_>) -> Option<Parts> {
    let complains = scene.message().contains("Cannot specify --no-paginate along with pagination arguments");
    if !complains || scene.words.iter().any(|word| word == "--no-paginate") {
        return None;
    }
    let rules = scene.command?.operation.paginator?;
    let is_own = |name: &str| rules.input_tokens.contains(&name) || rules.limit_key == Some(name);
    let given = scene.given.iter().find(|given| given.member.is_some_and(|(name, _)| is_own(name)))?;
    Some(vec![("option", given.option.to_owned())])
}

/// An update of which only options say what is to be.
pub(super) fn resets(scene: &Scene<'_>) -> Option<Parts> {
    let command = scene.command.filter(|command| command.operation.resets && scene.failure.is_none())?;
    let is_document =
        |option: &str| option.starts_with("--cli-input-") || option.starts_with("--generate-cli-skeleton");
    let is_whole =
        |word: &String| word == "--merge" || word.starts_with("--merge=") || word == "--input-from";
    let from_document = scene.given.iter().any(|given| is_document(given.option));
    (!from_document && !scene.words.iter().any(is_whole)).then(|| {
        let how = if command.pair.is_some() { "by --merge" } else { "in --cli-input-json" };
        vec![("command", command.name().to_owned()), ("how", how.to_owned())]
    })
}
