//! When operations and members of requests came and went, out of the models of many versions.
//!
//! In: each version's name, its day, and the text of its model. Out: `history.json`, names alone. What the first version has
//! may have been there before.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::error::Result;
use crate::model::{Kind, Model, Operation};
use crate::name::Name;
use crate::parse;

/// A version of a service's model.
#[derive(Clone, Copy, Debug)]
pub struct Version<'a> {
    /// What it is called.
    pub name: &'a str,
    /// When it was published, `YYYY-MM-DD`.
    pub date: &'a str,
    /// Its `service-2.json`.
    pub service: &'a str,
}

/// Members of requests, by operation.
type Requests = BTreeMap<String, BTreeSet<String>>;

/// The history of these versions, the oldest first; `source` is what the versions are versions of.
///
/// # Errors
/// The first thing in a model that is not understood.
pub fn history(source: &str, versions: &[Version<'_>]) -> Result<Value> {
    let mut stages = Map::new();
    let mut before: Option<Requests> = None;
    for version in versions {
        let now = requests(&parse::service::parse(version.service)?);
        let stage = before.as_ref().map_or(Some(Map::new()), |before| changed(before, &now));
        if let Some(mut stage) = stage {
            stage.shift_insert(0, "date".into(), version.date.into());
            stages.insert(version.name.to_owned(), stage.into());
        }
        before = Some(now);
    }
    Ok(json!({ "source": source, "versions": stages }))
}

fn requests(model: &Model) -> Requests {
    let members = |shape: &Name| match model.shapes.get(&**shape).map(|shape| &shape.kind) {
        Some(Kind::Structure(structure)) => structure.members.keys().map(|name| name.to_string()).collect(),
        _ => BTreeSet::new(),
    };
    let operations = model.operations.iter();
    let one = |(name, operation): (&Name, &Operation)| {
        let members = operation.input.as_ref().map(members).unwrap_or_default();
        (name.to_string(), members)
    };
    operations.map(one).collect()
}

/// What is different; `None` if nothing is.
fn changed(before: &Requests, now: &Requests) -> Option<Map<String, Value>> {
    let (came, went) = (beyond(now, before), beyond(before, now));
    let became: Map<String, Value> = went
        .iter()
        .filter_map(|old| Some((old.clone(), successor(before.get(old)?, now, &came)?.into())))
        .collect();
    let lists = [("came", json!(came)), ("went", json!(went)), ("became", became.into())];
    let is_empty = |value: &Value| value.as_array().is_some_and(Vec::is_empty) || *value == json!({});
    let stage: Map<String, Value> = lists
        .into_iter()
        .filter(|(_, value)| !is_empty(value))
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    (!stage.is_empty()).then_some(stage)
}

/// Operations that only the first has, and members of those that both have.
fn beyond(one: &Requests, other: &Requests) -> Vec<String> {
    let mut out = Vec::new();
    for (operation, members) in one {
        match other.get(operation) {
            None => out.push(operation.clone()),
            Some(known) => {
                out.extend(members.difference(known).map(|member| format!("{operation}.{member}")))
            }
        }
    }
    out
}

/// The one operation that came with the same request as that of one that went.
fn successor(members: &BTreeSet<String>, now: &Requests, came: &[String]) -> Option<String> {
    let mut same = came.iter().filter(|name| now.get(*name).is_some_and(|new| new == members));
    let found = same.next().filter(|_| !members.is_empty())?;
    same.next().is_none().then(|| found.clone())
}
