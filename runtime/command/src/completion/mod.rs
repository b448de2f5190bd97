//! Completion of command lines in shells.
//!
//! `PROGRAM completion SHELL` prints a script. The script asks `PROGRAM completion words …` at every TAB,
//! so that what it offers is what this very program knows. `PROGRAM completion SHELL aws` is for the name `aws` too: words of
//! other services are left to the AWS CLI's `aws_completer`.

mod as_aws;
pub(crate) mod candidates;
pub(crate) mod folder;
mod line;
pub(crate) mod resources;
mod shorthand;

use crate::called::AWS;
use crate::locale;
use crate::report::failure::{Failure, Kind};
use crate::table::{COMPLETION, Program};
use candidates::Candidate;
use rt::config::Session;
use rt::dialect::Dialect;

/// Scripts by shell: for the program's own name, and what `aws` needs beside it.
const SCRIPTS: [(&str, &str, &str); 4] = [
    ("bash", include_str!("scripts/bash"), include_str!("scripts/bash-aws")),
    ("zsh", include_str!("scripts/zsh"), include_str!("scripts/zsh-aws")),
    ("fish", include_str!("scripts/fish"), include_str!("scripts/fish-aws")),
    ("powershell", include_str!("scripts/powershell"), include_str!("scripts/powershell-aws")),
];

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
        // A line up to the cursor, and the part of its last word that bash takes for the word.
        ["line", line, word] => Ok(bash(line, word, &|before, current| {
            Some(candidates::find(program, session, before, current, resources::AT_TAB))
        })
        .unwrap_or_default()),
        ["as-aws", "line", line, word] => {
            let found = bash(line, word, &|before, current| as_aws::find(program, session, before, current));
            found.ok_or_else(as_aws::others)
        }
        ["as-aws", "words", current, ref before @ ..] => as_aws::find(program, session, before, current)
            .map(|found| told(&found))
            .ok_or_else(as_aws::others),
        // The word at the cursor, and those before it.
        ["words", current, ref before @ ..] => {
            let found = candidates::find(program, session, before, current, resources::AT_TAB);
            Ok(told(&found))
        }
        [shell] => script(program, shell, false),
        [shell, AWS] => script(program, shell, true),
        _ => Err(no_shell()),
    })
}

fn no_shell() -> Failure {
    Failure::new(
        Kind::Usage,
        "expected one of the shells bash, zsh, fish and powershell, and `aws` for that name too",
    )
}

/// The script of a shell, for the name `aws` as well or not.
fn script(program: &Program, shell: &str, as_aws: bool) -> Result<String, Failure> {
    let (_, own, aws) = SCRIPTS.iter().find(|(name, ..)| *name == shell).ok_or_else(no_shell)?;
    let template = format!("{own}{}", if as_aws { aws } else { "" });
    Ok(template.replace("PROGRAM", program.name).replace("FUNCTION", &program.name.replace('-', "_")))
}

/// Candidates with what they are about, a line each.
fn told(found: &[Candidate]) -> String {
    found.iter().map(|c| format!("{}\t{}\n", c.value, c.about)).collect()
}

/// Finds what may stand for a word behind others; nothing if nobody knows.
type Find<'a> = &'a dyn Fn(&[&str], &str) -> Option<Vec<Candidate>>;

/// Candidates as bash wants them: the parts behind the characters at which it breaks words.
fn bash(line: &str, word: &str, find: Find<'_>) -> Option<String> {
    let mut words = line::split(line);
    let current = words.pop().unwrap_or_default();
    let before: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    let found = find(&before, &current)?;
    let cut = current.len() - current.strip_suffix(word).map_or(current.len(), str::len);
    let kept = current.len() - cut;
    let values = found.iter().filter_map(|c| c.value.get(kept..));
    Some(values.map(|value| format!("{}\n", line::quoted(value))).collect())
}
