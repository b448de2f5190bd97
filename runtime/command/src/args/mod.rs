//! The words of the command line to what was asked for.
//!
//! Three parsers run in a row, as in the AWS CLI: one for the global options, which may stand
//! anywhere; one for the name of the command; one for the command's own options. Each hands on what
//! it does not know. Nothing here looks into values; see [`crate::bind`] for that.

pub(crate) mod globals;
pub(crate) mod grammar;
mod messages;
mod options;
mod parse;
mod suggest;
#[cfg(test)]
mod tests;
pub(crate) mod words;

pub(crate) use globals::{Global, Globals, global_options};
pub(crate) use grammar::{Check, Opt};
pub(crate) use options::{CommandOption, Paging, Target, members, options as command_options};
pub(crate) use suggest::close_matches;

use grammar::{Grammar, Positional};
use parse::{Parsed, Stop, parse};

use crate::report::failure::{Failure, Kind};
use crate::{Command, Program};
use rt::dialect::Dialect;

/// What the first parser found.
pub(crate) enum First {
    /// The version was asked for.
    Version,
    /// The global options, and the words for the parsers to come.
    Globals(Box<Globals>, Vec<String>),
}

/// What the first parser of `aws` found.
pub(crate) enum Front {
    /// The version was asked for.
    Version,
    /// The global options, the first command, which is a service's name or any other word, and the words behind it.
    Command(Box<Globals>, String, Vec<String>),
}

