//! Completion of command lines in shells.
//!
//! `PROGRAM completion SHELL` prints a script. The script asks `PROGRAM completion words …` at every TAB,
//! so that what it offers is what this very program knows.

pub(crate) mod candidates;
pub(crate) mod folder;
mod line;
pub(crate) mod resources;
mod shorthand;

use crate::locale;
use crate::report::failure::{Failure, Kind};
use crate::table::{COMPLETION, Program};
use rt::config::Session;
use rt::dialect::Dialect;

const BASH: &str = include_str!("scripts/bash");
const ZSH: &str = include_str!("scripts/zsh");
const FISH: &str = include_str!("scripts/fish");
const POWERSHELL: &str = include_str!("scripts/powershell");

/// What to print, if the words ask for completion.
pub(crate) fn answer(
    program: &'static Program,
    dialect: &'static Dialect,
    words: &[String],
) -> Option<Result<String, Failure>> {
    let (first, rest) = words.split_first()?;
    if first != COMPLETION || program.command(COMPLETION).is_some() {
        return None;
    }
    let session = &Session::new(locale::environment(), dialect, None);
    let rest: Vec<&str> = rest.iter().map(String::as_str).collect();
    Some(match rest[..] {
        ["bash"] => Ok(script(program, BASH)),
        ["zsh"] => Ok(script(program, ZSH)),
        ["fish"] => Ok(script(program, FISH)),
        ["powershell"] => Ok(script(program, POWERSHELL)),
        // A line up to the cursor, and the part of its last word that bash takes for the word.
        ["line", line, word] => Ok(bash(program, session, line, word)),
        // The word at the cursor, and those before it.
        ["words", current, ref before @ ..] => {
            let found = candidates::find(program, session, before, current, resources::AT_TAB);
            Ok(found.iter().map(|c| format!("{}\t{}\n", c.value, c.about)).collect())
        }
        _ => Err(Failure::new(Kind::Usage, "expected one of the shells bash, zsh, fish and powershell")),
    })
}

fn script(program: &Program, template: &str) -> String {
    template.replace("PROGRAM", program.name).replace("FUNCTION", &program.name.replace('-', "_"))
}

/// Candidates as bash wants them: the parts behind the characters at which it breaks words.
fn bash(program: &'static Program, session: &Session, line: &str, word: &str) -> String {
    let mut words = line::split(line);
    let current = words.pop().unwrap_or_default();
    let before: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    let found = candidates::find(program, session, &before, &current, resources::AT_TAB);
    let cut = current.len() - current.strip_suffix(word).map_or(current.len(), str::len);
    let kept = current.len() - cut;
    found
        .iter()
        .filter_map(|c| c.value.get(kept..))
        .map(|value| format!("{}\n", line::quoted(value)))
        .collect()
}
