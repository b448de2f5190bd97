//! Members in paths, queries, headers and status codes: what the protocols that use all of HTTP have in common.
//!
//! Bodies are for others; here they come out and go in as the values that stand in them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::scalars;
use super::template::Template;
use crate::client::signing::sigv4::percent_encode;
use crate::shapes::schema::protocol::{Asked, Headers, Received, Refusal};
use crate::shapes::schema::referred::Referred;
use crate::shapes::schema::wire::Location;
use crate::shapes::schema::{Kind, Member, Operation, Shape, TimestampFormat};
use crate::shapes::text::{percent, python};
use crate::shapes::value::json::{self, Layout};
use crate::shapes::value::{Key, Map, Value};

/// A request in its places.
#[derive(Default)]
pub(super) struct Placed {
    pub(super) path: String,
    pub(super) query: String,
    pub(super) headers: Headers,
    /// What stands in the body.
    pub(super) body: Map,
}

/// Puts every member in its place.
pub(super) fn place(operation: &'static Operation, values: &Map) -> Result<Placed, Refusal> {
    let mut labels: Vec<(&str, String)> = Vec::new();
    let mut query: Vec<(String, Vec<String>)> = Vec::new();
    let mut placed = Placed::default();
    for (key, value) in values.iter().filter(|(_, value)| **value != Value::Null) {
        let Some(member) = operation.input_shape().and_then(|shape| shape.member(key)) else {
            placed.body.insert(key, value.clone());
            continue;
        };
        let at = Referred::of(member);
        let name = member.wire_name();
        let last = at.is_last_part().then(|| last_part(value)).flatten();
        let value = last.as_ref().unwrap_or(value);
        match at.location() {
            Location::Label => labels.push((name, parameter(value, at)?)),
            Location::Query => parameters(&mut query, name, value, at)?,
            Location::Header => {
                if let Some(text) = header(value, at)? {
                    placed.headers.push((name.into(), text));
                }
            }
            Location::Headers => placed.headers.extend(prefixed(name, value)),
            Location::Body | Location::Status => {
                drop(placed.body.insert(Key::known(member.kept_name()), value.clone()))
            }
        }
    }
    let (path, fixed) = Template::new(operation.all_traits().path).fill(&labels)?;
    let mut pairs = Vec::new();
    if !fixed.is_empty() {
        pairs.push(fixed.to_owned());
    }
    for (name, values) in &query {
        let name = percent_encode(name);
        pairs.extend(values.iter().map(|value| format!("{name}={}", percent_encode(value))));
    }
    placed.query = pairs.join("&");
    placed.path = path;
    Ok(placed)
}

/// What of a text stands behind its last slash.
fn last_part(value: &Value) -> Option<Value> {
    value.as_str()?.rsplit('/').next().map(Value::from)
}

/// A value in a path or a query.
fn parameter(value: &Value, at: Referred) -> Result<String, Refusal> {
    scalars::text(value, at, TimestampFormat::Iso8601)
}

/// A member in the query: a list repeats its name, the entries of a map are parameters of their own.
fn parameters(
    query: &mut Vec<(String, Vec<String>)>,
    name: &str,
    value: &Value,
    at: Referred,
) -> Result<(), Refusal> {
    let item_at = at.item().unwrap_or(at);
    let texts = |value: &Value, at: Referred| match value {
        Value::List(items) => {
            let at = at.item().unwrap_or(at);
            let mut texts = Vec::new();
            for item in items.iter().filter(|item| **item != Value::Null) {
                texts.push(parameter(item, at)?);
            }
            Ok(texts)
        }
        value => parameter(value, at).map(|text| vec![text]),
    };
    let mut set = |name: &str, texts: Vec<String>| match query.iter_mut().find(|(n, _)| n == name) {
        Some((_, place)) => *place = texts,
        None => query.push((name.to_owned(), texts)),
    };
    match value {
        Value::Map(map) => map.iter().try_for_each(|(key, value)| {
            set(key, texts(value, item_at)?);
            Ok(())
        }),
        value => {
            set(name, texts(value, at)?);
            Ok(())
        }
    }
}

