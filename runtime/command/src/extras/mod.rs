//! Commands that are no operation of the service.
//!
//! A program's table names those that it has ([`Extra`]); what they are called, take and say stands
//! here, each in a file of its own. Their words come from the second parser's place: global options
//! are taken out already.

mod login;
mod stub_server;

use crate::args::{self, Opt};
use crate::help::terminal;
use crate::report::failure::{Failure, Kind};
use crate::settings::Settings;
use crate::show::interrupt;
use crate::{Example, Extra, Program};

/// What such a command is, for parser and help.
pub(crate) struct ExtraCommand {
    pub(crate) name: &'static str,
    /// What it does, CommonMark.
    pub(crate) docs: &'static str,
    pub(crate) options: &'static [ExtraOption],
    pub(crate) examples: &'static [Example],
}

/// An option of such a command.
pub(crate) struct ExtraOption {
    pub(crate) rule: Opt<'static>,
    /// What stands for the value in help.
    pub(crate) value: &'static str,
    /// What it means, CommonMark.
    pub(crate) docs: &'static str,
}

/// What such a command works with.
pub(crate) struct Context {
    pub(crate) program: &'static Program,
    /// Options that were given, in their order, with their values.
    given: Vec<(&'static str, String)>,
}

impl Extra {
    /// The command.
    pub(crate) fn command(self) -> &'static ExtraCommand {
        match self {
            Extra::StubServer => &stub_server::COMMAND,
            Extra::Login => &login::COMMAND,
        }
    }
}

/// The command that the words begin with. An operation of that name wins.
pub(crate) fn find(program: &Program, words: &[String]) -> Option<Extra> {
    let name = words.first().filter(|name| program.command(name).is_none())?;
    program.extras.iter().copied().find(|extra| extra.command().name == name)
}

/// Runs a command; `words` begin with its name.
pub(crate) fn run(
    extra: Extra,
    program: &'static Program,
    settings: &Settings,
    words: &[String],
) -> Result<(), Failure> {
    let command = extra.command();
    let words = words.get(1..).unwrap_or_default();
    if settings.globals.help || words == ["help"] {
        return crate::run::show_help(settings, |look| terminal::extra(program, command, look));
    }
    let rules: Vec<Opt<'_>> = command.options.iter().map(|option| option.rule).collect();
    let found = args::extra(&rules, words, settings.dialect)?;
    let given = found
        .into_iter()
        .map(|(index, mut words)| (command.options[index].rule.word, words.pop().unwrap_or_default()));
    let context = Context { program, given: given.collect() };
    interrupt::watch();
    match extra {
        Extra::StubServer => stub_server::run(&context),
        Extra::Login => login::run(&context, settings),
    }
}

impl Context {
    /// The value of an option; of a repeated one the last counts.
    fn option(&self, word: &str) -> Option<&str> {
        self.given.iter().rev().find(|(given, _)| *given == word).map(|(_, value)| value.as_str())
    }

    /// The contents of a file that an option names.
    fn file(&self, word: &str) -> Result<Option<String>, Failure> {
        let read = |path: &str| {
            std::fs::read_to_string(path)
                .map_err(|error| Failure::new(Kind::Parameter, format!("{word}: {path}: {error}")))
        };
        self.option(word).map(read).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::PROGRAM;

    fn words(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn operations_and_unknown_words_are_left_to_the_others() {
        assert!(find(&PROGRAM, &words("stub-server --port 0")) == Some(Extra::StubServer));
        for line in ["put-thing", "--port", "stub", ""] {
            assert!(find(&PROGRAM, &words(line)).is_none(), "{line}");
        }
    }

    #[test]
    fn help_names_every_option() {
        for extra in PROGRAM.extras {
            let look = terminal::Look { width: 79, styled: false };
            let page = terminal::extra(&PROGRAM, extra.command(), look);
            for option in extra.command().options {
                assert!(page.contains(&format!("\n   {}", option.rule.word)), "{page}");
            }
            assert!(page.lines().all(|line| line.len() <= 100), "{page}");
        }
    }
}
