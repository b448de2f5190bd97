//! The AWS CLI's aliases: names for commands with options, or for commands of the shell, in `~/.aws/cli/alias`.
//!
//! `[toplevel]` names commands of `aws`; `[command SERVICE]` commands of a service and `[command SERVICE COMMAND]` what
//! stands behind one of those, in version 2 alone. An alias becomes the words that it stands for, whose global options
//! win over those that were typed; one that begins with `!` is run by the shell. Nothing here knows what a command does.

mod shell;
#[cfg(test)]
mod tests;

use crate::args::{self, First, Front, Global, Globals};
use crate::call::checks;
use crate::report::failure::Failure;
use crate::table::{COMPLETION, Program};
use rt::config::Session;
use rt::dialect::Dialect;
use rt::internals::ini::Ini;
use rt::internals::shell as words_of;

/// So many names may stand for each other, one after another.
const MOST: usize = 100;

/// Global options that words of an alias may not have.
const REFUSED: [Global; 2] = [Global::Debug, Global::Profile];

/// All aliases, and what they are read for.
pub(crate) struct Aliases {
    file: Ini,
    program: &'static Program,
    dialect: &'static Dialect,
}

/// Where the names of the first words lead.
pub(crate) enum Leads {
    /// To the version.
    Version,
    /// To a service or another first command, with the words behind it.
    To(Box<Globals>, String, Vec<String>),
}

impl Aliases {
    /// Reads the file, if there is one.
    pub(crate) fn read(
        program: &'static Program,
        dialect: &'static Dialect,
        session: &Session,
    ) -> Result<Aliases, Failure> {
        let file = session.aliases().map_err(|error| crate::report::runtime::failure(&error, dialect))?;
        Ok(Aliases { file, program, dialect })
    }

    /// The words of `aws`, in which the first command is no alias any more.
    pub(crate) fn front(&self, words: &[String]) -> Result<Leads, Failure> {
        let Front::Command(mut globals, mut name, mut rest) = args::front(self.program, self.dialect, words)?
        else {
            return Ok(Leads::Version);
        };
        for _ in 0..MOST {
            let Some(value) = self.value("toplevel", &name) else {
                return Ok(Leads::To(globals, name, rest));
            };
            checks::check(&globals)?;
            let words = self.expanded(&name, value, &rest)?;
            let Front::Command(own, next, mut behind) = args::front(self.program, self.dialect, &words)?
            else {
                return Ok(Leads::Version);
            };
            self.merge(&name, &mut globals, *own)?;
            behind.extend(rest);
            rest = behind;
            // An alias that has the name of a command stands for that one.
            if next == name {
                return Ok(Leads::To(globals, name, rest));
            }
            name = next;
        }
        Err(endless(&name))
    }

    /// The words behind the service's name, in which no command is an alias any more.
    pub(crate) fn behind(&self, globals: &mut Globals, words: Vec<String>) -> Result<Vec<String>, Failure> {
        let names = self.names();
        let commands = self.commands();
        let choices = [commands.as_slice(), &names].concat();
        let mut words = words;
        for _ in 0..MOST {
            let Some((name, rest)) = args::named(&words, &choices, self.dialect) else { return Ok(words) };
            let Some(value) = self.value(&self.section(None), &name) else {
                return self.below(globals, &name, rest, words);
            };
            let mut expanded = self.words(&name, value, globals, &rest)?;
            expanded.extend(rest);
            if commands.contains(&name.as_str()) {
                // What stands for a command of its own name leads to that, whatever its first word is.
                let behind = expanded.get(1..).unwrap_or_default().to_vec();
                let mut words = behind.clone();
                words.insert(0, name.clone());
                return self.below(globals, &name, behind, words);
            }
            words = expanded;
        }
        Err(endless(words.first().map_or("", String::as_str)))
    }

