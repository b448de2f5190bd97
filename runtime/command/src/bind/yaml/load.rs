//! Events of the parser to one value.

use std::collections::HashMap;
use std::fmt;
use std::iter::Peekable;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use saphyr_parser::{Event, Parser, ScalarStyle, Span, StrInput, Tag};

use super::plain::{float, integer, plain};
use rt::json::{Layout, to_string};
use rt::value::{Map, Value};

/// Nesting beyond this is an error, so that hostile input cannot exhaust the stack.
const MAX_DEPTH: usize = 256;

/// Nodes beyond this, aliases written out, are an error, so that hostile input cannot exhaust memory.
const MAX_NODES: usize = 1_000_000;

/// A text that is not YAML, or more than one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct YamlError {
    message: String,
}

impl fmt::Display for YamlError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for YamlError {}

fn error(message: impl Into<String>) -> YamlError {
    YamlError { message: message.into() }
}

/// Reads a text that holds one YAML document, or none, which is null.
///
/// # Errors
/// [`YamlError`] in words.
pub(crate) fn parse(text: &str) -> Result<Value, YamlError> {
    let events = Parser::new_from_str(text).peekable();
    Loader { events, anchors: HashMap::new(), depth: 0, nodes: 0 }.document()
}

struct Loader<'a> {
    events: Peekable<Parser<'a, StrInput<'a>>>,
    anchors: HashMap<usize, (Value, usize)>,
    depth: usize,
    nodes: usize,
}

impl<'a> Loader<'a> {
    fn next(&mut self) -> Result<Event<'a>, YamlError> {
        match self.events.next() {
            Some(Ok((event, _))) => Ok(event),
            Some(Err(scan)) => Err(error(scan.to_string())),
            None => Ok(Event::StreamEnd),
        }
    }

    fn peek(&mut self) -> Option<&Event<'a>> {
        let known: Option<&Result<(Event<'a>, Span), _>> = self.events.peek();
        known.and_then(|event| event.as_ref().ok()).map(|(event, _)| event)
    }

    fn document(&mut self) -> Result<Value, YamlError> {
        let mut document = None;
        loop {
            match self.next()? {
                Event::StreamEnd => return Ok(document.unwrap_or_default()),
                Event::StreamStart | Event::Nothing | Event::DocumentEnd => {}
                Event::DocumentStart(_) if document.is_some() => return Err(error("more than one document")),
                Event::DocumentStart(_) => {
                    let first = self.next()?;
                    document = Some(self.node(first)?);
                }
                _ => return Err(error("content outside of a document")),
            }
        }
    }

    fn node(&mut self, event: Event<'a>) -> Result<Value, YamlError> {
        let before = self.nodes;
        self.count(1)?;
        let (value, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => (scalar(&text, style, tag.as_deref())?, anchor),
            Event::SequenceStart(anchor, tag) => {
                collection_tag(tag.as_deref(), "seq")?;
                (self.nested(Self::sequence)?, anchor)
            }
            Event::MappingStart(anchor, tag) => {
                collection_tag(tag.as_deref(), "map")?;
                (self.nested(Self::mapping)?, anchor)
            }
            Event::Alias(anchor) => {
                let (value, nodes) = self.anchors.get(&anchor).ok_or_else(|| error("unknown alias"))?.clone();
                self.count(nodes)?;
                return Ok(value);
            }
            _ => return Err(error("unexpected end of a document")),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, (value.clone(), self.nodes - before));
        }
        Ok(value)
    }

    fn count(&mut self, nodes: usize) -> Result<(), YamlError> {
        self.nodes += nodes;
        if self.nodes > MAX_NODES { Err(error("too many nodes")) } else { Ok(()) }
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Value, YamlError>) -> Result<Value, YamlError> {
        if self.depth == MAX_DEPTH {
            return Err(error("too deep"));
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn sequence(&mut self) -> Result<Value, YamlError> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                Event::SequenceEnd => return Ok(Value::List(items)),
                event => items.push(self.node(event)?),
            }
        }
    }

    fn mapping(&mut self) -> Result<Value, YamlError> {
        let mut map = Map::new();
        let mut merged = Vec::new();
        loop {
            let is_merge =
                matches!(self.peek(), Some(Event::Scalar(text, ScalarStyle::Plain, ..)) if text == "<<");
            let key = match self.next()? {
                Event::MappingEnd => break,
                event => key(&self.node(event)?),
            };
            let event = self.next()?;
            let value = self.node(event)?;
            if is_merge {
                merged.push(value);
            } else if map.insert(key.as_str(), value).is_some() {
                return Err(error(format!("repeated key {key}")));
            }
        }
        for value in merged {
            merge(&mut map, value)?;
        }
        Ok(Value::Map(map))
    }
}