/// What the other two parsers found.
pub(crate) enum Second {
    /// Help on a command, or on the program.
    Help(Option<&'static Command>),
    /// A command to run.
    Run(CommandLine),
}

/// A command to run, and what its options say.
pub(crate) struct CommandLine {
    pub(crate) command: &'static Command,
    /// What was set, with the words that it was set to, in the command's order of options and each
    /// once: of a repeated option the last one counts.
    pub(crate) values: Vec<Setting>,
}

/// An option that was given.
#[derive(Debug, PartialEq)]
pub(crate) struct Setting {
    pub(crate) target: Target,
    /// The option's whole word, for messages.
    pub(crate) option: String,
    pub(crate) words: Vec<String>,
}

/// Runs the first parser: global options out of `words`.
pub(crate) fn first(
    program: &Program,
    dialect: &'static Dialect,
    words: Vec<String>,
) -> Result<First, Failure> {
    let (table, options) = global_table(program, dialect, &words);
    let choices = [program.name];
    let positional = Positional::Choice { name: "command", choices: &choices };
    let grammar = Grammar { options: &options, positional };
    // The AWS CLI's first word is the service; our program's name stands for it.
    let words: Vec<String> = std::iter::once(program.name.to_owned()).chain(words).collect();
    match parse(&grammar, &words) {
        Ok(mut parsed) => {
            let globals = Globals::new(&table, &mut parsed);
            Ok(First::Globals(Box::new(globals), parsed.rest))
        }
        Err(Stop::Halted(_)) => Ok(First::Version),
        Err(Stop::Error(error)) => Err(error.failure(dialect)),
    }
}

/// The global options that stand in front of the command which the words name.
fn global_table(
    program: &Program,
    dialect: &'static Dialect,
    words: &[String],
) -> (Vec<Global>, Vec<Opt<'static>>) {
    let command = words.iter().find_map(|word| program.command(word));
    let own: Vec<&str> = command.map(|command| command.options.iter().collect()).unwrap_or_default();
    globals::table_for(dialect, &own)
}

/// As [`first`], where the name of the service stands among the words.
pub(crate) fn front(
    program: &Program,
    dialect: &'static Dialect,
    words: &[String],
) -> Result<Front, Failure> {
    let (table, options) = global_table(program, dialect, words);
    let grammar = Grammar { options: &options, positional: Positional::Required("command") };
    match parse(&grammar, words) {
        Ok(mut parsed) => {
            let globals = Globals::new(&table, &mut parsed);
            Ok(Front::Command(Box::new(globals), parsed.positional.unwrap_or_default(), parsed.rest))
        }
        Err(Stop::Halted(_)) => Ok(Front::Version),
        Err(Stop::Error(error)) => Err(error.failure(dialect)),
    }
}

/// The first word that is neither an option nor its value, as far as that can be told of words that are wrong.
pub(crate) fn front_word<'a>(dialect: &'static Dialect, words: &'a [String]) -> Option<&'a str> {
    let (_, options) = globals::table(dialect);
    let takes_one = |word: &str| {
        let mut fitting = options.iter().filter(|o| o.word == word || (!o.exact && o.word.starts_with(word)));
        word.starts_with("--") && fitting.next().is_some_and(|option| option.arity == grammar::Arity::One)
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word {
            word if takes_one(word) => drop(words.next()),
            word if word.starts_with('-') => {}
            word => return Some(word),
        }
    }
    None
}

/// Why a word cannot be the first command, of which these alone are known.
pub(crate) fn no_front(dialect: &Dialect, word: &str, known: &[&str]) -> Failure {
    parse::no_choice("command", known, word).failure(dialect)
}

/// The command that the words name, if it is one of these, and the other words.
pub(crate) fn named(words: &[String], choices: &[&str], dialect: &Dialect) -> Option<(String, Vec<String>)> {
    let positional = Positional::Choice { name: "operation", choices };
    let parsed = run(&Grammar { options: &[], positional }, words, dialect).ok()?;
    Some((parsed.positional?, parsed.rest))
}

/// The one of `names` that stands among the words of a command where no option takes it.
pub(crate) fn below(
    command: &'static Command,
    names: &[&str],
    words: &[String],
    dialect: &'static Dialect,
) -> Result<Option<String>, Failure> {
    let options = options::options(command, dialect);
    let rules: Vec<Opt<'_>> = options.iter().map(|o| o.grammar(command, dialect).required(false)).collect();
    let positional = Positional::OptionalChoice { name: "subcommand", choices: names };
    Ok(run(&Grammar { options: &rules, positional }, words, dialect)?.positional)
}

/// Runs the other two parsers: a command and its options out of what the first one left. Names of aliases are
/// commands in messages alone.
pub(crate) fn second(
    program: &Program,
    dialect: &'static Dialect,
    help: bool,
    words: &[String],
    aliases: &[&str],
) -> Result<Second, Failure> {
    let mut choices: Vec<&str> = program.commands.iter().map(|c| c.name).collect();
    choices.push("help");
    choices.extend(aliases.iter().filter(|name| program.command(name).is_none()));
    let positional = Positional::Choice { name: "operation", choices: &choices };
    let parsed = match run(&Grammar { options: &[], positional }, words, dialect) {
        Err(_) if help && !words.iter().any(|w| !w.starts_with('-')) => return Ok(Second::Help(None)),
        parsed => parsed?,
    };
    let Some(command) = parsed.positional.and_then(|name| program.command(&name)) else {
        return Ok(Second::Help(None));
    };
    if help {
        return Ok(Second::Help(Some(command)));
    }
    command_line(command, dialect, &parsed.rest)
}

/// The options of a command that is no operation: each by its index, with its values.
pub(crate) fn extra(
    options: &[Opt<'_>],
    words: &[String],
    dialect: &'static Dialect,
) -> Result<Vec<(usize, Vec<String>)>, Failure> {
    let parsed = run(&Grammar { options, positional: Positional::Optional }, words, dialect)?;
    let unknown: Vec<String> = parsed.positional.into_iter().chain(parsed.rest).collect();
    match unknown.as_slice() {
        [] => Ok(parsed.options),
        unknown => Err(Failure::new(Kind::UnknownOption, format!("Unknown options: {}", unknown.join(", ")))),
    }
}

fn run(grammar: &Grammar<'_>, words: &[String], dialect: &Dialect) -> Result<Parsed, Failure> {
    parse(grammar, words).map_err(|stop| match stop {
        Stop::Error(error) => error.failure(dialect),
        Stop::Halted(index) => Failure::general(format!("unexpected {}", grammar.options[index].word)),
    })
}

fn command_line(
    command: &'static Command,
    dialect: &'static Dialect,
    words: &[String],
) -> Result<Second, Failure> {
    if words == ["help"] {
        return Ok(Second::Help(Some(command)));
    }
    let options = options::options(command, dialect);
    let lifted = options::lifts_requirements(words, dialect);
    let mut rules: Vec<Opt<'_>> = options.iter().map(|o| o.grammar(command, dialect)).collect();
    if lifted {
        rules.iter_mut().for_each(|rule| rule.required = false);
    }
    let out_file = options.iter().position(|option| option.target == Target::OutFile);
    let positional = out_file.map_or(Positional::Optional, |_| Positional::Required(options::OUT_FILE));
    let grammar = Grammar { options: &rules, positional };
    let mut parsed = run(&grammar, words, dialect)?;
    if let (Some(index), Some(word)) = (out_file, parsed.positional.take_if(|_| out_file.is_some())) {
        parsed.options.push((index, vec![word]));
    }
    match parsed.positional.take() {
        Some(word) if word == "help" => return Ok(Second::Help(Some(command))),
        stray => parsed.rest.extend(stray),
    }
    if !parsed.rest.is_empty() {
        return Err(unknown_options(&parsed.rest, dialect, &options));
    }
    Ok(Second::Run(CommandLine { command, values: settings(&options, parsed) }))
}

fn unknown_options(words: &[String], dialect: &'static Dialect, options: &[CommandOption]) -> Failure {
    let failure = Failure::new(Kind::UnknownOption, format!("Unknown options: {}", words.join(", ")));
    let (_, globals) = globals::table(dialect);
    let known = || options.iter().map(|o| o.word.as_str()).chain(globals.iter().map(|o| o.word));
    let meant = words.iter().filter(|w| w.starts_with("--")).filter_map(|word| {
        let name = word.split_once('=').map_or(word.as_str(), |(name, _)| name);
        close_matches(name, known()).first().map(|close| format!("{close} instead of {name}"))
    });
    let meant: Vec<String> = meant.collect();
    if meant.is_empty() { failure } else { failure.hint(meant.join(", ")) }
}

/// The options that were given, in the command's order. The two switches of a boolean are one setting.
fn settings(options: &[CommandOption], parsed: Parsed) -> Vec<Setting> {
    let slot = |index: usize| match options[index].target {
        Target::Flag(member, _) => options
            .iter()
            .position(|o| matches!(o.target, Target::Flag(m, _) if m == member))
            .unwrap_or(index),
        _ => index,
    };
    let mut found: Vec<Option<Setting>> = options.iter().map(|_| None).collect();
    for (index, words) in parsed.options {
        let CommandOption { word, target, .. } = &options[index];
        found[slot(index)] = Some(Setting { target: *target, option: word.clone(), words });
    }
    found.into_iter().flatten().collect()
}
