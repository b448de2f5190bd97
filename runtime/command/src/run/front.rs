//! From the words of the process to those of the service: by which name it was called, and what of it is for others.

use crate::Program;
use crate::alias::{self, Aliases, Leads};
use crate::args::{self, First};
use crate::called::Called;
use crate::called::next::{self, Next};
use crate::report::failure::Failure;
use rt::dialect::Dialect;
use rt::internals::os;

/// The global options, and the words behind the service's name. What is not for this service goes to the next `aws`,
/// which is a failure only if there is none.
pub(super) fn service(
    program: &Program,
    called: Called,
    aliases: &Aliases,
    dialect: &'static Dialect,
    words: Vec<String>,
) -> Result<First, Failure> {
    if called == Called::Itself {
        return args::first(program, dialect, words);
    }
    match aliases.front(&words) {
        Ok(Leads::Version) => Ok(First::Version),
        Ok(Leads::To(globals, name, rest)) if name == program.name => Ok(First::Globals(globals, rest)),
        Ok(Leads::To(globals, name, _)) if name == "help" => match Next::find(program) {
            Some(next) => Err(next.take_over()),
            None => Ok(First::Globals(Box::new(globals.asking_for_help()), Vec::new())),
        },
        Ok(Leads::To(_, name, _)) => Err(elsewhere(program, aliases, dialect, &name)),
        // Words that are wrong may be right for another program, which is to say so itself.
        Err(failure) => match args::front_word(dialect, &words) {
            Some(name) if name != program.name && !aliases.front_names().contains(&name) => {
                Err(elsewhere(program, aliases, dialect, name))
            }
            _ => Err(failure),
        },
    }
}

/// Whether words of `aws` begin with a command that this program does not have.
pub(super) fn is_for_others(
    program: &Program,
    called: Called,
    dialect: &'static Dialect,
    words: &[String],
) -> bool {
    called == Called::Aws && args::front_word(dialect, words).is_some_and(|name| name != program.name)
}

/// The words of another service may be bytes that are no text here, which is no concern of this program.
pub(super) fn unreadable(program: &Program, called: Called, dialect: &'static Dialect) -> Option<Failure> {
    let words: Vec<String> = std::env::args_os().skip(1).map(|word| os::escape(&word)).collect();
    let name = args::front_word(dialect, &words).filter(|_| called == Called::Aws)?;
    let next = if name == program.name { None } else { Next::find(program) };
    next.map(Next::take_over)
}

/// Hands a first command that is not this program's to the next `aws`. Without one, a word that is close to one of ours
/// was perhaps mistyped.
fn elsewhere(program: &Program, aliases: &Aliases, dialect: &Dialect, name: &str) -> Failure {
    if let Some(next) = Next::find(program) {
        return next.take_over();
    }
    let mut known = vec![program.name, "help"];
    known.extend(aliases.front_names());
    if known.contains(&name) {
        return alias::endless(name);
    }
    match args::close_matches(name, &known).is_empty() {
        true => next::nobody(program, name),
        false => args::no_front(dialect, name, &known),
    }
}
