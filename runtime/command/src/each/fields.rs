//! Names and values of a record to a request's parameters.
//!
//! A name is that of an option, with dashes or without, or that of a member. `UserAttributes.email` is the value of that
//! name in a list of name-and-value pairs. Text for what is no text is read as on the command line, but it points at
//! no file and asks nothing: records are data of others.

use crate::Command;
use crate::args::members;
use crate::bind::Binder;
use crate::output::is_pair_list;
use crate::report::failure::{Failure, Kind as FailureKind};
use rt::dialect::Dialect;
use rt::internals::shell;
use rt::json;
use rt::schema::{Kind, Member, Members, Shape};
use rt::value::{Map, Value};

/// What names may stand in records of a command.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    command: &'static Command,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place<'n> {
    Member(usize),
    /// A name in a list of pairs.
    Pair(usize, &'n str),
}

impl Fields {
    pub(super) fn new(command: &'static Command) -> Fields {
        Fields { command }
    }

    fn members(&self) -> Members {
        members(self.command)
    }

    /// The members with the names of their options.
    fn options(&self) -> impl Iterator<Item = (Member, &'static str)> {
        self.members().iter().zip(self.command.options().iter())
    }

    fn index(&self, name: &str) -> Option<usize> {
        let option = name.strip_prefix("--").unwrap_or(name);
        self.options().position(|(member, word)| member.name() == name || word == option)
    }

    fn place<'n>(&self, name: &'n str) -> Option<Place<'n>> {
        let pair = || {
            let (list, key) = name.split_once('.')?;
            let index = self.index(list).filter(|index| is_pair_list(self.members().at(*index).shape()))?;
            Some(Place::Pair(index, key))
        };
        self.index(name).map(Place::Member).or_else(pair)
    }

    /// Whether a name is that of a member that holds one plain value.
    pub(super) fn is_scalar(&self, name: &str) -> bool {
        self.index(name).is_some_and(|index| self.members().at(index).shape().is_scalar())
    }

    /// Fails if names mean nothing to the command, or two the same.
    pub(super) fn check(&self, names: &[String]) -> Result<(), String> {
        let unknown: Vec<&str> =
            names.iter().filter(|name| self.place(name).is_none()).map(String::as_str).collect();
        if !unknown.is_empty() {
            let known: Vec<&str> = self.options().map(|(_, word)| word).collect();
            return Err(format!(
                "the command has no option or member of these names: {}. It has: {}. `--map` makes others of them.",
                unknown.join(", "),
                known.join(", "),
            ));
        }
        let places: Vec<Option<Place<'_>>> = names.iter().map(|name| self.place(name)).collect();
        let repeated =
            (0..places.len()).find_map(|at| Some((places[..at].iter().position(|p| *p == places[at])?, at)));
        match repeated {
            Some((one, other)) => Err(format!("{} and {} are the same option", names[one], names[other])),
            None => Ok(()),
        }
    }

    /// The parameters that a record makes.
    pub(super) fn parameters(&self, record: &Map, dialect: &'static Dialect) -> Result<Map, Failure> {
        let names: Vec<String> = record
            .iter()
            .filter(|(_, value)| **value != Value::Null)
            .map(|(name, _)| name.to_owned())
            .collect();
        self.check(&names).map_err(|reason| Failure::new(FailureKind::Parameter, reason))?;
        let binder = Binder::literal(dialect);
        let mut parameters = Map::new();
        for (name, value) in record.iter().filter(|(_, value)| **value != Value::Null) {
            match self.place(name) {
                Some(Place::Member(index)) => {
                    let member = self.members().at(index);
                    let value = read(&binder, name, value, member.shape())?;
                    add(&mut parameters, member.name(), value);
                }
                Some(Place::Pair(index, key)) => {
                    let member = self.members().at(index);
                    add(&mut parameters, member.name(), Value::List(vec![pair(member.shape(), key, value)]));
                }
                None => {}
            }
        }
        Ok(parameters)
    }

    /// The members of a record that say which one it is: those that are required, else all; plain values that are no
    /// secrets.
    pub(super) fn identifying(&self, record: &Map) -> Map {
        let found = |name: &str| {
            let member = self.members().at(self.index(name)?);
            let is_secret = member.shape().secret() || member.sensitive();
            (member.shape().is_scalar() && !is_secret).then_some(member)
        };
        let all: Vec<(Member, &Value)> =
            record.iter().filter_map(|(name, value)| Some((found(name)?, value))).collect();
        let has_required = all.iter().any(|(member, _)| member.required());
        let chosen = all.into_iter().filter(|(member, _)| member.required() || !has_required);
        chosen.map(|(member, value)| (member.name(), value.clone())).collect()
    }
}

/// Adds a value; lists of the same member are joined.
fn add(parameters: &mut Map, name: &'static str, value: Value) {
    match (parameters.get_mut(name), value) {
        (Some(Value::List(items)), Value::List(more)) => items.extend(more),
        (_, value) => drop(parameters.insert(name, value)),
    }
}

