//! What may stand at the cursor: commands, options or values.

use std::time::Duration;

use super::{resources, shorthand};
use crate::args::{self, CommandOption, Target};
use crate::help::prose::{first_sentence, plain};
use crate::help::{CommandPage, Entry};
use crate::table::WAIT;
use crate::{Command, Program};
use rt::config::Session;
use rt::schema::{Kind, Shape};

/// A word that may stand at the cursor.
pub(crate) struct Candidate {
    /// The whole word.
    pub(crate) value: String,
    /// What it means, one line.
    pub(crate) about: String,
    /// All that is said about it, CommonMark; may be empty.
    pub(crate) docs: String,
    /// Whether it is an option's value.
    pub(crate) is_value: bool,
}

impl Candidate {
    pub(crate) fn new(value: impl Into<String>, docs: &str) -> Candidate {
        let about = plain(first_sentence(docs)).replace(['\n', '\t'], " ");
        Candidate { value: value.into(), about, docs: docs.to_owned(), is_value: false }
    }

    /// The same, with the words that it must be there.
    fn required(self) -> Candidate {
        let mark = |text: String| format!("Required. {text}").trim_end().to_owned();
        Candidate { about: mark(self.about), docs: mark(self.docs), ..self }
    }

    /// A value of an option.
    fn value(value: impl Into<String>, docs: &str) -> Candidate {
        Candidate { is_value: true, ..Candidate::new(value, docs) }
    }
}

/// Everything that may stand for `current` behind the words `before` it. The service may take so long to say what there is.
pub(crate) fn find(
    program: &'static Program,
    session: &Session,
    before: &[&str],
    current: &str,
    patience: Duration,
) -> Vec<Candidate> {
    let place = Place { patience, ..Place::new(program, session, before) };
    if let Some((option, value)) = current.split_once('=').filter(|(option, _)| option.starts_with("--")) {
        let mut values = place.values(option, value, before);
        for candidate in &mut values {
            candidate.value = format!("{option}={}", candidate.value);
        }
        return values;
    }
    match place.pending(before) {
        Some(option) if !current.starts_with('-') => place.values(option, current, before),
        _ if current.starts_with('-') || (place.command.is_some() && current.is_empty()) => {
            place.options(before, current)
        }
        _ if place.command.is_none() && place.waits => waits(program, current),
        _ if place.command.is_none() => commands(program, current),
        _ => starting_with(current, vec![Candidate::new("help", "Shows the page of this command.")]),
    }
}

/// What may stand behind `aws` before any service: this one's name, and global options with their values.
pub(super) fn front(
    program: &'static Program,
    session: &Session,
    before: &[&str],
    current: &str,
) -> Vec<Candidate> {
    let place = Place { patience: resources::AT_TAB, ..Place::new(program, session, before) };
    match place.pending(before).is_some() || current.starts_with('-') {
        true => find(program, session, before, current, resources::AT_TAB),
        false => starting_with(current, vec![Candidate::new(program.name, program.docs)]),
    }
}

fn commands(program: &Program, current: &str) -> Vec<Candidate> {
    let mut all: Vec<_> = program.commands.iter().map(|c| Candidate::new(c.name(), c.docs())).collect();
    for (name, docs) in program.other_commands() {
        all.push(Candidate::new(name, docs));
    }
    all.push(Candidate::new("help", "Shows what commands there are."));
    starting_with(current, all)
}

/// What stands behind `wait`.
fn waits(program: &Program, current: &str) -> Vec<Candidate> {
    let commands = program.waits.iter().map(|wait| &wait.command);
    let mut all: Vec<_> = commands.map(|c| Candidate::new(c.name(), c.docs())).collect();
    all.push(Candidate::new("help", "Shows what one can wait for."));
    starting_with(current, all)
}

fn starting_with(prefix: &str, mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.retain(|c| c.value.starts_with(prefix));
    candidates
}

/// Where the cursor is.
struct Place<'a> {
    program: &'static Program,
    session: &'a Session,
    command: Option<&'static Command>,
    /// Whether `wait` stands before the cursor.
    waits: bool,
    /// Options of the command.
    options: Vec<CommandOption>,
    /// All options, with their words.
    entries: Vec<Entry>,
    patience: Duration,
}

