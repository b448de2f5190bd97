//! A request out of what was read: `--input-from`.
//!
//! In: the text of any reply or request of the service, as JSON or YAML. Out: the members that the command knows, and the names
//! of what was left out. What options and input documents say stays.

pub(crate) mod fit;
pub(crate) mod refused;

mod source;

use crate::Command;
use crate::args::members;
use crate::report::failure::Failure;
use crate::table::Resent;
use fit::fit;
use rt::schema::Members;
use rt::value::{Map, Value};

/// Adds what a document says to parameters that were given. Out come sentences about what is left out.
pub(super) fn add(from: &str, command: &Command, parameters: &mut Map) -> Result<Vec<String>, Failure> {
    Ok(add_members(source::read(from)?, command, parameters))
}

/// The parameters that a document alone says; the error is the reason in words.
pub(crate) fn parameters(bytes: &[u8], command: &Command) -> Result<Map, String> {
    let mut parameters = Map::new();
    add_members(source::members(bytes)?, command, &mut parameters);
    Ok(parameters)
}

fn add_members(document: Map, command: &Command, parameters: &mut Map) -> Vec<String> {
    let resent = command.resent;
    let known = members(command);
    let mut left = Vec::new();
    let document = unwrapped(document, known, resent, &mut left);
    let given = parameters.clone();
    for (name, value) in renamed(document, known, resent) {
        match known.named(&name) {
            None if value == Value::Null => {}
            None => left.push(fit::step("", &name)),
            Some(member) if parameters.contains_key(member.name()) => {}
            Some(member) => {
                let fitting = fit(value, member.shape(), member.name(), &mut left);
                fitting.map(|value| parameters.insert(member.name(), value));
            }
        }
    }
    let taken = refused::take_out(parameters, &given, resent);
    let mut notes = left_out(taken);
    if !left.is_empty() {
        notes.insert(0, format!("Left out: {}", left.join(", ")));
    }
    notes
}

/// Sentences about what the service refuses: paths, and why.
pub(crate) fn left_out(taken: Vec<(&'static str, &'static str)>) -> Vec<String> {
    taken.iter().map(|(path, why)| format!("Left out: {path}. {}", why.replace('`', ""))).collect()
}

/// What stands in a reply's only structure, if the command knows nothing around it.
fn unwrapped(document: Map, known: Members, resent: Option<&Resent>, left: &mut Vec<String>) -> Map {
    let is_known = |name: &str| {
        known.named(name).is_some()
            || resent.is_some_and(|resent| resent.names().any(|(_, read)| read == name))
    };
    let is_map = |value: &Value| matches!(value, Value::Map(_));
    let structures = document.values().filter(|value| is_map(value)).count();
    if structures != 1 || document.keys().any(is_known) {
        return document;
    }
    let mut inner = Map::new();
    for (name, value) in document {
        match value {
            Value::Map(map) => inner = map,
            Value::Null => {}
            _ => left.push(fit::step("", &name)),
        }
    }
    inner
}

/// The document with members under the names that the command gives them.
fn renamed(mut document: Map, known: Members, resent: Option<&Resent>) -> Map {
    let Some(resent) = resent else { return document };
    for (member, read) in resent.names() {
        let is_free = !document.contains_key(member) && known.named(read).is_none();
        let Some(value) = document.get(read).filter(|_| is_free).cloned() else { continue };
        document.remove(read);
        document.insert(member, items(value, member, resent));
    }
    document
}

/// A list's items as the command takes them.
fn items(value: Value, member: &str, resent: &Resent) -> Value {
    let Value::List(mut items) = value else { return value };
    for rule in resent.items().filter(|rule| rule.member == member) {
        let text = |item: &Value| item.get(rule.item_member).and_then(Value::as_str).map(str::to_owned);
        if rule.skips {
            items.retain(|item| text(item).as_deref() != Some(rule.text));
            continue;
        }
        for item in &mut items {
            let Some(cut) = text(item).and_then(|text| text.strip_prefix(rule.text).map(str::to_owned))
            else {
                continue;
            };
            if let Value::Map(map) = item {
                map.insert(rule.item_member, cut.into());
            }
        }
    }
    Value::List(items)
}