/// A member in a header; an empty list is none.
fn header(value: &Value, at: Referred) -> Result<Option<String>, Refusal> {
    Ok(Some(match value {
        Value::List(items) if items.is_empty() => return Ok(None),
        Value::List(items) => {
            let item_at = at.item().unwrap_or(at);
            let is_text = matches!(item_at.shape.kind(), Kind::String | Kind::Enum(_));
            let mut texts = Vec::new();
            for item in items.iter().filter(|item| **item != Value::Null) {
                let text = scalars::text(item, item_at, TimestampFormat::Rfc822)?;
                texts.push(if is_text { in_a_list(&text) } else { text });
            }
            texts.join(",")
        }
        value if at.is_json() => STANDARD.encode(json::to_string(&parsed(value), Layout::Dense)),
        value => scalars::text(value, at, TimestampFormat::Rfc822)?,
    }))
}

/// JSON that was given as text.
fn parsed(value: &Value) -> Value {
    let container = value.as_str().and_then(|text| json::parse(text).ok()).filter(Value::is_container);
    container.unwrap_or_else(|| value.clone())
}

/// A text in a list of texts, in quotes if it would look like several.
fn in_a_list(text: &str) -> String {
    if text.contains(['"', ',']) { format!("\"{}\"", text.replace('"', "\\\"")) } else { text.to_owned() }
}

fn prefixed(prefix: &str, value: &Value) -> Headers {
    let Some(map) = value.as_map() else { return Headers::new() };
    map.iter().map(|(key, value)| (format!("{prefix}{key}").into(), python::display(value))).collect()
}

/// The members of a reply that stand outside of its body.
pub(super) fn outside(shape: Shape, reply: Received<'_>) -> Result<Map, Refusal> {
    let mut out = Map::new();
    for member in shape.members() {
        let at = Referred::of(member);
        let name = member.wire_name();
        let value = match at.location() {
            Location::Status => Some(Value::from(i64::from(reply.status))),
            Location::Header => reply.header(name).map(|text| read_header(text, at)).transpose()?,
            Location::Headers => Some(Value::Map(group(reply.headers, name))),
            _ => None,
        };
        if let Some(value) = value {
            out.insert(Key::known(member.kept_name()), value);
        }
    }
    Ok(out)
}

fn group(headers: &[(String, String)], prefix: &str) -> Map {
    let of_group = headers.iter().filter_map(|(name, value)| {
        let start = name.get(..prefix.len()).filter(|start| start.eq_ignore_ascii_case(prefix))?;
        Some((&name[start.len()..], Value::from(value.as_str())))
    });
    of_group.collect()
}

fn read_header(text: &str, at: Referred) -> Result<Value, Refusal> {
    match at.item() {
        Some(item_at) => {
            let is_date = matches!(item_at.shape.kind(), Kind::Timestamp(_))
                && item_at.times(TimestampFormat::Rfc822) == TimestampFormat::Rfc822;
            let mut items = Vec::new();
            for item in listed(text, is_date) {
                items.push(scalars::read(&item, item_at)?);
            }
            Ok(Value::List(items))
        }
        None if at.is_json() => {
            let text = STANDARD.decode(text).map_err(|e| format!("a header is no base64: {e}"))?;
            Ok(json::parse(&String::from_utf8_lossy(&text))?)
        }
        None => scalars::read(text, at),
    }
}

/// The items of a header: between commas, where neither quotes nor dates have one of their own.
fn listed(text: &str, dates: bool) -> Vec<String> {
    let (mut items, mut item) = (Vec::new(), String::new());
    let (mut quoted, mut commas, mut chars) = (false, 0, text.chars());
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => item.extend(chars.next()),
            '"' if quoted || item.trim().is_empty() => quoted = !quoted,
            ',' if !quoted => {
                commas += 1;
                if dates && commas % 2 == 1 {
                    item.push(c);
                } else {
                    items.push(std::mem::take(&mut item).trim().to_owned());
                }
            }
            c => item.push(c),
        }
    }
    items.push(item.trim().to_owned());
    items
}

/// The member that is the body.
pub(super) fn payload(shape: Shape) -> Option<Member> {
    shape.member(shape.wire()?.payload?)
}

/// Whether a member that is the body stands there as it is.
pub(super) fn is_raw(member: Member) -> bool {
    matches!(member.shape().kind(), Kind::Blob | Kind::String | Kind::Enum(_))
}

/// A body that is a member as it is.
pub(super) fn read_raw(body: &[u8], member: Member) -> Value {
    match member.shape().kind() {
        Kind::Blob => Value::Bytes(body.to_vec()),
        _ => Value::from(String::from_utf8_lossy(body).as_ref()),
    }
}

