//! The words of the command line to what was asked for.
//!
//! Three parsers run in a row, as in the AWS CLI: one for the global options, which may stand
//! anywhere; one for the name of the command; one for the command's own options. Each hands on what
//! it does not know. Nothing here looks into values; see [`crate::bind`] for that.

mod each;
pub(crate) mod globals;
pub(crate) mod grammar;
mod messages;
mod options;
mod parse;
mod suggest;
#[cfg(test)]
mod tests;
pub(crate) mod words;

pub(crate) use each::EachWords;
pub(crate) use globals::{Global, Globals, Merge, global_options, takes_no_word};
pub(crate) use grammar::{Check, Opt};
pub(crate) use options::{CommandOption, ON, Paging, Target, members, options as command_options, own};
pub(crate) use suggest::close_matches;

use grammar::{Grammar, Positional};
use parse::{Parsed, Stop, parse};

use crate::report::failure::{Failure, Kind};
use crate::table::WAIT;
use crate::{Command, Program, Wait};
use rt::dialect::Dialect;
use rt::schema::waiter::Waiter;

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
    /// Help on something.
    Help(Topic),
    /// A command to run.
    Run(CommandLine),
}

/// What help is about.
#[derive(Clone, Copy)]
pub(crate) enum Topic {
    /// The program.
    Program,
    /// A command.
    Command(&'static Command),
    /// What one can wait for.
    Waits,
    /// One state that one can wait for.
    Wait(&'static Wait),
}

/// A command to run, and what its options say.
pub(crate) struct CommandLine {
    pub(crate) command: &'static Command,
    /// What is waited for, if the operation is asked for that.
    pub(crate) waiter: Option<&'static Waiter>,
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
    let mut words = words;
    words.insert(0, program.name.to_owned());
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
    let command = program.named(words.iter().map(String::as_str));
    let own: Vec<&str> = command.map(|command| command.option_names().collect()).unwrap_or_default();
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
    globals: &Globals,
    words: &[String],
    aliases: &[&str],
) -> Result<Second, Failure> {
    let help = globals.help;
    let mut choices: Vec<&str> = program.commands.iter().map(|c| c.name()).collect();
    choices.extend((!program.waits.is_empty()).then_some(WAIT));
    choices.push("help");
    choices.extend(aliases.iter().filter(|name| program.command(name).is_none()));
    let positional = Positional::Choice { name: "operation", choices: &choices };
    let parsed = match run(&Grammar { options: &[], positional }, words, dialect) {
        Err(_) if help && !words.iter().any(|w| !w.starts_with('-')) => {
            return Ok(Second::Help(Topic::Program));
        }
        parsed => parsed?,
    };
    let topic = match parsed.positional.as_deref() {
        Some(WAIT) if !program.waits.is_empty() => return wait(program, dialect, globals, &parsed.rest),
        Some(name) => program.command(name).map_or(Topic::Program, Topic::Command),
        None => Topic::Program,
    };
    run_or_help(program, topic, dialect, globals, &parsed.rest)
}

/// What stands behind `wait`: the name of a state, and options.
fn wait(
    program: &Program,
    dialect: &'static Dialect,
    globals: &Globals,
    words: &[String],
) -> Result<Second, Failure> {
    let help = globals.help;
    if words == ["help"] {
        return Ok(Second::Help(Topic::Waits));
    }
    let choices: Vec<&str> = program.waits.iter().map(|wait| wait.command.name()).collect();
    let positional = Positional::OptionalChoice { name: "subcommand", choices: &choices };
    let parsed = run(&Grammar { options: &[], positional }, words, dialect)?;
    match parsed.positional.as_deref().and_then(|name| program.wait(name)) {
        Some(wait) => run_or_help(program, Topic::Wait(wait), dialect, globals, &parsed.rest),
        None if help => Ok(Second::Help(Topic::Waits)),
        None if parsed.rest.is_empty() => {
            Err(Failure::new(Kind::Parameter, messages::nothing_to_wait_for(program, dialect)))
        }
        None => Err(Failure::new(Kind::Parameter, format!("Unknown options: {}", parsed.rest.join(",")))),
    }
}

fn run_or_help(
    program: &Program,
    topic: Topic,
    dialect: &'static Dialect,
    globals: &Globals,
    words: &[String],
) -> Result<Second, Failure> {
    let command = match topic {
        Topic::Command(command) if !globals.help => command,
        Topic::Wait(wait) if !globals.help => &wait.command,
        topic => return Ok(Second::Help(topic)),
    };
    own_options(program, command, globals)?;
    command_line(command, topic, dialect, globals, words)
}

/// Options of ours that only some commands have a use for.
fn own_options(program: &Program, command: &Command, globals: &Globals) -> Result<(), Failure> {
    let wrong = |message: String| Err(Failure::new(Kind::Parameter, message));
    let reads = [&globals.input_from, &globals.each.for_each].map(|from| from.as_deref() == Some("-"));
    match (globals.merge, command.pair) {
        _ if reads == [true, true] => {
            wrong("--input-from and --for-each cannot both read standard input".to_owned())
        }
        (None, _) if globals.yes => wrong("--yes answers the question that --merge asks".to_owned()),
        (Some(_), None) => {
            let pairs = program.commands.iter().filter(|command| command.pair.is_some());
            let names: Vec<&str> = pairs.map(|command| command.name()).collect();
            let others = if names.is_empty() { String::new() } else { format!(": {}", names.join(", ")) };
            wrong(format!(
                "--merge: {} has no state that can be read; these commands have one{others}",
                command.name()
            ))
        }
        _ => Ok(()),
    }
}

/// The options of a command that is no operation: each by its index, with its values.
pub(crate) fn extra(
    options: &[Opt<'_>],
    words: &[String],
    dialect: &'static Dialect,
) -> Result<Vec<(usize, Vec<String>)>, Failure> {
    let parsed = run(&Grammar { options, positional: Positional::Optional }, words, dialect)?;
    let mut unknown = Vec::from_iter(parsed.positional);
    unknown.extend(parsed.rest);
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
    topic: Topic,
    dialect: &'static Dialect,
    globals: &Globals,
    words: &[String],
) -> Result<Second, Failure> {
    if words == ["help"] {
        return Ok(Second::Help(topic));
    }
    let options = options::options(command, dialect);
    // What options leave out may stand in a document, or in records.
    let is_elsewhere = globals.input_from.is_some() || globals.each.for_each.is_some();
    let lifted = options::lifts_requirements(words, dialect) || is_elsewhere;
    let is_read = |option: &CommandOption| globals.merge.is_some() && option.is_in_state(command);
    let rules = options.iter().map(|option| {
        let rule = option.grammar(command, dialect);
        rule.required(rule.required && !lifted && !is_read(option))
    });
    let rules: Vec<Opt<'_>> = rules.collect();
    let out_file = options.iter().position(|option| option.target == Target::OutFile);
    let positional = out_file.map_or(Positional::Optional, |_| Positional::Required(options::OUT_FILE));
    let grammar = Grammar { options: &rules, positional };
    let mut parsed = run(&grammar, words, dialect)?;
    if let (Some(index), Some(word)) = (out_file, parsed.positional.take_if(|_| out_file.is_some())) {
        parsed.options.push((index, vec![word]));
    }
    match parsed.positional.take() {
        Some(word) if word == "help" => return Ok(Second::Help(topic)),
        stray => parsed.rest.extend(stray),
    }
    if !parsed.rest.is_empty() {
        return Err(unknown_options(&parsed.rest, dialect, &options));
    }
    let waiter = if let Topic::Wait(wait) = topic { Some(wait.waiter) } else { None };
    Ok(Second::Run(CommandLine { command, waiter, values: settings(&options, parsed) }))
}

fn unknown_options(words: &[String], dialect: &'static Dialect, options: &[CommandOption]) -> Failure {
    let failure = Failure::new(Kind::UnknownOption, format!("Unknown options: {}", words.join(", ")));
    let (_, globals) = globals::table(dialect);
    let mut known: Vec<&str> = options.iter().map(|o| o.word.as_str()).collect();
    known.extend(globals.iter().map(|o| o.word));
    let meant = words.iter().filter(|w| w.starts_with("--")).filter_map(|word| {
        let name = word.split_once('=').map_or(word.as_str(), |(name, _)| name);
        close_matches(name, &known).first().map(|close| format!("{close} instead of {name}"))
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
