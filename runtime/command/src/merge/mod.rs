//! `--merge`: an update that starts from what is there.
//!
//! In: what was given for an update, and its pair. It reads the present state, lays what was given over it, shows the difference,
//! asks where somebody can answer, reads once more, and sends the whole. It never sends what would change nothing, nor over
//! what somebody else has changed in between.

mod difference;
mod lay;
mod present;

use std::io::{self, IsTerminal as _, Write as _};

use crate::Command;
use crate::args::Merge;
use crate::ask;
use crate::bind::reuse::{left_out, refused};
use crate::call::Call;
use crate::report::failure::Failure;
use crate::show::dry_run::Form;
use crate::show::page;
use crate::table::Pair;
use difference::Change;
use present::Present;
use rt::internals::os;
use rt::json::{self, Layout};
use rt::schema::Shape;
use rt::value::{Map, Value};

/// Sentences about what is not sent.
struct Notes(Vec<String>);

impl Notes {
    fn left_out(&mut self, taken: Vec<(&'static str, &'static str)>) {
        self.0.extend(left_out(taken));
    }
}

/// An update that is to start from what is there.
pub(crate) struct Update<'a> {
    pub(crate) command: &'static Command,
    pub(crate) pair: &'static Pair,
    pub(crate) call: &'a Call<'a>,
    pub(crate) merge: Merge,
    /// Whether nobody is asked.
    pub(crate) yes: bool,
    /// In which form the request is shown instead of sent.
    pub(crate) dry_run: Option<Form>,
    pub(crate) color: bool,
}

impl Update<'_> {
    /// Does it all.
    pub(crate) fn run(&self, given: Map) -> Result<(), Failure> {
        let shape = self.request();
        let given = self.call.caller.decoded(given)?;
        let present = self.read(&given)?;
        let (before, mut notes) = self.before(&present, &given);
        let mut merged = lay::over(&before, &given, shape, self.merge);
        notes.left_out(refused::take_out(&mut merged, &given, self.command.resent));
        let changes = difference::between(&before, &merged, shape);
        self.tell(&changes, &notes.0);
        if changes.is_empty() {
            return Ok(());
        }
        match self.dry_run {
            // Its form is the difference.
            Some(Form::Http) => return Ok(()),
            Some(form) => return page::print(&self.call.caller.shown(form, merged)?),
            None => self.ask()?,
        }
        self.unchanged(&present, &self.read(&given)?)?;
        self.call.once(merged)
    }

    fn request(&self) -> Shape {
        rt::shapes! {
            static NOTHING: Shape = Shape::new("Nothing", Kind::Structure(&[]));
        }
        self.command.operation.input_shape().unwrap_or(NOTHING)
    }

    fn read(&self, given: &Map) -> Result<Present, Failure> {
        let names = self.pair.identified_by.iter().filter_map(|name| Some((name, given.get(name)?.clone())));
        let reply = self.call.caller.of(self.pair.read.operation).send(names.collect())?;
        Ok(Present::new(self.pair, reply, self.request(), given))
    }

    /// What is there, as far as it can be sent back; sentences about the rest.
    fn before(&self, present: &Present, given: &Map) -> (Map, Notes) {
        let mut before = present.members.clone();
        let taken = refused::take_out(&mut before, &Map::new(), self.command.resent);
        let mut notes = Notes(Vec::new());
        if !present.unsent.is_empty() {
            notes.0.push(format!("Cannot be sent back: {}", present.unsent.join(", ")));
        }
        let untold = self.untold(given);
        if !untold.is_empty() {
            notes.0.push(format!("Not told by {}: {}", self.pair.read.name(), untold.join(", ")));
        }
        notes.left_out(taken);
        (before, notes)
    }

    /// Members of the update that the read does not tell, and nobody gave.
    fn untold(&self, given: &Map) -> Vec<&'static str> {
        let is_known = |name: &str| {
            self.pair.identified_by.iter().any(|known| known == name)
                || self.pair.carried().any(|(member, _)| member == name)
        };
        let members = self.request().members().iter();
        let rest = members.filter(|member| !member.idempotency_token() && !given.contains_key(member.name()));
        rest.map(|member| member.name()).filter(|name| !is_known(name)).collect()
    }

    /// Shows the difference, on standard error.
    fn tell(&self, changes: &[Change], notes: &[String]) {
        let (update, read) = (self.command.name(), self.pair.read.name());
        let notes: String = notes.iter().map(|note| format!("{note}\n")).collect();
        let text = match changes {
            [] => {
                format!("Nothing to change: {read} replies all that {update} is given. Nothing was sent.\n")
            }
            changes => {
                let lines = difference::lines(changes, self.color);
                format!("{update} changes what {read} replies:\n{lines}{notes}")
            }
        };
        let _ = io::stderr().write_all(os::shown(&text).as_bytes());
    }

    /// Asks the person at the terminal, if there is one.
    fn ask(&self) -> Result<(), Failure> {
        if self.yes || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return Ok(());
        }
        let answer = ask::line("Send this? [y/N] ")?;
        match answer.trim().to_lowercase().as_str() {
            "y" | "yes" => Ok(()),
            _ => Err(Failure::general("Nothing was sent.")),
        }
    }

    /// Fails if somebody else has changed the state between two reads.
    fn unchanged(&self, first: &Present, second: &Present) -> Result<(), Failure> {
        let shown = |value: &Option<Value>| {
            value
                .as_ref()
                .map_or_else(|| "not there".to_owned(), |value| json::to_string(value, Layout::Wire))
        };
        let how = if first.changed.is_some() || second.changed.is_some() {
            let differs = first.changed != second.changed;
            let (one, other) = (shown(&first.changed), shown(&second.changed));
            differs.then(|| format!("{} was {one} and is {other}", self.pair.changed))
        } else {
            let changes = difference::between(&first.members, &second.members, self.request());
            changes.first().map(|change| format!("{} is not what it was", change.path))
        };
        match how {
            None => Ok(()),
            Some(how) => Err(Failure::general(format!(
                "Somebody else made a change in between: {how}. Nothing was sent; the same command again starts from \
                 what is there now."
            ))),
        }
    }
}
