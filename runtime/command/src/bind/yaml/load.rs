//! Events of the parser to one value.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use granit_parser::{Event, Marker, Options, Parser, ScalarStyle, Tag};

use super::breaks::{self, BREAKS};
use super::error::YamlError;
use super::plain::{float, integer, plain};
use super::tabs;
use rt::json::{Layout, to_string};
use rt::value::{Map, Value};

/// Nesting beyond this is an error, so that hostile input cannot exhaust the stack.
const MAX_DEPTH: usize = 512;

/// What aliases stand for, written out, may have so many values and bytes, and beyond that as many bytes as
/// the text itself some times over: a text of one kilobyte can stand for more than any machine has.
const ALIASED_NODES: usize = 250_000;
const ALIASED_BYTES: usize = 32 << 20;
const ALIASED_TIMES: usize = 8;

fn error(message: impl Into<String>) -> YamlError {
    YamlError::Syntax(message.into())
}

/// Reads a text that holds one YAML document, or none, which is null.
///
/// # Errors
/// [`YamlError`] in words.
pub(crate) fn parse(text: &str) -> Result<Value, YamlError> {
    let indented;
    let events = match events(text) {
        Err(_) if text.contains(BREAKS) => {
            indented = breaks::indented(text);
            events(&indented)?
        }
        events => events?,
    };
    let most = ALIASED_BYTES.max(text.len().saturating_mul(ALIASED_TIMES));
    let budget = (ALIASED_NODES, most);
    Loader { events, at: 0, anchors: HashMap::new(), depth: 0, aliases: 0, budget }.document()
}

fn events(text: &str) -> Result<Vec<Event<'_>>, YamlError> {
    let has_breaks = text.contains(BREAKS);
    let has_tabs = text.contains('\t');
    let place = |mark: Marker| mark.byte_offset().unwrap_or(text.len());
    let mut covered = Vec::new();
    let events = Parser::new_from_str_with_options(text, options()).map(|event| {
        event.map(|(event, span)| {
            let source = place(span.start)..place(span.end);
            if has_tabs {
                covered.push(source.clone());
            }
            match event {
                Event::Scalar(_, ScalarStyle::Plain, anchor, tag) if span.is_empty() => {
                    Event::Scalar("".into(), ScalarStyle::Plain, anchor, tag)
                }
                Event::Scalar(read, ScalarStyle::SingleQuoted, anchor, tag) if has_breaks => {
                    let read = breaks::unquoted(&text[source]).map_or(read, Into::into);
                    Event::Scalar(read, ScalarStyle::SingleQuoted, anchor, tag)
                }
                event => event,
            }
        })
    });
    let events = events.collect::<Result<Vec<_>, _>>().map_err(|scan| error(scan.to_string()))?;
    if has_tabs && tabs::divide(text, events.iter().zip(&covered)) {
        return Err(error("a tab stands where only spaces may"));
    }
    Ok(events)
}

/// Nesting is bounded by what reads the events, which says so in its own words.
fn options() -> Options {
    let mut options = Options::default();
    (options.flow_nesting_limit, options.block_nesting_limit) = (usize::MAX, usize::MAX);
    options
}

struct Loader<'a> {
    events: Vec<Event<'a>>,
    /// The next event.
    at: usize,
    /// Where the events of an anchored node begin, once all of them are read: an alias reads them again.
    anchors: HashMap<usize, usize>,
    depth: usize,
    /// How many aliases this is inside of.
    aliases: usize,
    /// Values and bytes that aliases may still bring.
    budget: (usize, usize),
}

