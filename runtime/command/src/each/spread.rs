//! Records through `--map`: what an expression makes of each.
//!
//! A map is a request, a list of maps several, null or false none. Where a member wants one plain value and the map has a
//! list of them, each is a request of its own: `{GroupName: GroupName, Username: Reply[].Username}`.

use std::sync::Arc;

use super::fields::Fields;
use super::item::Item;
use super::records::Record;
use rt::internals::jmespath::Expression;
use rt::value::{Map, Value};

/// The records of an input as requests to be.
pub(super) struct Spread {
    records: Box<dyn Iterator<Item = Record> + Send>,
    map: Option<Arc<Expression>>,
    fields: Fields,
    /// What the last record made, and is not given yet.
    waiting: std::vec::IntoIter<Item>,
}

impl Spread {
    pub(super) fn new(
        records: Box<dyn Iterator<Item = Record> + Send>,
        map: Option<Arc<Expression>>,
        fields: Fields,
    ) -> Spread {
        Spread { records, map, fields, waiting: Vec::new().into_iter() }
    }

    fn items(&self, record: Record) -> Vec<Item> {
        let line = record.line;
        let made = match (&self.map, record.map) {
            (Some(map), Ok(fields)) => map
                .take(Value::Map(fields))
                .map_err(|error| error.to_string())
                .and_then(|made| self.maps(made)),
            (None, Ok(fields)) => Ok(vec![fields]),
            (_, Err(reason)) => Err(reason),
        };
        match made {
            Ok(maps) => maps.into_iter().map(|fields| Item { line, fields: Ok(fields) }).collect(),
            Err(reason) => vec![Item { line, fields: Err(reason) }],
        }
    }

    fn maps(&self, made: Value) -> Result<Vec<Map>, String> {
        match made {
            Value::Null | Value::Bool(false) => Ok(Vec::new()),
            Value::Map(map) => self.each_value(map),
            Value::List(items) => {
                let mut maps = Vec::new();
                for item in items {
                    maps.extend(self.maps(item)?);
                }
                Ok(maps)
            }
            _ => Err("--map makes neither a map of parameters nor a list of such".to_owned()),
        }
    }

    /// A map for each value of a list that stands where one value is wanted.
    fn each_value(&self, map: Map) -> Result<Vec<Map>, String> {
        let is_list =
            |name: &str, value: &Value| self.fields.is_scalar(name) && matches!(value, Value::List(_));
        let lists: Vec<String> = map
            .iter()
            .filter(|(name, value)| is_list(name, value))
            .map(|(name, _)| name.to_owned())
            .collect();
        let name = match lists.as_slice() {
            [] => return Ok(vec![map]),
            [name] => name,
            several => return Err(format!("--map makes a list of more than one of {}", several.join(", "))),
        };
        let with = |value: &Value| {
            let mut map = map.clone();
            map.insert(name.as_str(), value.clone());
            map
        };
        Ok(map.get(name).and_then(Value::as_list).unwrap_or_default().iter().map(with).collect())
    }
}

impl Iterator for Spread {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.waiting.next() {
                return Some(item);
            }
            let record = self.records.next()?;
            self.waiting = self.items(record).into_iter();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::PROGRAM;
    use rt::json::{Layout, parse, to_string};

    fn made(map: Option<&str>, record: &str) -> Vec<String> {
        let map = map.map(|text| Arc::new(Expression::compile(text).unwrap()));
        let fields = Fields::new(PROGRAM.command("put-thing").unwrap());
        let record = Record { line: 7, map: Ok(parse(record).unwrap().as_map().cloned().unwrap()) };
        let spread = Spread::new(Box::new(std::iter::once(record)), map, fields);
        let text = |item: Item| match item.fields {
            Ok(fields) => to_string(&Value::Map(fields), Layout::Line),
            Err(reason) => format!("! {reason}"),
        };
        spread.map(text).collect()
    }

    #[test]
    fn expressions_make_requests() {
        let record = r#"{"Id": "g", "On": false, "Reply": {"Users": [{"N": "a"}, {"N": "b"}]}}"#;
        let cases: [(&str, &[&str]); 8] = [
            ("{ThingId: Id}", &[r#"{"ThingId": "g"}"#]),
            (
                "{ThingId: Reply.Users[].N, Size: `1`}",
                &[r#"{"ThingId": "a", "Size": 1}"#, r#"{"ThingId": "b", "Size": 1}"#],
            ),
            ("{ThingId: Id, Names: Reply.Users[].N}", &[r#"{"ThingId": "g", "Names": ["a", "b"]}"#]),
            ("Reply.Users[].{thing: N}", &[r#"{"thing": "a"}"#, r#"{"thing": "b"}"#]),
            ("[@][?On].{ThingId: Id}", &[]),
            ("On && {ThingId: Id}", &[]),
            ("Id", &["! --map makes neither a map of parameters nor a list of such"]),
            (
                "{ThingId: Reply.Users[].N, Size: [`1`, `2`]}",
                &["! --map makes a list of more than one of ThingId, Size"],
            ),
        ];
        for (map, expected) in cases {
            assert_eq!(made(Some(map), record), expected, "{map}");
        }
        assert_eq!(made(None, r#"{"a": 1}"#), [r#"{"a": 1}"#]);
    }
}
