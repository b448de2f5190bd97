//! Completion behind the name `aws`: what belongs to this program's service, and what is for others.

use std::env;

use super::candidates::{self, Candidate};
use super::resources::AT_TAB;
use crate::args;
use crate::report::failure::{Failure, Kind};
use crate::table::Program;
use rt::config::Session;

/// The AWS CLI's own program for completion.
const COMPLETER: &str = "aws_completer";

/// What may stand at the cursor; `None` if that is for the AWS CLI to say, which knows all services and so this one's name.
pub(super) fn find(
    program: &'static Program,
    session: &Session,
    before: &[&str],
    current: &str,
) -> Option<Vec<Candidate>> {
    let words: Vec<String> = before.iter().map(|word| (*word).to_owned()).collect();
    match args::front_word(session.dialect(), &words) {
        Some(name) if name == program.name => {
            let at = before.iter().position(|word| *word == name)?;
            let own = [&before[..at], &before[at + 1..]].concat();
            Some(candidates::find(program, session, &own, current, AT_TAB))
        }
        Some(_) => None,
        None if is_there() => None,
        None => Some(candidates::front(program, session, before, current)),
    }
}

/// The failure that words are for others; scripts look at the status alone.
pub(super) fn others() -> Failure {
    Failure::new(Kind::Usage, "these words are for the AWS CLI")
}

/// Whether the AWS CLI's program can be asked.
fn is_there() -> bool {
    let paths = env::var_os("PATH").unwrap_or_default();
    let names = [COMPLETER.to_owned(), format!("{COMPLETER}{}", env::consts::EXE_SUFFIX)];
    env::split_paths(&paths).any(|folder| names.iter().any(|name| folder.join(name).is_file()))
}
