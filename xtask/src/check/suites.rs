//! One case of a protocol suite, held against what the runtime makes of it.

use awsmodel_runtime::internals::base64_lenient;
use awsmodel_runtime::json::{self, Layout};
use awsmodel_runtime::schema::protocol::{Asked, Received, Sink};
use awsmodel_runtime::schema::{Kind, Operation, Service, Shape};
use awsmodel_runtime::value::{Map, Number, Value};
use awsmodel_runtime::{Source, Timestamp};

/// An object, or nothing.
fn map(value: Option<&Value>) -> Map {
    value.and_then(Value::as_map).cloned().unwrap_or_default()
}

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

/// A service model of a suite's shapes and of a case's operation.
pub(super) fn model(suite: &Value, case: &Value) -> Value {
    let mut given = map(case.get("given"));
    let name = given.get("name").and_then(Value::as_str).unwrap_or("OperationName").to_owned();
    let mut metadata: Map = [
        ("apiVersion", "2020-01-01"),
        ("endpointPrefix", "suite"),
        ("serviceFullName", "Suite"),
        ("serviceId", "Suite"),
        ("signatureVersion", "v4"),
        ("targetPrefix", "Suite"),
        ("jsonVersion", "1.1"),
    ]
    .into_iter()
    .map(|(key, value)| (key, Value::from(value)))
    .collect();
    metadata.extend(map(suite.get("metadata")));
    let is_query = metadata.get("protocol").and_then(Value::as_str) == Some("query");
    if let Some(Value::Map(output)) = given.get_mut("output") {
        let members = output
            .get("shape")
            .and_then(Value::as_str)
            .and_then(|shape| suite.get("shapes")?.get(shape)?.get("members"));
        if is_query && members.is_some_and(|members| members.as_map().is_some_and(|map| !map.is_empty())) {
            output.insert("resultWrapper", Value::from(format!("{name}Result")));
        }
    }
    let operations: Map = [(name, Value::Map(given))].into_iter().collect();
    let model: [(&str, Value); 3] = [
        ("metadata", Value::Map(metadata)),
        ("operations", Value::Map(operations)),
        ("shapes", Value::Map(map(suite.get("shapes")))),
    ];
    Value::Map(model.into_iter().collect())
}

/// A request.
pub(super) fn input(service: &'static Service, operation: &'static Operation, case: &Value) -> Verdict {
    let mut parameters = Value::Map(map(case.get("params")));
    if let Some(shape) = operation.input {
        prepare(&mut parameters, shape);
    }
    let parameters = map(Some(&parameters));
    let expected = map(case.get("serialized"));
    let parts = match service.protocol.encode(operation, Source::Values(&parameters)) {
        Ok(parts) => parts,
        Err(error) => return Verdict::Broken(error.to_string()),
    };
    let text = |key: &str| expected.get(key).and_then(Value::as_str);
    let mark = if parts.query.is_empty() { "" } else { "?" };
    let uri = format!("{}{mark}{}", parts.path, parts.query);
    let check = || -> Result<(), String> {
        same("uri", &uri, text("uri").unwrap_or(&uri))?;
        same("method", parts.method, text("method").unwrap_or(parts.method))?;
        headers(&parts.headers, &expected, &parts.body)?;
        match text("body") {
            Some(body) => bodies(service, operation, &parts.body, body),
            None => Ok(()),
        }
    };
    check().into()
}

fn same(what: &str, actual: &str, expected: &str) -> Result<(), String> {
    if actual == expected { Ok(()) } else { Err(format!("{what} is {actual}, not {expected}")) }
}

/// Values as the command or the typed client would hand them over.
fn prepare(value: &mut Value, shape: &Shape) {
    match (&shape.kind, &mut *value) {
        (Kind::Structure(members) | Kind::Union(members), Value::Map(map)) => {
            for member in *members {
                if let Some(value) = map.get_mut(member.name) {
                    prepare(value, member.shape);
                }
            }
        }
        (Kind::List(item), Value::List(items)) => items.iter_mut().for_each(|value| prepare(value, item)),
        (Kind::Map { value: item, .. }, Value::Map(map)) => {
            map.iter_mut().for_each(|(_, value)| prepare(value, item));
        }
        (Kind::Blob, Value::String(text)) => *value = Value::Bytes(text.clone().into_bytes()),
        (Kind::Float | Kind::Double, Value::String(text)) => {
            if let Ok(number) = text.to_lowercase().parse::<f64>() {
                *value = Value::from(number);
            }
        }
        _ => {}
    }
}