/// An item of a list of pairs; its members in the shape's order.
fn pair(list: Shape, key: &str, value: &Value) -> Value {
    let Kind::List(item) = list.kind() else { return Value::Null };
    let of = |name: &str| if name == "Value" { value.clone() } else { Value::from(key) };
    Value::Map(item.members().iter().map(|member| (member.name(), of(member.name()))).collect())
}

/// A value of a record for a member of this shape.
fn read(binder: &Binder<'_>, name: &str, value: &Value, shape: Shape) -> Result<Value, Failure> {
    let Value::String(text) = value else { return Ok(value.clone()) };
    match shape.kind() {
        Kind::String | Kind::Enum(_) | Kind::Timestamp(_) | Kind::Blob => Ok(value.clone()),
        Kind::Document => Ok(json::parse(text).unwrap_or_else(|_| value.clone())),
        Kind::Boolean => match text.to_lowercase().as_str() {
            "true" => Ok(Value::Bool(true)),
            "false" => Ok(Value::Bool(false)),
            _ => Err(Failure::parsing(name, "true or false is expected")),
        },
        Kind::List(_) if !text.trim_start().starts_with('[') => binder.value(name, shell::split(text), shape),
        _ => binder.value(name, vec![text.clone()], shape),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::PROGRAM;
    use rt::dialect::V2;
    use rt::json::{Layout, parse, to_string};

    fn fields() -> Fields {
        Fields::new(PROGRAM.command("put-thing").unwrap())
    }

    fn read(record: &str) -> Result<String, String> {
        let record = parse(record).unwrap().as_map().cloned().unwrap();
        let parameters = fields().parameters(&record, &V2).map_err(|failure| failure.message)?;
        Ok(to_string(&Value::Map(parameters), Layout::Line))
    }

    #[test]
    fn names_are_options_or_members_and_text_is_read_as_words() {
        let cases = [
            (
                r#"{"thing-id": "a", "--size": "3", "Enabled": "TRUE"}"#,
                r#"{"ThingId": "a", "Size": 3, "Enabled": true}"#,
            ),
            (r#"{"names": "a 'b c'"}"#, r#"{"Names": ["a", "b c"]}"#),
            (
                r#"{"names": "[\"a\"]", "tags": "k=v,l=w"}"#,
                r#"{"Names": ["a"], "Tags": {"k": "v", "l": "w"}}"#,
            ),
            (
                r#"{"Attributes": "Name=a,Value=b Name=c", "Attribute": "{\"Name\": \"x\"}"}"#,
                r#"{"Attributes": [{"Name": "a", "Value": "b"}, {"Name": "c"}], "Attribute": {"Name": "x"}}"#,
            ),
            (
                r#"{"Attributes.email": "a@b", "attributes.custom:n": "1", "Size": null}"#,
                r#"{"Attributes": [{"Name": "email", "Value": "a@b"}, {"Name": "custom:n", "Value": "1"}]}"#,
            ),
            (
                r#"{"Attributes": [{"Name": "a"}], "Settings": {"a": [1]}}"#,
                r#"{"Attributes": [{"Name": "a"}], "Settings": {"a": [1]}}"#,
            ),
        ];
        for (record, expected) in cases {
            assert_eq!(read(record).as_deref(), Ok(expected), "{record}");
        }
    }

    #[test]
    fn records_point_at_no_files_and_ask_nothing() {
        for text in ["file:///etc/passwd", "fileb://x", "prompt://", "@=file:///etc/passwd"] {
            assert_eq!(
                read(&format!(r#"{{"thing-id": "{text}"}}"#)),
                Ok(format!(r#"{{"ThingId": "{text}"}}"#))
            );
        }
        let inside = read(r#"{"tags": "k@=file:///etc/passwd"}"#);
        assert!(!inside.clone().is_ok_and(|text| text.contains("root")), "{inside:?}");
    }

    #[test]
    fn what_the_command_does_not_know_is_named() {
        let error = read(r#"{"ThingId": "a", "Colour": "RED", "Names.x": "y"}"#).unwrap_err();
        assert!(
            error.starts_with(
                "the command has no option or member of these names: Colour, Names.x. It has: thing-id,"
            ),
            "{error}"
        );
        assert_eq!(
            read(r#"{"ThingId": "a", "thing-id": "b"}"#),
            Err("ThingId and thing-id are the same option".to_owned())
        );
        assert!(read(r#"{"Enabled": "yes"}"#).is_err_and(|e| e.contains("true or false")));
        assert!(read(r#"{"Size": "many"}"#).is_err());
    }

    #[test]
    fn required_members_tell_which_record_it_is() {
        let record = parse(r#"{"size": 1, "ThingId": "a", "Names": ["b"]}"#).unwrap();
        let identity = |record: &Value| {
            to_string(&Value::Map(fields().identifying(record.as_map().unwrap())), Layout::Line)
        };
        assert_eq!(identity(&record), r#"{"ThingId": "a"}"#);
        assert_eq!(identity(&parse(r#"{"size": 1, "Names": ["b"]}"#).unwrap()), r#"{"Size": 1}"#);
    }
}