    /// Names of a service's aliases.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.options(&self.section(None)).iter().map(|(name, _)| *name).collect()
    }

    /// Names that may be the first command of `aws`, beside those that are there without a file.
    pub(crate) fn front_names(&self) -> Vec<&str> {
        let is_own = |name: &str| name == self.program.name || name == "help";
        self.options("toplevel").iter().map(|(name, _)| *name).filter(|name| !is_own(name)).collect()
    }

    /// Aliases behind a command.
    fn below(
        &self,
        globals: &mut Globals,
        name: &str,
        rest: Vec<String>,
        words: Vec<String>,
    ) -> Result<Vec<String>, Failure> {
        let section = self.section(Some(name));
        let names: Vec<&str> = self.options(&section).iter().map(|(name, _)| *name).collect();
        let has_none = names.is_empty() || rest == ["help"];
        let Some(command) = self.program.command(name).filter(|_| !has_none) else {
            return Ok(words);
        };
        let mut rest = rest;
        for _ in 0..MOST {
            let Some(alias) = args::below(command, &names, &rest, self.dialect)? else {
                rest.insert(0, name.to_owned());
                return Ok(rest);
            };
            let at = rest.iter().position(|word| *word == alias);
            at.map(|at| rest.remove(at));
            let value = self.value(&section, &alias).unwrap_or_default();
            let mut expanded = self.words(&alias, value, globals, &rest)?;
            expanded.extend(rest);
            rest = expanded;
        }
        Err(endless(name))
    }

    /// The words of an alias of a service, without their global options, which go to the others.
    fn words(
        &self,
        name: &str,
        value: &str,
        globals: &mut Globals,
        rest: &[String],
    ) -> Result<Vec<String>, Failure> {
        let words = self.expanded(name, value, rest)?;
        match args::first(self.program, self.dialect, words)? {
            First::Version => Ok(vec!["--version".to_owned()]),
            First::Globals(own, words) => {
                self.merge(name, globals, *own)?;
                Ok(words)
            }
        }
    }

    /// The words that an alias stands for. One of the shell's is run, and is a failure that tells how it ended.
    fn expanded(&self, name: &str, value: &str, rest: &[String]) -> Result<Vec<String>, Failure> {
        if let Some(command) = value.strip_prefix('!') {
            return Err(shell::run(command, rest));
        }
        let words = words_of::words(value).map_err(|problem| {
            Failure::general(format!(
                "Value of alias \"{name}\" could not be parsed. Received error: {problem} when parsing:\n{value}"
            ))
        })?;
        Ok(words.iter().map(|word| word.trim_matches('\n').to_owned()).collect())
    }

    /// Global options of an alias over those that were typed.
    fn merge(&self, name: &str, globals: &mut Globals, own: Globals) -> Result<(), Failure> {
        if let Some(refused) = REFUSED.into_iter().find(|global| own.given.contains(global)) {
            return Err(Failure::general(format!(
                "Global parameter \"{}\" detected in alias \"{name}\" which is not supported in subcommand aliases.",
                refused.word()
            )));
        }
        checks::check(&own)?;
        globals.overlay(own);
        Ok(())
    }

    /// The commands behind the service's name that are no aliases.
    fn commands(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.program.commands.iter().map(|command| command.name()).collect();
        names.extend(self.program.extras.iter().map(|extra| extra.name));
        names.extend([COMPLETION, "help"]);
        names
    }

    /// The name of the section of the service's aliases, or of those behind one of its commands.
    fn section(&self, command: Option<&str>) -> String {
        let own = format!("command {}", self.program.name);
        match command {
            Some(command) => format!("{own} {command}"),
            None => own,
        }
    }

    fn value(&self, section: &str, name: &str) -> Option<&str> {
        self.options(section).iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// The aliases of a section, in whose name blanks do not count.
    fn options(&self, section: &str) -> Vec<(&str, &str)> {
        let is_known = self.dialect.command_aliases || !section.starts_with("command ");
        let is_meant =
            |name: &str| name == section || name.split_whitespace().collect::<Vec<_>>().join(" ") == section;
        let last = self.file.names().filter(|name| is_known && is_meant(name)).last();
        let options =
            last.map(|name| self.file.options(name).map(|(name, value)| (name, value.trim())).collect());
        options.unwrap_or_default()
    }
}

/// The failure that names of aliases lead to no command.
pub(crate) fn endless(name: &str) -> Failure {
    Failure::general(format!("The alias \"{name}\" stands for itself: there is no end to what it stands for"))
}