impl<'a> Place<'a> {
    fn new(program: &'static Program, session: &'a Session, before: &[&str]) -> Place<'a> {
        let dialect = session.dialect();
        let globals = crate::help::globals(dialect);
        let mut skip = false;
        let mut words = before.iter().copied().filter(|word| {
            let is_value = std::mem::replace(&mut skip, false);
            let takes = |g: &Entry| g.kind != "boolean" && !args::takes_no_word(word);
            skip = globals.iter().any(|g| takes(g) && g.names.iter().any(|n| n == *word));
            !is_value && !word.starts_with('-')
        });
        let first = words.next();
        let waits = first == Some(WAIT) && !program.waits.is_empty();
        let command = match waits {
            true => words.next().and_then(|name| program.wait(name)).map(|wait| &wait.command),
            false => first.and_then(|name| program.command(name)),
        };
        let page = command.map(|command| CommandPage::new(program, command, dialect));
        let mut entries = page.map(|page| page.options).unwrap_or_default();
        let options = command.map(|c| args::command_options(c, dialect)).unwrap_or_default();
        entries.extend(command.map_or(globals, |command| crate::help::globals_of(command, dialect)));
        Place { program, session, command, waits, options, entries, patience: Duration::ZERO }
    }

    /// The option that takes the word at the cursor.
    fn pending<'w>(&self, before: &[&'w str]) -> Option<&'w str> {
        let at = before.iter().rposition(|word| word.starts_with("--"))?;
        let option = before[at];
        let values = before.len() - at - 1;
        let takes = match self.shape(option) {
            _ if option.contains('=') || self.is_flag(option) => false,
            Some(shape) if matches!(shape.kind(), Kind::List(_)) => true,
            _ => values == 0,
        };
        takes.then_some(option)
    }

    fn is_flag(&self, option: &str) -> bool {
        if args::takes_no_word(option) && self.shape(option).is_none() {
            return true;
        }
        self.entries.iter().any(|e| e.kind == "boolean" && e.names.iter().any(|name| name == option))
    }

    /// The shape of the member that an option sets.
    fn shape(&self, option: &str) -> Option<Shape> {
        let found = self.options.iter().find(|o| o.word == option)?;
        let (Target::Member(index) | Target::Flag(index, _)) = found.target else { return None };
        Some(args::members(self.command?).at(index).shape())
    }

    /// Options that are not given yet.
    fn options(&self, before: &[&str], current: &str) -> Vec<Candidate> {
        let open = self.entries.iter().filter(|e| {
            !before.iter().any(|word| {
                let word = word.split_once('=').map_or(*word, |(word, _)| word);
                e.names.iter().any(|name| name == word)
            })
        });
        // What is required comes first, and says so.
        let (required, others): (Vec<&Entry>, Vec<&Entry>) = open.partition(|entry| entry.required);
        let mut found = Vec::new();
        for entry in required.into_iter().chain(others) {
            for name in entry.names.iter().filter(|name| name.starts_with("--")) {
                let candidate = Candidate::new(name, entry.docs);
                found.push(if entry.required { candidate.required() } else { candidate });
            }
        }
        starting_with(current, found)
    }

    fn values(&self, option: &str, current: &str, before: &[&str]) -> Vec<Candidate> {
        let entry = self.entries.iter().find(|e| e.names.iter().any(|name| name == option));
        let known = entry.map(|e| e.values.clone()).unwrap_or_default();
        let plain = |values: Vec<String>| -> Vec<Candidate> {
            values.into_iter().map(|value| Candidate::value(value, "")).collect()
        };
        let all: Vec<Candidate> = match (option, self.shape(option)) {
            (_, Some(shape)) => {
                let found = self.shape_values(shape, current);
                return if found.is_empty() { self.things(option, current, before) } else { found };
            }
            ("--profile", _) => plain(self.session.profiles().unwrap_or_default()),
            ("--region", _) => plain(self.regions()),
            ("--generate-cli-skeleton", _) => {
                plain(self.session.dialect().skeletons.iter().map(|s| (*s).to_owned()).collect())
            }
            _ => known.iter().map(|(value, about)| Candidate::value(*value, about)).collect(),
        };
        starting_with(current, all)
    }

    /// What the service lists for the member that an option sets.
    fn things(&self, option: &str, current: &str, before: &[&str]) -> Vec<Candidate> {
        let found = self.options.iter().find(|o| o.word == option).zip(self.command);
        let Some((CommandOption { target: Target::Member(index), .. }, command)) = found else {
            return Vec::new();
        };
        let member = args::members(command).at(*index).name();
        let things = resources::find(self.program, self.session, command, member, before, self.patience);
        let things = things.into_iter().map(|(value, about)| Candidate {
            value,
            about,
            docs: String::new(),
            is_value: true,
        });
        starting_with(current, things.collect())
    }

    fn shape_values(&self, shape: Shape, current: &str) -> Vec<Candidate> {
        let shape = if let Kind::List(item) = shape.kind() { item } else { shape };
        if shape.is_scalar() {
            let docs = self.program.shape_docs(shape.name());
            let about = |value| docs.map_or("", |docs| docs.value(value));
            let values = shorthand::values(shape).into_iter();
            let all = values.map(|value| Candidate::value(value, about(value)));
            return starting_with(current, all.collect());
        }
        let about = |key: Option<(Shape, usize)>| {
            let (shape, index) = key?;
            self.program.shape_docs(shape.name())?.member(index)
        };
        let found = shorthand::complete(shape, current).into_iter();
        found.map(|(value, key)| Candidate::value(value, about(key).unwrap_or_default())).collect()
    }

    fn regions(&self) -> Vec<String> {
        let mut regions = Vec::new();
        for partition in self.program.service.partitions {
            regions.extend(partition.regions.iter().map(|region| (*region).to_owned()));
        }
        regions
    }
}