type Headers = [(std::borrow::Cow<'static, str>, String)];

fn headers(actual: &Headers, expected: &Map, body: &[u8]) -> Result<(), String> {
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

fn bodies(
    service: &Service,
    operation: &'static Operation,
    actual: &[u8],
    expected: &str,
) -> Result<(), String> {
    let text = String::from_utf8_lossy(actual).into_owned();
    let equal = if is_cbor(service) {
        let wanted = base64_lenient::decode(expected).unwrap_or_default();
        read(service, operation, actual) == read(service, operation, &wanted)
    } else if expected.trim_start().starts_with('<') {
        canonical(&text) == canonical(expected)
    } else {
        match (json::parse(&text), json::parse(expected)) {
            (Ok(actual), Ok(expected)) => alike(&actual, &expected),
            _ => text == expected,
        }
    };
    if equal { Ok(()) } else { Err(format!("body is {text}, not {expected}")) }
}

fn is_cbor(service: &Service) -> bool {
    format!("{:?}", service.protocol).contains("Cbor")
}

/// A body by its values: the order of members and the width of numbers do not count.
fn read(service: &Service, operation: &'static Operation, body: &[u8]) -> String {
    let asked = Asked { method: "POST", path: "/", query: "", headers: &[], body };
    match service.protocol.input(operation, asked) {
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

/// A reply.
pub(super) fn output(service: &'static Service, operation: &'static Operation, case: &Value) -> Verdict {
    let response = map(case.get("response"));
    let body = response.get("body").and_then(Value::as_str).unwrap_or_default();
    let body = if is_cbor(service) {
        base64_lenient::decode(body).unwrap_or_default()
    } else {
        body.as_bytes().to_vec()
    };
    let texts = map(response.get("headers"));
    let headers: Vec<(String, String)> = texts
        .iter()
        .map(|(name, value)| (name.to_owned(), value.as_str().unwrap_or_default().to_owned()))
        .collect();
    let status = match response.get("status_code") {
        Some(Value::Number(Number::Int(status))) => u16::try_from(*status).unwrap_or(0),
        _ => 200,
    };
    let received = Received { status, headers: &headers, body: &body, lasts: &|| true };
    match case.get("error") {
        Some(error) => fault(service, operation, case, error, received).into(),
        None => reply(service, operation, case, received).into(),
    }
}

fn reply(
    service: &'static Service,
    operation: &'static Operation,
    case: &Value,
    received: Received<'_>,
) -> Result<(), String> {
    let mut value = Value::Null;
    let decoded = service.protocol.decode(operation, received, Sink::Value(&mut value));
    decoded.map_err(|e| e.to_string())?;
    if let Some(shape) = operation.output {
        shown(&mut value, shape);
    }
    let expected = case.get("result").cloned().unwrap_or_default();
    match alike(&value, &expected) || (expected == Value::Null && value == Value::Map(Map::new())) {
        true => Ok(()),
        false => Err(format!(
            "{} is not {}",
            json::to_string(&value, Layout::Wire),
            json::to_string(&expected, Layout::Wire)
        )),
    }
}

fn fault(
    service: &'static Service,
    operation: &'static Operation,
    case: &Value,
    error: &Value,
    received: Received<'_>,
) -> Result<(), String> {
    let fault = service.protocol.error(operation, received).map_err(|e| e.to_string())?;
    let text = |key: &str| case.get(key).and_then(Value::as_str).unwrap_or_default();
    same("code", &fault.code, text("errorCode"))?;
    same("message", &fault.message, text("errorMessage"))?;
    let shape = operation.errors.iter().find(|shape| shape.code == fault.code);
    let mut members = Value::Map(fault.members.clone());
    if let Some(shape) = shape {
        shown(&mut members, shape.shape);
    }
    for (name, wanted) in map(Some(error)).iter() {
        if !members.get(name).is_some_and(|found| alike(found, wanted)) {
            return Err(format!("member {name} is {:?}, not {wanted:?}", members.get(name)));
        }
    }
    Ok(())
}

/// Replies as the suites write them: points in time as seconds, blobs as text.
fn shown(value: &mut Value, shape: &Shape) {
    match (&shape.kind, &mut *value) {
        (Kind::Structure(members) | Kind::Union(members), Value::Map(map)) => {
            for member in *members {
                if let Some(value) = map.get_mut(member.name) {
                    shown(value, member.shape);
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
