//! Replies that nobody wrote: every member once, with a value that its shape allows.
//!
//! In: an operation and a request. Out: the same reply every time. What the request sets comes back
//! where the reply has a member of the same name and shape, and tokens of further pages are left out,
//! so that callers who follow them come to an end. Optional structures inside their own kind are
//! left out as well.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::shapes::schema::{Kind, Member, Operation, Shape, TimestampFormat};
use crate::shapes::time::Timestamp;
use crate::shapes::value::{Map, Value};
use crate::stub::pattern::Pattern;

/// 2023-11-14T22:13:20Z.
const TIME: i64 = 1_700_000_000;

/// What a reply to this request might look like; `None` where replies have no content.
pub(crate) fn reply(operation: &Operation, request: &Value) -> Option<Value> {
    let mut sampler = Sampler { operation, request, open: Vec::new() };
    operation.output_shape().map(|shape| sampler.value(shape, shape.name()))
}

struct Sampler<'a> {
    operation: &'a Operation,
    request: &'a Value,
    /// Structures that are being built, outermost first.
    open: Vec<&'static str>,
}

impl Sampler<'_> {
    fn value(&mut self, shape: Shape, name: &str) -> Value {
        match shape.kind() {
            Kind::Structure(members) => self.structure(shape, members.iter()),
            Kind::Union(members) => self.structure(shape, members.iter().take(1)),
            Kind::List(item) if self.is_open(item) => Value::List(Vec::new()),
            Kind::List(item) => {
                Value::List((0..least(shape)).map(|_| self.value(item, item.name())).collect())
            }
            Kind::Map { key, value } => self.map(shape, key, value),
            Kind::String => Value::from(text(shape, name)),
            Kind::Enum(values) => Value::from(values.first().unwrap_or_default()),
            Kind::Integer | Kind::Long => Value::from(number(shape) as i64),
            Kind::Float | Kind::Double => Value::from(number(shape)),
            Kind::Boolean => Value::from(true),
            Kind::Timestamp(format) => time(format),
            Kind::Blob => Value::from(STANDARD.encode(fitted("blob", shape))),
            Kind::Document => Value::Map(Map::new()),
        }
    }

    fn structure(&mut self, shape: Shape, members: impl Iterator<Item = Member>) -> Value {
        self.open.push(shape.name());
        // Of members that exclude each other those are shown that are the usual case.
        let members = members.filter(|member| !member.apart());
        let members = members.filter_map(|member| Some((member.name(), self.member(member)?)));
        let map: Map = members.collect();
        self.open.pop();
        Value::Map(map)
    }

    fn member(&mut self, member: Member) -> Option<Value> {
        if is_page_token(self.operation, member) || self.is_open(member.shape()) {
            return None;
        }
        if let Some(echo) = self.echo(member) {
            return Some(echo.clone());
        }
        if member.json_value() {
            return Some(Value::from("{}"));
        }
        Some(self.value(member.shape(), member.name()))
    }

    fn is_open(&self, shape: Shape) -> bool {
        self.open.contains(&shape.name())
    }

    /// The value that the request has for a member of this name and shape.
    fn echo(&self, member: Member) -> Option<&Value> {
        let asked = self.operation.input_shape()?.member(member.name())?;
        let is_same = asked.shape() == member.shape();
        self.request.get(member.name()).filter(|value| is_same && **value != Value::Null)
    }

    fn map(&mut self, shape: Shape, key: Shape, value: Shape) -> Value {
        let entries = (0..least(shape)).map(|index| {
            let mut name = self.value(key, key.name()).as_str().unwrap_or(key.name()).to_owned();
            if index > 0 {
                name.push_str(&index.to_string());
            }
            (name, self.value(value, value.name()))
        });
        Value::Map(entries.collect())
    }
}

/// Whether a member of a reply says where to go on. Where the model has no paginator, that is a text
/// which requests have as well and which is called a token or a marker.
fn is_page_token(operation: &Operation, member: Member) -> bool {
    if let Some(paginator) = operation.paginator {
        return paginator.output_tokens.contains(&member.name());
    }
    let asked = operation.input_shape().and_then(|input| input.member(member.name()));
    let is_same = asked.is_some_and(|asked| !asked.required() && asked.shape() == member.shape());
    is_same && ["Token", "token", "Marker", "marker"].iter().any(|end| member.name().ends_with(end))
}

/// How many items: one, if more are not needed.
fn least(shape: Shape) -> usize {
    shape.min().map_or(1, |min| min as usize).max(1)
}

/// One, or the number next to it that is allowed.
fn number(shape: Shape) -> f64 {
    1f64.max(shape.min().unwrap_or(f64::MIN)).min(shape.max().unwrap_or(f64::MAX))
}

/// The member's own name where it is allowed, since that is easy to recognize.
fn text(shape: Shape, name: &str) -> String {
    let name = fitted(name, shape);
    let Some(pattern) = shape.pattern().and_then(Pattern::new) else { return name };
    if pattern.matches(&name) == Some(true) {
        return name;
    }
    let (min, max) =
        (shape.min().unwrap_or(0.0) as usize, shape.max().map_or(usize::MAX, |max| max as usize));
    pattern.sample(min, max).unwrap_or(name)
}

/// A text in the length that a shape allows: cut off, or repeated.
fn fitted(text: &str, shape: Shape) -> String {
    let (min, max) =
        (shape.min().unwrap_or(0.0) as usize, shape.max().map_or(usize::MAX, |max| max as usize));
    let length = text.chars().count().max(min).min(max);
    text.chars().cycle().take(length).collect()
}

fn time(format: TimestampFormat) -> Value {
    let time = Timestamp::from_seconds(TIME);
    match format {
        TimestampFormat::UnixTimestamp | TimestampFormat::Unsaid => Value::from(TIME),
        TimestampFormat::Iso8601 => Value::from(time.to_string()),
        TimestampFormat::Rfc822 => Value::from(time.http_date()),
    }
}
