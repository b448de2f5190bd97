//! One request to the service, and what of its reply is wanted.

use super::{Question, Thing};
use crate::call::client::{Timeouts, connect};
use crate::locale;
use crate::settings::Settings;
use rt::Source;
use rt::config::Session;
use rt::dialect::Dialect;
use rt::internals::jmespath::Expression;
use rt::value::Value;

/// No connection is worth more.
const TIMEOUTS: Timeouts = Timeouts { connect: Some(2), read: Some(2) };

/// The things on the first page; nothing if anything fails.
pub(super) fn things(question: &Question, dialect: &'static Dialect) -> Option<Vec<Thing>> {
    let surroundings = Session::new(locale::environment(), dialect, question.profile.as_deref()).unattended();
    let settings = Settings::new(&surroundings, dialect, question.globals.clone());
    let (service, operation) = (question.program.service, question.operation);
    let client = connect(service, operation, &settings, TIMEOUTS, &question.parameters).ok()?;
    let reply = client.send(operation, Source::Values(&question.parameters)).ok()?;
    let value = reply.values(service, operation, client.config().read_timeout).ok()?;
    let values = texts(question.values, &value)?;
    let abouts = texts(question.about, &value).unwrap_or_default();
    // Lists leave out what is not there: of different lengths nobody knows which belong together.
    let belong = abouts.len() == values.len();
    let mut things = Vec::new();
    for (at, value) in values.into_iter().enumerate() {
        if is_plain(&value) {
            things.push((value, if belong { shown(&abouts[at]) } else { String::new() }));
        }
    }
    Some(things)
}

fn texts(expression: &str, value: &Value) -> Option<Vec<String>> {
    let Value::List(items) = Expression::compile(expression).ok()?.search(value).ok()? else { return None };
    let mut texts = Vec::new();
    for item in &items {
        texts.push(item.as_str()?.to_owned());
    }
    Some(texts)
}

/// A value that a shell can take: whoever names things may write anything.
fn is_plain(value: &str) -> bool {
    !value.is_empty() && !value.chars().any(char::is_control)
}

/// A text for one line of a terminal.
fn shown(about: &str) -> String {
    about.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
