//! A run as hints see it: what was typed, and how it ended.

use crate::report::failure::Failure;
use crate::table::{Command, Program, WAIT};
use rt::schema::Shape;

/// What hints look at.
pub(crate) struct Scene<'a> {
    pub(super) program: &'a Program,
    pub(super) words: &'a [String],
    pub(super) command: Option<&'static Command>,
    /// Options with the words behind them, as typed.
    pub(super) given: Vec<Given<'a>>,
    /// How it ended, if it failed.
    pub(super) failure: Option<&'a Failure>,
}

/// An option as typed.
pub(super) struct Given<'a> {
    /// Its whole word.
    pub(super) option: &'a str,
    /// What stands behind it.
    pub(super) words: Vec<&'a str>,
    /// The member's name and shape, if the option is one of a request.
    pub(super) member: Option<(&'static str, Shape)>,
}

impl<'a> Scene<'a> {
    /// A run of `words` that ended so.
    pub(crate) fn new(program: &'a Program, words: &'a [String], failure: Option<&'a Failure>) -> Scene<'a> {
        let command = named(program, words);
        let mut given: Vec<Given<'a>> = Vec::new();
        for word in words {
            if let Some(name) = word.strip_prefix("--") {
                let (name, value) =
                    name.split_once('=').map_or((name, None), |(name, value)| (name, Some(value)));
                let option = &word[..name.len() + 2];
                given.push(Given {
                    option,
                    words: value.into_iter().collect(),
                    member: member(command, name),
                });
            } else if let Some(last) = given.last_mut() {
                last.words.push(word);
            }
        }
        Scene { program, words, command, given, failure }
    }

    /// The failure's message; empty if there is none.
    pub(super) fn message(&self) -> &'a str {
        self.failure.map_or("", |failure| failure.message.as_str())
    }

    /// Options of the request that are shaped so.
    pub(super) fn members(&self) -> impl Iterator<Item = (&Given<'a>, Shape)> {
        self.given.iter().filter_map(|given| Some((given, given.member?.1)))
    }
}

impl Given<'_> {
    /// The word behind it, if it is the only one.
    pub(super) fn word(&self) -> Option<&str> {
        match self.words[..] {
            [word] => Some(word),
            _ => None,
        }
    }

    /// Whether a message speaks of it.
    pub(super) fn is_named_in(&self, message: &str) -> bool {
        let names = |name: &str| !name.is_empty() && message.contains(name);
        names(self.option)
            || names(self.option.trim_start_matches('-'))
            || self.member.is_some_and(|(name, _)| names(name))
    }
}

/// The command that the words name; none where they ask for help or for another command.
fn named(program: &Program, words: &[String]) -> Option<&'static Command> {
    let is_other =
        |word: &str| word != WAIT && program.other_commands().iter().any(|(name, _)| *name == word);
    let words = words.iter().map(String::as_str);
    let asks_for_help = words.clone().any(|word| matches!(word, "help" | "--help" | "-h"));
    program.named(words.take_while(|word| !is_other(word))).filter(|_| !asks_for_help)
}

fn member(command: Option<&'static Command>, name: &str) -> Option<(&'static str, Shape)> {
    let command = command?;
    let index = command.options().iter().position(|option| option == name)?;
    let member = command.operation.input_shape()?.members().get(index)?;
    Some((member.name(), member.shape()))
}
