//! What a case expects, held against what was made of it: a request, the values of a reply, an error.

use awsmodel_runtime::Timestamp;
use awsmodel_runtime::internals::base64_lenient;
use awsmodel_runtime::json::{self, Layout};
use awsmodel_runtime::schema::protocol::Asked;
use awsmodel_runtime::schema::{Kind, Operation, Service, Shape};
use awsmodel_runtime::value::{Map, Value};

use super::suite::{Case, map};

/// What becomes of a case.
pub(super) enum Verdict {
    Holds,
    Broken(String),
}

impl From<Result<(), String>> for Verdict {
    fn from(result: Result<(), String>) -> Verdict {
        result.map_or_else(Verdict::Broken, |()| Verdict::Holds)
    }
}

/// The tables of a suite.
#[derive(Clone, Copy)]
pub(super) struct Tables {
    pub(super) service: &'static Service,
    pub(super) operation: &'static Operation,
}

/// A request that was made of a case.
pub(super) struct Sent {
    pub(super) method: String,
    /// Path and query.
    pub(super) uri: String,
    /// Where it goes, if that was asked for.
    pub(super) host: Option<String>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    /// Whether the entries of maps stand in the order in which they were given.
    pub(super) is_in_order: bool,
}

/// An error that was read.
pub(super) struct Raised {
    pub(super) code: String,
    pub(super) message: String,
    pub(super) members: Map,
}

/// Whether a request is what the case expects.
pub(super) fn request(tables: Tables, case: Case<'_>, sent: &Sent) -> Result<(), String> {
    let expected = map(case.data.get("serialized"));
    let text = |key: &str| expected.get(key).and_then(Value::as_str);
    same("uri", &sent.uri, text("uri").unwrap_or(&sent.uri))?;
    same("method", &sent.method, text("method").unwrap_or(&sent.method))?;
    if let (Some(host), Some(wanted)) = (&sent.host, text("host")) {
        // Some of the suite's hosts end in the path that the address has.
        same("host", host, wanted.split('/').next().unwrap_or(wanted))?;
    }
    headers(&sent.headers, &expected, &sent.body)?;
    match text("body") {
        Some(body) => bodies(tables, sent, body),
        None => Ok(()),
    }
}

fn same(what: &str, actual: &str, expected: &str) -> Result<(), String> {
    if actual == expected { Ok(()) } else { Err(format!("{what} is {actual}, not {expected}")) }
}

fn headers(actual: &[(String, String)], expected: &Map, body: &[u8]) -> Result<(), String> {
    let find = |name: &str| actual.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value);
    for (name, value) in map(expected.get("headers")).iter() {
        let wanted = value.as_str().unwrap_or_default();
        // Botocore names the alphabet of forms, and no type for streams and XML.
        let is_type = name.eq_ignore_ascii_case("content-type");
        let own_type = is_type && !matches!(wanted, "application/json" | "application/cbor");
        match find(name) {
            Some(found) if listed(found) == listed(wanted) || own_type => {}
            None if own_type || (is_type && body.is_empty()) => {}
            found => return Err(format!("header {name} is {found:?}, not {wanted}")),
        }
    }
    let forbidden = expected.get("forbidHeaders").and_then(Value::as_list).unwrap_or_default();
    match forbidden.iter().filter_map(Value::as_str).find(|name| find(name).is_some()) {
        Some(name) => Err(format!("header {name} is there")),
        None => Ok(()),
    }
}

fn listed(text: &str) -> String {
    text.replace(", ", ",")
}

fn bodies(tables: Tables, sent: &Sent, expected: &str) -> Result<(), String> {
    let actual = &sent.body;
    let text = String::from_utf8_lossy(actual).into_owned();
    let equal = if is_cbor(tables.service) {
        let wanted = base64_lenient::decode(expected).unwrap_or_default();
        read(tables, actual) == read(tables, &wanted)
    } else if expected.trim_start().starts_with('<') {
        let by_values = || !sent.is_in_order && read(tables, actual) == read(tables, expected.as_bytes());
        canonical(&text) == canonical(expected) || by_values()
    } else {
        match (json::parse(&text), json::parse(expected)) {
            (Ok(actual), Ok(expected)) => alike(&actual, &expected),
            _ => text == expected,
        }
    };
    if equal { Ok(()) } else { Err(format!("body is {text}, not {expected}")) }
}

pub(super) fn is_cbor(service: &Service) -> bool {
    format!("{:?}", service.protocol).contains("Cbor")
}

/// A body by its values: the order of members and the width of numbers do not count.
fn read(tables: Tables, body: &[u8]) -> String {
    let asked = Asked { method: "POST", path: "/", query: "", headers: &[], body };
    match tables.service.protocol.input(tables.operation, asked) {
        Ok(value) => sorted(&value),
        Err(error) => error.to_string(),
    }
}