impl<'a> Loader<'a> {
    fn next(&mut self) -> Event<'a> {
        let event = self.events.get(self.at).cloned();
        self.at += 1;
        event.unwrap_or(Event::StreamEnd)
    }

    fn document(&mut self) -> Result<Value, YamlError> {
        let mut document = None;
        loop {
            match self.next() {
                Event::StreamEnd => return Ok(document.unwrap_or_default()),
                Event::StreamStart | Event::DocumentEnd => {}
                Event::DocumentStart(..) if document.is_some() => {
                    return Err(error("more than one document"));
                }
                Event::DocumentStart(..) => document = Some(self.node()?),
                _ => return Err(error("content outside of a document")),
            }
        }
    }

    fn node(&mut self) -> Result<Value, YamlError> {
        let start = self.at;
        let event = self.next();
        self.count(&event)?;
        let (value, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => (scalar(&text, style, tag.as_deref())?, anchor),
            Event::SequenceStart(_, anchor, tag) => {
                collection_tag(tag.as_deref(), "seq")?;
                (self.nested(Self::sequence)?, anchor)
            }
            Event::MappingStart(_, anchor, tag) => {
                collection_tag(tag.as_deref(), "map")?;
                (self.nested(Self::mapping)?, anchor)
            }
            Event::Alias(anchor) => return self.alias(anchor),
            _ => return Err(error("unexpected end of a document")),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, start);
        }
        Ok(value)
    }

    fn alias(&mut self, anchor: usize) -> Result<Value, YamlError> {
        let start =
            *self.anchors.get(&anchor).ok_or_else(|| error("an alias inside of what it stands for"))?;
        let after = std::mem::replace(&mut self.at, start);
        self.aliases += 1;
        let value = self.nested(Self::node)?;
        self.aliases -= 1;
        self.at = after;
        Ok(value)
    }

    /// Takes from the budget what an alias brings; what is written where it stands costs nothing.
    fn count(&mut self, event: &Event<'_>) -> Result<(), YamlError> {
        if self.aliases == 0 {
            return Ok(());
        }
        let text = if let Event::Scalar(text, ..) = event { text.len() } else { 0 };
        let (nodes, bytes) = self.budget;
        let left = (nodes.checked_sub(1), bytes.checked_sub(text + size_of::<Value>()));
        let (Some(nodes), Some(bytes)) = left else {
            return Err(YamlError::Value("The aliases of the YAML document stand for too much".into()));
        };
        self.budget = (nodes, bytes);
        Ok(())
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Value, YamlError>) -> Result<Value, YamlError> {
        if self.depth == MAX_DEPTH {
            return Err(YamlError::Value(format!(
                "The YAML document is nested deeper than {MAX_DEPTH} levels"
            )));
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn sequence(&mut self) -> Result<Value, YamlError> {
        let mut items = Vec::new();
        while self.events.get(self.at) != Some(&Event::SequenceEnd) {
            items.push(self.node()?);
        }
        self.at += 1;
        Ok(Value::List(items))
    }

    fn mapping(&mut self) -> Result<Value, YamlError> {
        let mut map = Map::new();
        let mut merged = Vec::new();
        while self.events.get(self.at) != Some(&Event::MappingEnd) {
            let Some(key) = self.key()? else {
                merged.push(self.node()?);
                continue;
            };
            let value = self.node()?;
            if map.insert(key.as_str(), value).is_some() {
                return Err(error(format!("repeated key {key}")));
            }
        }
        self.at += 1;
        for value in merged {
            merge(&mut map, value)?;
        }
        Ok(Value::Map(map))
    }

    /// A key, or `None` for `<<`. The other mark of YAML's old days is text as a key.
    fn key(&mut self) -> Result<Option<String>, YamlError> {
        let mark = match self.events.get(self.at) {
            Some(Event::Scalar(text, ScalarStyle::Plain, _, None)) if matches!(&**text, "<<" | "=") => {
                Some(text == "=")
            }
            _ => None,
        };
        if let Some(is_key) = mark {
            self.at += 1;
            return Ok(is_key.then(|| "=".to_owned()));
        }
        Ok(Some(match self.node()? {
            Value::String(text) => text,
            other => to_string(&other, Layout::Wire),
        }))
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

/// Whether a tag is one of YAML's own.
fn is_yaml(tag: &Tag) -> bool {
    tag.handle() == "tag:yaml.org,2002:"
}

fn collection_tag(tag: Option<&Tag>, expected: &str) -> Result<(), YamlError> {
    match tag {
        None => Ok(()),
        Some(tag) if is_yaml(tag) && tag.suffix() == expected => Ok(()),
        Some(tag) => Err(error(format!("unknown tag {}{}", tag.handle(), tag.suffix()))),
    }
}

fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> Result<Value, YamlError> {
    let Some(tag) = tag else {
        return match style {
            ScalarStyle::Plain => plain(text),
            _ => Ok(Value::from(text)),
        };
    };
    if tag.handle() == "!" && tag.suffix().is_empty() {
        return Ok(Value::from(text));
    }
    let known = if is_yaml(tag) { tag.suffix() } else { "" };
    match known {
        "str" => Some(Value::from(text)),
        "binary" => binary(text).map(Value::Bytes),
        "int" => integer(text).ok().map(Value::Number),
        "float" => float(text).or_else(|| integer(text).ok().map(|n| n.as_f64())).map(Value::from),
        "null" => Some(Value::Null),
        "bool" | "timestamp" => plain(text).ok().filter(|v| v.as_str().is_none()),
        _ => None,
    }
    .ok_or_else(|| error(format!("not of type {}{}", tag.handle(), tag.suffix())))
}

fn binary(text: &str) -> Option<Vec<u8>> {
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    STANDARD.decode(text).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]
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
            ("0x-63: 1\n=: 2\n-0x1f: 3", r#"{"0x-63": 1, "=": 2, "-31": 3}"#),
            ("&k a: 1\nb: *k", r#"{"a": 1, "b": "a"}"#),
        ];
        for (text, expected) in cases {
            assert_eq!(json(text).as_deref(), Ok(expected), "{text}");
        }
        assert_eq!(parse("!!binary aGk=").ok(), Some(Value::Bytes(b"hi".to_vec())));
    }

    #[test]
    fn errors() {
        for text in
            ["a: b: c", "a: =", "a: <<", "a: 1\na: 2", "--- 1\n--- 2", "!x y", "[", "*nope", "!!int x"]
        {
            assert!(json(text).is_err(), "{text}");
        }
    }

    #[test]
    fn what_aliases_bring_is_bounded() {
        assert!(json(&"[".repeat(10_000)).is_err());
        assert!(json(&("- ".repeat(600) + "a")).is_err_and(|e| e.ends_with("512 levels")));
        let too_much = Err("The aliases of the YAML document stand for too much".to_owned());
        let mut doubled = "a0: &a0 [x]\n".to_owned();
        for i in 1..30 {
            doubled += &format!("a{i}: &a{i} [*a{}, *a{}]\n", i - 1, i - 1);
        }
        assert_eq!(json(&doubled), too_much);
        let long = format!("a: &a '{}'\nb: [{}]", "x".repeat(100_000), "*a, ".repeat(400));
        assert_eq!(json(&long), too_much);
        let merged = format!("a: &a {{b: '{}'}}\nc:\n{}", "x".repeat(100_000), "- {<<: *a}\n".repeat(400));
        assert_eq!(json(&merged), too_much);
        assert!(json("a: &a [*a]").is_err_and(|e| e.contains("inside")));
    }

    /// Whatever a value holds, what is written of it reads back as the same.
    #[test]
    fn output_reads_back() {
        let mut random = Random(11);
        for round in 0..3000 {
            let value = Value::from(vec![random.value(4)]);
            let text = crate::output::yaml(&value).unwrap();
            match parse(&text) {
                Ok(read) => assert_eq!(sorted(&read), sorted(&value), "{round}: {text}"),
                Err(error) => panic!("{round}: {error}\n{value:?}\n{text}"),
            }
        }
        let deep = (0..500).fold(Value::Null, |inner, _| vec![inner].into());
        assert_eq!(parse(&crate::output::yaml(&deep).unwrap()), Ok(deep));
    }

    /// A generator of values; texts are made of what YAML has a meaning for.
    struct Random(u64);

    impl Random {
        fn below(&mut self, limit: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 33) as usize % limit
        }

        fn text(&mut self) -> String {
            const PARTS: [&str; 48] = [
                "0x",
                "-",
                "63",
                "0b",
                "1",
                "0o",
                "_",
                "+",
                ".",
                "e",
                "E",
                "inf",
                ".nan",
                ":",
                " ",
                "  ",
                "\n",
                "\n\n",
                "\t",
                "#",
                "'",
                "\"",
                "\\",
                "&a",
                "*a",
                "!",
                "|",
                ">",
                "%",
                "@",
                "`",
                "{",
                "}",
                "[",
                "]",
                ",",
                "?",
                "<<",
                "=",
                "~",
                "null",
                "true",
                "2020-01-01",
                "T00:00:00",
                "é",
                "😀",
                "---",
                "a long word of several words",
            ];
            const RARE: [&str; 9] =
                ["\r", "\0", "\u{85}", "\u{a0}", "\u{feff}", "\u{2028}", "\u{2029}", "\u{fffe}", "..."];
            let count = [0, 1, 1, 2, 3, 5, 12][self.below(7)];
            let mut part = || match self.below(12) {
                0 => RARE[self.below(RARE.len())],
                _ => PARTS[self.below(PARTS.len())],
            };
            (0..count).map(|_| part()).collect()
        }

        fn value(&mut self, depth: usize) -> Value {
            match self.below(if depth == 0 { 5 } else { 8 }) {
                0 => [Value::Null, true.into(), false.into()][self.below(3)].clone(),
                1 => Value::from(self.below(1 << 20) as i64 - (1 << 19)),
                2 => Value::from([0.5, -1e300, 1e16, 1e-7, f64::INFINITY, -0.0][self.below(6)]),
                3 | 4 => self.text().into(),
                5 => (0..self.below(4)).map(|_| self.value(depth - 1)).collect::<Vec<_>>().into(),
                _ => (0..self.below(4)).map(|_| (self.text(), self.value(depth - 1))).collect::<Map>().into(),
            }
        }
    }

    /// JSON with members in the order of their names, in which they are written.
    fn sorted(value: &Value) -> String {
        fn walk(value: &Value) -> Value {
            match value {
                Value::List(items) => items.iter().map(walk).collect::<Vec<_>>().into(),
                Value::Map(map) => {
                    let mut members: Vec<_> = map.iter().map(|(k, v)| (k, walk(v))).collect();
                    members.sort_by(|a, b| a.0.cmp(b.0));
                    members.into_iter().collect::<Map>().into()
                }
                plain => plain.clone(),
            }
        }
        to_string(&walk(value), Layout::Wire)
    }

    /// What is written out is as long as its text, and is read however much it is.
    #[test]
    fn long_documents_are_read() {
        let list = parse(&"- a\n".repeat(260_000)).unwrap();
        assert_eq!(list.as_list().map(<[_]>::len), Some(260_000));
        let shared = parse(&format!("- &a {{b: c}}\n{}", "- *a\n".repeat(50_000))).unwrap();
        assert_eq!(shared.as_list().and_then(<[_]>::last), shared.as_list().and_then(<[_]>::first));
    }
}