/// A member as a body.
pub(super) fn write_raw(value: Option<&Value>, member: Member) -> Vec<u8> {
    match (value, member.shape().kind()) {
        (None | Some(Value::Null), _) => Vec::new(),
        (Some(value), Kind::Blob) => scalars::bytes(value),
        (Some(value), _) => python::display(value).into_bytes(),
    }
}

/// The operation whose template fits, the most literal of them.
pub(super) fn asked(
    operations: &'static [&'static Operation],
    request: Asked<'_>,
) -> Option<&'static Operation> {
    let of_method = operations.iter().filter(|operation| operation.all_traits().method == request.method);
    let fits = of_method.filter_map(|operation| {
        let found = Template::new(operation.all_traits().path).read(request.path, request.query)?;
        Some((found.literals, *operation))
    });
    fits.max_by_key(|(literals, _)| *literals).map(|(_, operation)| operation)
}

/// The members of a request that stand outside of its body, as a server reads them.
pub(super) fn input(operation: &'static Operation, request: Asked<'_>) -> Map {
    let labels = Template::new(operation.all_traits().path).read(request.path, request.query);
    let labels = labels.map(|found| found.labels).unwrap_or_default();
    let pairs = request.query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let pairs: Vec<(String, String)> =
        pairs.map(|(name, value)| (percent::decode(name), percent::decode(value))).collect();
    let lenient = |text: &str, at: Referred| scalars::read(text, at).unwrap_or_else(|_| Value::from(text));
    let read = |member: Member| {
        let at = Referred::of(member);
        let name = member.wire_name();
        let value = match at.location() {
            Location::Label => lenient(&percent::decode(labels.iter().find(|(n, _)| *n == name)?.1), at),
            Location::Query => {
                let mut values = pairs.iter().filter(|(n, _)| n == name).map(|(_, value)| value.as_str());
                match at.item() {
                    Some(_) if matches!(at.shape.kind(), Kind::Map { .. }) => return None,
                    Some(item_at) => {
                        let items: Vec<Value> = values.map(|value| lenient(value, item_at)).collect();
                        Some(items).filter(|items| !items.is_empty()).map(Value::List)?
                    }
                    None => lenient(values.next()?, at),
                }
            }
            Location::Header => {
                let text = request.header(name)?;
                read_header(text, at).unwrap_or_else(|_| Value::from(text))
            }
            Location::Headers => {
                let group = group(request.headers, name);
                Some(group).filter(|group| !group.is_empty()).map(Value::Map)?
            }
            Location::Body | Location::Status => return None,
        };
        Some((member.name(), value))
    };
    let members = operation.input_shape().map(|shape| shape.members()).unwrap_or_default();
    members.iter().filter_map(read).collect()
}

/// A status that is not the usual one, and headers.
pub(super) type StatusAndHeaders = (Option<u16>, Vec<(String, String)>);

/// The headers and the status of a reply that a server gives.
pub(super) fn given(shape: Shape, output: &Map) -> Result<StatusAndHeaders, Refusal> {
    let (mut status, mut headers) = (None, Vec::new());
    for member in shape.members() {
        let at = Referred::of(member);
        let name = member.wire_name();
        match (at.location(), output.get(member.name())) {
            (Location::Status, Some(Value::Number(number))) => {
                status = number.to_string().parse().ok().filter(|status| (200..600).contains(status));
            }
            (Location::Header, Some(value)) => {
                headers.extend(header(value, at)?.map(|text| (name.to_owned(), text)));
            }
            (Location::Headers, Some(value)) => {
                headers
                    .extend(prefixed(name, value).into_iter().map(|(name, text)| (name.into_owned(), text)));
            }
            _ => {}
        }
    }
    Ok((status, headers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_in_headers() {
        let cases: [(&str, bool, &[&str]); 6] = [
            ("a, b,c", false, &["a", "b", "c"]),
            (r#""a,b", c"#, false, &["a,b", "c"]),
            (r#""a\"b",c"d"#, false, &["a\"b", "c\"d"]),
            (
                "Mon, 16 Dec 2019 23:48:18 GMT, Tue, 17 Dec 2019 23:48:18 GMT",
                true,
                &["Mon, 16 Dec 2019 23:48:18 GMT", "Tue, 17 Dec 2019 23:48:18 GMT"],
            ),
            ("", false, &[""]),
            ("\"a", false, &["a"]),
        ];
        for (text, dates, expected) in cases {
            assert_eq!(listed(text, dates), expected, "{text}");
        }
    }
}