fn sorted(value: &Value) -> String {
    match value {
        Value::Map(map) => {
            let mut entries: Vec<String> = map.iter().map(|(k, v)| format!("{k}:{}", sorted(v))).collect();
            entries.sort();
            format!("{{{}}}", entries.join(","))
        }
        Value::List(items) => format!("[{}]", items.iter().map(sorted).collect::<Vec<_>>().join(",")),
        Value::Number(number) => number.as_f64().to_string(),
        other => json::to_string(other, Layout::Wire),
    }
}

/// XML without blanks around its texts, and with an end to each element.
fn canonical(text: &str) -> String {
    let tag = |part: &str| {
        let (tag, text) = part.split_once('>').unwrap_or((part, ""));
        let text = text.trim();
        match tag.trim_end().strip_suffix('/') {
            Some(tag) => {
                let name = tag.split_whitespace().next().unwrap_or_default();
                format!("<{}></{name}>{text}", tag.trim_end())
            }
            None => format!("<{tag}>{text}"),
        }
    };
    text.split('<').skip(1).map(tag).collect::<String>().replace('\'', "\"")
}

/// Whether the values of a reply are what the case expects.
pub(super) fn reply(tables: Tables, case: Case<'_>, mut value: Value) -> Result<(), String> {
    if let Some(shape) = tables.operation.output_shape() {
        shown(&mut value, shape);
    }
    let expected = case.data.get("result").cloned().unwrap_or_default();
    match alike(&value, &expected) || (expected == Value::Null && value == Value::Map(Map::new())) {
        true => Ok(()),
        false => Err(format!(
            "{} is not {}",
            json::to_string(&value, Layout::Wire),
            json::to_string(&expected, Layout::Wire)
        )),
    }
}

/// Whether an error is what the case expects.
pub(super) fn error(tables: Tables, case: Case<'_>, raised: Raised) -> Result<(), String> {
    let text = |key: &str| case.data.get(key).and_then(Value::as_str).unwrap_or_default();
    same("code", &raised.code, text("errorCode"))?;
    same("message", &raised.message, text("errorMessage"))?;
    let shape = tables.operation.error_shapes().of(&raised.code);
    let mut members = Value::Map(raised.members);
    if let Some(shape) = shape {
        shown(&mut members, shape);
    }
    for (name, wanted) in map(case.data.get("error")).iter() {
        if !members.get(name).is_some_and(|found| alike(found, wanted)) {
            return Err(format!("member {name} is {:?}, not {wanted:?}", members.get(name)));
        }
    }
    Ok(())
}

/// Replies as the suites write them: points in time as seconds, blobs as text.
fn shown(value: &mut Value, shape: Shape) {
    match (shape.kind(), &mut *value) {
        (Kind::Structure(members) | Kind::Union(members), Value::Map(map)) => {
            for member in members {
                if let Some(value) = map.get_mut(member.name()) {
                    shown(value, member.shape());
                }
            }
        }
        (Kind::List(item), Value::List(items)) => items.iter_mut().for_each(|value| shown(value, item)),
        (Kind::Map { value: item, .. }, Value::Map(map)) => {
            map.iter_mut().for_each(|(_, value)| shown(value, item));
        }
        (Kind::Blob, Value::Bytes(bytes)) => *value = Value::from(String::from_utf8_lossy(bytes).as_ref()),
        (Kind::Blob, Value::String(text)) => {
            if let Some(bytes) = base64_lenient::decode(text) {
                *value = Value::from(String::from_utf8_lossy(&bytes).as_ref());
            }
        }
        (Kind::Timestamp(_), Value::String(text)) => {
            let time = Timestamp::parse_http_date(text).or_else(|| Timestamp::parse_rfc3339(text));
            let seconds = time.map(Timestamp::as_seconds_f64).or_else(|| text.parse().ok());
            if let Some(seconds) = seconds {
                *value = Value::from(seconds);
            }
        }
        _ => {}
    }
}

fn alike(actual: &Value, expected: &Value) -> bool {
    match (actual, expected) {
        (Value::Map(a), Value::Map(b)) => {
            a.len() == b.len()
                && b.iter().all(|(key, value)| a.get(key).is_some_and(|found| alike(found, value)))
        }
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| alike(a, b)),
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Number(a), Value::String(b)) => match b.as_str() {
            "NaN" => a.as_f64().is_nan(),
            "Infinity" => a.as_f64() == f64::INFINITY,
            "-Infinity" => a.as_f64() == f64::NEG_INFINITY,
            _ => false,
        },
        _ => actual == expected,
    }
}
