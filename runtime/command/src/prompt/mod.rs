//! `--cli-auto-prompt`: a line editor that knows what may stand on the line.
//!
//! In: the words that were typed, and where they may be completed from (`completion/`). Out: the words of a whole command, which
//! is shown before it runs. With `on-partial` that happens only where words are missing or wrong. Nothing here runs a command.

mod completer;
mod draw;
mod editor;
mod history;
mod menu;

use std::io::{self, IsTerminal as _};

use crate::args::{self, First};
use crate::called::Called;
use crate::report::failure::{Failure, Kind};
use crate::table::Program;
use rt::config::Session;
use rt::dialect::Dialect;
use rt::internals::shell;

use editor::{Editor, Line};

const ON: &str = "--cli-auto-prompt";
const OFF: &str = "--no-cli-auto-prompt";

/// What asking for no prompt looks like, beside [`OFF`].
const NEVER: [&str; 4] = ["help", "--help", "-h", "--version"];

/// What ends a program that Ctrl-C has ended.
const INTERRUPTED: u8 = 130;

/// When to prompt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Never.
    Off,
    /// Before anything else.
    On,
    /// After words that are missing or wrong.
    Partial,
}

impl Mode {
    /// What the words, the variable and the profile say, in this order.
    pub(crate) fn of(words: &[String], session: &Session, dialect: &Dialect) -> Mode {
        let has = |word: &str| words.iter().any(|known| known == word);
        if !dialect.version_2_options || has(OFF) || NEVER.into_iter().any(has) {
            return Mode::Off;
        }
        if has(ON) {
            return Mode::On;
        }
        let setting = session.env("AWS_CLI_AUTO_PROMPT");
        let setting = setting.or_else(|| session.value("cli_auto_prompt").ok().flatten());
        match setting.map(|value| value.to_lowercase()).as_deref() {
            Some("on") => Mode::On,
            Some("on-partial") => Mode::Partial,
            _ => Mode::Off,
        }
    }
}

/// Whether a command that failed so is to be asked for again.
pub(crate) fn mends(failure: &Failure) -> bool {
    matches!(failure.kind, Kind::Usage | Kind::UnknownOption | Kind::Parameter) && is_terminal()
}

fn is_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Asks for a whole command, beginning with these words.
pub(crate) fn ask(
    program: &'static Program,
    called: Called,
    surroundings: &Session,
    dialect: &'static Dialect,
    words: &[String],
) -> Result<Vec<String>, Failure> {
    let session = &surroundings.again(dialect, Some(surroundings.profile()));
    if !is_terminal() {
        return Err(Failure::general(format!("{ON} needs a terminal")));
    }
    let mut line = beginning(program, called, words);
    let failed = |error: io::Error| Failure::general(error.to_string());
    let mut editor = Editor::new(program, called, session).map_err(failed)?;
    loop {
        line = match editor.read(&line).map_err(failed)? {
            Line::Given(line) => line,
            Line::Ended => return Err(Failure::ended(INTERRUPTED)),
        };
        let words = match shell::words(&line) {
            Ok(words) => words,
            Err(problem) => {
                eprintln!("{problem}");
                continue;
            }
        };
        if let Some(problem) = problem(program, called, session.dialect(), &words) {
            eprintln!("{}", problem.trim_end());
            continue;
        }
        editor.remember(&line, &words);
        let shown: Vec<String> = words.iter().map(|word| shell::quote(word)).collect();
        eprintln!("Running: {} {}", called.name(program), shown.join(" "));
        return Ok(words);
    }
}

/// The line to begin with: what was typed, with the service's name where that is a word.
fn beginning(program: &Program, called: Called, words: &[String]) -> String {
    let typed = words.iter().filter(|word| *word != ON).map(|word| shell::quote(word));
    let is_named = called == Called::Itself || words.iter().any(|word| word == program.name);
    let mut line: Vec<String> = typed.collect();
    if !is_named {
        line.push(program.name.to_owned());
    }
    if line.is_empty() { String::new() } else { line.join(" ") + " " }
}

/// The words without the service's name.
fn own_words(program: &Program, called: Called, words: &[String]) -> Vec<String> {
    let mut own = words.to_vec();
    let at = words.iter().position(|word| called == Called::Aws && word == program.name);
    at.map(|at| own.remove(at));
    own
}

/// What is wrong with the words, before anything is done with them.
fn problem(program: &Program, called: Called, dialect: &'static Dialect, words: &[String]) -> Option<String> {
    let own = own_words(program, called, words);
    let other = own.first().is_some_and(|word| program.other_commands().iter().any(|(name, _)| name == word));
    let checked = args::first(program, dialect, own).and_then(|first| match first {
        First::Globals(globals, rest) if !other => {
            args::second(program, dialect, &globals, &rest, &[]).map(drop)
        }
        _ => Ok(()),
    });
    checked.err().map(|failure| failure.message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::PROGRAM;
    use rt::config::Environment;
    use rt::dialect::{V1, V2};

    fn mode(dialect: &'static Dialect, words: &[&str], variable: Option<&str>) -> Mode {
        let variables = variable.map(|value| ("AWS_CLI_AUTO_PROMPT", value));
        let session = Session::new(Environment::of(variables), dialect, None);
        Mode::of(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>(), &session, dialect)
    }

    #[test]
    fn words_win_over_the_variable() {
        assert_eq!(mode(&V2, &[], None), Mode::Off);
        assert_eq!(mode(&V2, &[ON], None), Mode::On);
        assert_eq!(mode(&V2, &[], Some("on-Partial")), Mode::Partial);
        assert_eq!(mode(&V2, &[OFF], Some("on")), Mode::Off);
        assert_eq!(mode(&V2, &["list-things", "help"], Some("on")), Mode::Off);
        assert_eq!(mode(&V2, &[], Some("nonsense")), Mode::Off);
        assert_eq!(mode(&V1, &[ON], Some("on")), Mode::Off);
    }

    #[test]
    fn lines_begin_with_what_was_typed() {
        let words = ["list-things".to_owned(), ON.to_owned(), "a b".to_owned()];
        assert_eq!(beginning(&PROGRAM, Called::Itself, &words), "list-things 'a b' ");
        assert_eq!(beginning(&PROGRAM, Called::Itself, &[]), "");
        assert_eq!(beginning(&PROGRAM, Called::Aws, &[]), "things ");
    }

    #[test]
    fn what_is_missing_is_said() {
        let said = |line: &str| problem(&PROGRAM, Called::Aws, &V2, &shell::words(line).unwrap_or_default());
        assert_eq!(
            said("things put-thing").as_deref(),
            Some("the following arguments are required: --thing-id")
        );
        assert_eq!(said("things put-thing --thing-id a"), None);
        assert_eq!(said("things stub-server --port 1"), None);
    }
}
