//! Shapes: what kind of value they are, which values an enum has, what is accepted.

use super::pairs::{Pairs, Uses};
use super::{Change, Level, members};
use crate::model::{Kind, Model, Shape};

/// What changes of shapes that operations of both models use.
pub(super) fn changes(old: &Model, new: &Model, pairs: &Pairs<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    for ((name, other), uses) in &pairs.all {
        let (Some(before), Some(after)) = (old.shapes.get(*name), new.shapes.get(*other)) else { continue };
        let mut notes = kind(before, after, uses);
        notes.extend(limits(before, after, uses));
        let has_type = |s: &Shape| match &s.kind {
            Kind::Structure(_) => true,
            Kind::String(values) => !values.is_empty(),
            _ => false,
        };
        // What has no type has no name that anybody could use; the place then says which two are compared.
        let place = match name == other || has_type(before) && has_type(after) {
            true => name.to_string(),
            false => format!("{name} → {other}"),
        };
        if name != other && has_type(before) && has_type(after) {
            notes.push((Level::SourceOnly, format!("is called {other}")));
        }
        if after.deprecated && !before.deprecated {
            notes.push((Level::Compatible, "is deprecated".to_owned()));
        }
        if before.sensitive != after.sensitive {
            let is = if after.sensitive { "is" } else { "is not" };
            notes.push((Level::Compatible, format!("{is} secret now")));
        }
        if before.error_code != after.error_code {
            notes.push((Level::Breaking, "has another code on the wire".to_owned()));
        }
        changes.extend(notes.into_iter().map(|(level, what)| uses.change(level, place.clone(), what)));
        if let (Kind::Structure(before), Kind::Structure(after)) = (&before.kind, &after.kind) {
            changes.extend(members::changes(name, before, after, uses));
        }
    }
    changes
}

type Note = (Level, String);

fn kind(old: &Shape, new: &Shape, uses: &Uses<'_>) -> Vec<Note> {
    match (&old.kind, &new.kind) {
        (Kind::String(old), Kind::String(new)) => values(old, new, uses),
        (Kind::Integer, Kind::Long) | (Kind::Float, Kind::Double) => {
            vec![(Level::SourceOnly, format!("is {} and was {}", word(&new.kind), word(&old.kind)))]
        }
        (Kind::Timestamp(before), Kind::Timestamp(after)) if before != after => {
            vec![(Level::Compatible, "is written in another form".to_owned())]
        }
        (Kind::Structure(before), Kind::Structure(after)) if before.union != after.union => {
            let what = if after.union { "is a union now" } else { "is no union any more" };
            vec![(if after.union { Level::Breaking } else { Level::SourceOnly }, what.to_owned())]
        }
        (a, b) if word(a) != word(b) => {
            vec![(Level::Breaking, format!("is {} and was {}", word(b), word(a)))]
        }
        _ => Vec::new(),
    }
}

/// Values of an enum. A text that becomes an enum, or the other way round, has another type.
fn values(old: &[String], new: &[String], uses: &Uses<'_>) -> Vec<Note> {
    match (old.is_empty(), new.is_empty()) {
        (true, true) => return Vec::new(),
        (true, false) => return vec![(Level::SourceOnly, "is an enum now".to_owned())],
        (false, true) => return vec![(Level::SourceOnly, "is no enum any more".to_owned())],
        (false, false) => {}
    }
    let gone = if uses.is_sent() { Level::Breaking } else { Level::SourceOnly };
    let lost =
        old.iter().filter(|v| !new.contains(v)).map(|v| (gone, format!("has no value {v:?} any more")));
    let added = new.iter().filter(|v| !old.contains(v));
    lost.chain(added.map(|v| (Level::Compatible, format!("has the value {v:?}")))).collect()
}

/// Lengths, ranges and patterns. Where callers write the values, what is narrower refuses what passed before; what
/// another pattern accepts cannot be told, and so the worse is assumed.
fn limits(old: &Shape, new: &Shape, uses: &Uses<'_>) -> Vec<Note> {
    let refuses = if uses.is_sent() { Level::Breaking } else { Level::Compatible };
    let mut notes = Vec::new();
    let mut range = |what: &str, old: Option<f64>, new: Option<f64>, narrower: bool| {
        let shown = |limit: Option<f64>| limit.map_or_else(|| "none".to_owned(), |limit| limit.to_string());
        if old != new {
            let level = if narrower { refuses } else { Level::Compatible };
            notes.push((level, format!("{what} is {}, and was {}", shown(new), shown(old))));
        }
    };
    let is_number = matches!(new.kind, Kind::Integer | Kind::Long | Kind::Float | Kind::Double);
    let none = if is_number { f64::NEG_INFINITY } else { 0.0 };
    let least = |limit: Option<f64>| limit.unwrap_or(none);
    let most = |limit: Option<f64>| limit.unwrap_or(f64::INFINITY);
    range("the least", old.min, new.min, least(new.min) > least(old.min));
    range("the most", old.max, new.max, most(new.max) < most(old.max));
    match (&old.pattern, &new.pattern) {
        (old, new) if old == new => {}
        (Some(_), None) => notes.push((Level::Compatible, "has no pattern any more".to_owned())),
        (None, Some(_)) => notes.push((refuses, "has a pattern now".to_owned())),
        (_, _) => notes.push((refuses, "has another pattern".to_owned())),
    }
    notes
}

fn word(kind: &Kind) -> &'static str {
    match kind {
        Kind::String(_) => "a string",
        Kind::Integer => "an integer",
        Kind::Long => "a long",
        Kind::Float => "a float",
        Kind::Double => "a double",
        Kind::Boolean => "a boolean",
        Kind::Timestamp(_) => "a timestamp",
        Kind::Blob => "a blob",
        Kind::Document => "a document",
        Kind::List(_) => "a list",
        Kind::Map(..) => "a map",
        Kind::Structure(_) => "a structure",
    }
}
