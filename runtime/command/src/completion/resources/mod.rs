//! Values that the service knows: ids and names of things that it lists, such as those of a member called `UserPoolId`.
//!
//! In: a member, and the words that stand on the line. Out: values, and what each is about. The service is asked once, for
//! a short while at most; what it says is kept for half a minute in the user's cache folder. A profile with
//! `cli_resource_completion = off` has none of it. Failures are silent: a shell has no place for them.

mod ask;
mod cache;

use std::time::Duration;

use crate::args::{self, First, Globals};
use crate::table::{Command, Program};
use rt::config::Session;
use rt::internals::threads::{self, Handover};
use rt::json;
use rt::schema::Operation;
use rt::value::{Map, Value};

/// How long a shell waits.
pub(crate) const AT_TAB: Duration = Duration::from_millis(300);

/// The setting that turns it off.
const SETTING: &str = "cli_resource_completion";

/// A thing: its value, and what it is about, which may be empty.
pub(crate) type Thing = (String, String);

/// A question to the service.
struct Question {
    program: &'static Program,
    operation: &'static Operation,
    parameters: Map,
    values: &'static str,
    about: &'static str,
    globals: Globals,
    profile: Option<String>,
}

/// The things that a member may name, as far as the service says so in time.
pub(crate) fn find(
    program: &'static Program,
    session: &Session,
    command: &Command,
    member: &str,
    before: &[&str],
    patience: Duration,
) -> Vec<Thing> {
    let Some(question) = question(program, session, command, member, before) else { return Vec::new() };
    let is_off = session.again(session.dialect(), question.profile.as_deref()).value(SETTING);
    if is_off.ok().flatten().as_deref() == Some("off") {
        return Vec::new();
    }
    let place = cache::place(session, program.name, &question.key(session));
    if let Some(things) = place.as_ref().and_then(cache::Place::read) {
        return things;
    }
    let (found, dialect) = (Handover::default(), session.dialect());
    let giver = found.clone();
    // Whoever does not answer in time is left alone; the thread ends with the process.
    let started = threads::start("completion", Box::new(move || giver.give(ask::things(&question, dialect))));
    let things = started.ok().and_then(|_| found.take(Some(patience))).flatten().unwrap_or_default();
    if let Some(place) = place {
        place.write(&things);
    }
    things
}

/// What to ask for a member, if all is known that is needed for it.
fn question(
    program: &'static Program,
    session: &Session,
    command: &Command,
    member: &str,
    before: &[&str],
) -> Option<Question> {
    let row = row(program, command.operation.name, member)?;
    let [lists, parameters, given, values, about] = row;
    let operation = program.service.operation(lists)?;
    let Value::Map(mut parameters) = json::parse(parameters).ok()? else { return None };
    for pair in given.split(',').filter(|pair| !pair.is_empty()) {
        let (theirs, ours) = pair.split_once('=')?;
        parameters.insert(theirs, Value::from(value_of(command, ours, before)?));
    }
    let globals = globals(program, session, before);
    let profile = globals.profile.clone();
    Some(Question { program, operation, parameters, values, about, globals, profile })
}

/// The row of the table for a member: the operation's own, or the one for all. An operation does not complete what itself
/// would have to list.
fn row(program: &Program, operation: &str, member: &str) -> Option<[&'static str; 5]> {
    let mut texts = program.resources.iter();
    let mut found: Option<(bool, [&str; 5])> = None;
    while let (Some(of), Some(name)) = (texts.next(), texts.next()) {
        let row = [(); 5].map(|()| texts.next().unwrap_or_default());
        let is_own = of == operation;
        if name == member && (is_own || (of == "*" && found.is_none_or(|(own, _)| !own))) {
            found = Some((is_own, row));
        }
    }
    found.map(|(_, row)| row).filter(|row| !row[0].is_empty())
}

/// What the words say for another member of the command.
fn value_of(command: &Command, member: &str, before: &[&str]) -> Option<String> {
    let index = command.operation.input_shape()?.members().iter().position(|known| known.name() == member)?;
    let option = format!("--{}", command.options().get(index)?);
    let mut words = before.iter();
    let mut value = None;
    while let Some(word) = words.next() {
        match word.strip_prefix(option.as_str()) {
            Some("") => value = words.next().map(|word| (*word).to_owned()),
            Some(rest) if rest.starts_with('=') => value = Some(rest[1..].to_owned()),
            _ => {}
        }
    }
    value.filter(|value| !value.is_empty())
}

/// The global options among the words that say whom to ask and as whom.
fn globals(program: &'static Program, session: &Session, before: &[&str]) -> Globals {
    const ONE: [&str; 4] = ["--profile", "--region", "--endpoint-url", "--ca-bundle"];
    const NONE: [&str; 2] = ["--no-verify-ssl", "--no-sign-request"];
    let mut kept = Vec::new();
    let mut words = before.iter();
    while let Some(word) = words.next() {
        let name = word.split_once('=').map_or(*word, |(name, _)| name);
        if ONE.contains(&name) {
            kept.push((*word).to_owned());
            kept.extend(words.next().filter(|_| name == *word).map(|value| (*value).to_owned()));
        } else if NONE.contains(&name) {
            kept.push((*word).to_owned());
        }
    }
    match args::first(program, session.dialect(), kept) {
        Ok(First::Globals(globals, _)) => *globals,
        _ => Globals::default(),
    }
}

impl Question {
    /// What the answer depends on.
    fn key(&self, session: &Session) -> String {
        let set = |name: &str| session.env(name).unwrap_or_default();
        let given =
            [&self.globals.region, &self.globals.endpoint_url].map(|value| value.clone().unwrap_or_default());
        let profile = self.profile.clone().unwrap_or_else(|| session.profile().to_owned());
        let variables =
            ["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_CONFIG_FILE"];
        let parameters = json::to_string(&Value::Map(self.parameters.clone()), json::Layout::Wire);
        let mut parts = [self.operation.name, self.values, &parameters, &profile].map(str::to_owned).to_vec();
        parts.extend(given);
        parts.extend(variables.map(set));
        parts.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::PROGRAM;

    #[test]
    fn rows_of_an_operation_win_over_those_of_all() {
        let row = |operation, member| row(&PROGRAM, operation, member).map(|row| row[0]);
        assert_eq!(row("PutThing", "ThingId"), Some("ListThings"));
        assert_eq!(row("MakeThing", "Token"), None);
        assert_eq!(row("PutThing", "Size"), None);
    }

    #[test]
    fn values_are_those_of_the_last_option() {
        let Some(command) = PROGRAM.command("put-thing") else { return };
        let of = |before: &[&str]| value_of(command, "ThingId", before);
        assert_eq!(of(&["put-thing", "--thing-id", "a", "--thing-id=b"]).as_deref(), Some("b"));
        assert_eq!(of(&["put-thing", "--thing-id-x", "a"]), None);
        assert_eq!(of(&["put-thing", "--thing-id="]), None);
    }
}
