//! Commands that are no operation of the service.
//!
//! A program's table names those that it has ([`ExtraCommand`]); what they are called, take and do stands
//! here, each in a file of its own. Their words come from the second parser's place: global options
//! are taken out already.

mod install_as_aws;
mod login;
mod stub_server;

pub use install_as_aws::INSTALL_AS_AWS;
pub use login::LOGIN;
pub use stub_server::STUB_SERVER;

use crate::args::{self, Global, Opt};
use crate::call::checks::Checked;
use crate::help::terminal;
use crate::output::Items;
use crate::report::debug::Log;
use crate::report::failure::{Failure, Kind};
use crate::settings::Settings;
use crate::show::{Output, interrupt, page};
use crate::table::{ExtraCommand, Program};
use rt::internals::os;

/// What such a command works with.
pub(crate) struct Context {
    pub(crate) program: &'static Program,
    /// Options that were given, in their order, with their values.
    given: Vec<(&'static str, String)>,
    checked: Checked,
    log: Log,
}

/// What a command does.
type Run = fn(&Context, &Settings) -> Result<(), Failure>;

/// What each of them does.
static RUNS: [(&ExtraCommand, Run); 3] =
    [(&INSTALL_AS_AWS, install_as_aws::run), (&LOGIN, login::run), (&STUB_SERVER, stub_server::run)];

/// The command that the words begin with. An operation of that name wins.
pub(crate) fn find(program: &Program, words: &[String]) -> Option<&'static ExtraCommand> {
    let name = words.first().filter(|name| program.command(name).is_none())?;
    program.extras.iter().copied().find(|extra| extra.name == name)
}

/// Runs a command; `words` begin with its name.
pub(crate) fn run(
    command: &'static ExtraCommand,
    program: &'static Program,
    settings: &Settings,
    checked: Checked,
    words: &[String],
) -> Result<(), Failure> {
    let words = words.get(1..).unwrap_or_default();
    if settings.globals.help || words == ["help"] {
        let text = terminal::extra(program, command, settings.dialect, settings.look());
        return page::show(&text, settings.help_pager().as_deref());
    }
    refuse_unused(command.name, command.honours, settings)?;
    let rules: Vec<Opt<'_>> = command.options.iter().map(|option| option.rule).collect();
    let found = args::extra(&rules, words, settings.dialect)?;
    let given = found
        .into_iter()
        .map(|(index, mut words)| (command.options[index].rule.word, words.pop().unwrap_or_default()));
    let context =
        Context { program, given: given.collect(), checked, log: Log { on: settings.globals.debug } };
    interrupt::watch();
    let run = RUNS.iter().find(|(known, _)| std::ptr::eq(*known, command));
    run.map_or(Ok(()), |(_, run)| run(&context, settings))
}

/// Fails if global options were given that a command does not honour: what is read and ignored misleads.
pub(crate) fn refuse_unused(name: &str, honoured: &[Global], settings: &Settings) -> Result<(), Failure> {
    let unused = settings.globals.not_honoured(honoured);
    if unused.is_empty() {
        return Ok(());
    }
    let message = format!("Unknown options: {} (without effect on {name})", unused.join(", "));
    Err(Failure::new(Kind::UnknownOption, message))
}

impl Context {
    /// How results are shown, in the given format.
    fn output<'a>(&'a self, settings: &'a Settings, format: &'a str) -> Output<'a> {
        Output {
            format,
            dialect: settings.dialect,
            query: self.checked.query.as_ref(),
            color: settings.color(),
            pager: None,
            title: self.program.name,
            items: Items::default(),
            columns: None,
        }
    }

    /// The name of a variable of this program, such as `COGNITO_IDP_PASSWORD`.
    fn variable_name(&self, tail: &str) -> String {
        format!("{}{tail}", self.program.variable_prefix())
    }

    /// The value of a variable of this program, unless it is empty.
    fn variable(&self, tail: &str) -> Result<Option<String>, Failure> {
        crate::settings::variable(&self.variable_name(tail))
    }

    /// The value of an option; of a repeated one the last counts.
    fn option(&self, word: &str) -> Option<&str> {
        self.given.iter().rev().find(|(given, _)| *given == word).map(|(_, value)| value.as_str())
    }

    /// The contents of a file that an option names.
    fn file(&self, word: &str) -> Result<Option<String>, Failure> {
        let read = |path: &str| {
            rt::internals::bounded::read_to_string(os::unescape(path), rt::internals::bounded::VALUE)
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
        let found = find(&PROGRAM, &words("stub-server --port 0"));
        assert!(found.is_some_and(|found| std::ptr::eq(found, &STUB_SERVER)));
        for line in ["put-thing", "--port", "stub", ""] {
            assert!(find(&PROGRAM, &words(line)).is_none(), "{line}");
        }
    }

    #[test]
    fn help_names_every_option() {
        for extra in PROGRAM.extras {
            let look = terminal::Look { width: 79, styled: false };
            let page = terminal::extra(&PROGRAM, extra, &rt::dialect::V2, look);
            for option in extra.options {
                assert!(page.contains(&format!("\n   {}", option.rule.word)), "{page}");
            }
            assert!(page.lines().all(|line| line.len() <= 100), "{page}");
        }
    }
}