/// Adds what `<<` points at where the map does not say otherwise.
fn merge(map: &mut Map, value: Value) -> Result<(), YamlError> {
    match value {
        Value::Map(other) => {
            for (key, value) in other {
                if !map.contains_key(&key) {
                    map.insert(key, value);
                }
            }
            Ok(())
        }
        Value::List(others) => others.into_iter().try_for_each(|other| merge(map, other)),
        _ => Err(error("<< wants a map")),
    }
}

fn key(value: &Value) -> String {
    value.as_str().map_or_else(|| to_string(value, Layout::Wire), str::to_owned)
}

fn collection_tag(tag: Option<&Tag>, expected: &str) -> Result<(), YamlError> {
    match tag {
        None => Ok(()),
        Some(tag) if tag.is_yaml_core_schema() && tag.suffix == expected => Ok(()),
        Some(tag) => Err(error(format!("unknown tag {}{}", tag.handle, tag.suffix))),
    }
}

fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Value, YamlError> {
    let Some(tag) = tag else {
        return Ok(if style == ScalarStyle::Plain { plain(text) } else { Value::from(text) });
    };
    if tag.handle == "!" && tag.suffix.is_empty() {
        return Ok(Value::from(text));
    }
    let known = if tag.is_yaml_core_schema() { tag.suffix.as_str() } else { "" };
    let value = match known {
        "str" => Some(Value::from(text)),
        "binary" => binary(text).map(Value::Bytes),
        "int" => integer(text).map(Value::Number),
        "float" => float(text).or_else(|| integer(text).map(|n| n.as_f64())).map(Value::from),
        "null" => Some(Value::Null),
        "bool" | "timestamp" => Some(plain(text)).filter(|v| v.as_str().is_none()),
        _ => None,
    };
    value.ok_or_else(|| error(format!("not of type {}{}: {text}", tag.handle, tag.suffix)))
}

fn binary(text: &str) -> Option<Vec<u8>> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    STANDARD.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Result<String, String> {
        parse(text).map(|v| to_string(&v, Layout::Wire)).map_err(|e| e.to_string())
    }

    #[test]
    fn documents() {
        let cases = [
            ("a: 1\nb: [x, 'y', {c: d}]\n", r#"{"a": 1, "b": ["x", "y", {"c": "d"}]}"#),
            ("- ON\n- \"1\"\n- |\n  x\n  y\n", r#"["ON", "1", "x\ny\n"]"#),
            (
                "a: &x {b: 1}\nc: *x\nd: {<<: *x, e: 2}",
                r#"{"a": {"b": 1}, "c": {"b": 1}, "d": {"e": 2, "b": 1}}"#,
            ),
            ("{\"a\": null, 1: !!str 2}", r#"{"a": null, "1": "2"}"#),
            ("!!binary aGk=", r#""aGk=""#),
            ("", "null"),
            ("# nothing\n", "null"),
        ];
        for (text, expected) in cases {
            assert_eq!(json(text).as_deref(), Ok(expected), "{text}");
        }
        assert_eq!(parse("!!binary aGk=").ok(), Some(Value::Bytes(b"hi".to_vec())));
    }

    #[test]
    fn errors() {
        for text in ["a: b: c", "a: 1\na: 2", "--- 1\n--- 2", "!x y", "[", "*nope", "!!int x"] {
            assert!(json(text).is_err(), "{text}");
        }
    }

    #[test]
    fn size_is_bounded() {
        assert!(json(&"[".repeat(10_000)).is_err());
        let mut bomb = "a0: &a0 [x]\n".to_owned();
        for i in 1..30 {
            bomb += &format!("a{i}: &a{i} [*a{}, *a{}]\n", i - 1, i - 1);
        }
        assert_eq!(json(&bomb), Err("too many nodes".to_owned()));
    }
}
