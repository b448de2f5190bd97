//! A reply that somebody wrote or recorded, and its JSON form.
//!
//! ```json
//! {
//!   "operation": "ListUsers",              // which requests it answers
//!   "input": {"UserPoolId": "eu-west-1_A"},// those with this input alone
//!   "times": 1,                            // so often; without it, for ever
//!   "status": 200,
//!   "body": {"Users": []}
//! }
//! ```
//!
//! In place of `body`, `error` (a code) and `message` make the body of an error, with status 400 unless
//! another is given. With none of them, the reply is a generated sample. `headers` is an object of texts.

use crate::client::error::ErrorKind;
use crate::shapes::schema::{Operation, Service};
use crate::shapes::value::json::{self, Layout};
use crate::shapes::value::{Map, Number, Value};

/// An answer to requests of one operation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Canned {
    pub(crate) operation: String,
    /// The input that requests must have, with its secrets or with asterisks; any if there is none.
    pub(crate) input: Option<Value>,
    /// How often it is given; for ever if there is no number.
    pub(crate) times: Option<u64>,
    pub(crate) answer: Answer,
}

/// What a request is answered with.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// A generated sample.
    Sample,
    /// This.
    Http { status: u16, headers: Vec<(String, String)>, body: Vec<u8> },
    /// The values of a reply as JSON in the model's names.
    Text { status: u16, headers: Vec<(String, String)>, json: String },
    /// An error.
    Error { status: u16, headers: Vec<(String, String)>, code: String, message: String },
    /// No reply at all.
    Failure(ErrorKind),
}

impl Answer {
    /// A reply of these values.
    pub(crate) fn values(status: u16, body: &Value) -> Answer {
        Answer::Text { status, headers: Vec::new(), json: json::to_string(body, Layout::Wire) }
    }

    /// An error of this code.
    pub(crate) fn error(status: u16, code: &str, message: &str) -> Answer {
        Answer::Error { status, headers: Vec::new(), code: code.to_owned(), message: message.to_owned() }
    }

    /// Its headers.
    pub(crate) fn headers_mut(&mut self) -> Option<&mut Vec<(String, String)>> {
        match self {
            Answer::Http { headers, .. } | Answer::Text { headers, .. } | Answer::Error { headers, .. } => {
                Some(headers)
            }
            Answer::Sample | Answer::Failure(_) => None,
        }
    }

    /// Its status.
    pub(crate) fn status_mut(&mut self) -> Option<&mut u16> {
        match self {
            Answer::Http { status, .. } | Answer::Text { status, .. } | Answer::Error { status, .. } => {
                Some(status)
            }
            Answer::Sample | Answer::Failure(_) => None,
        }
    }
}

/// Reads one reply or a list of them.
pub(crate) fn read(text: &str, service: &Service) -> Result<Vec<Canned>, String> {
    match json::parse(text).map_err(|error| error.to_string())? {
        Value::List(items) => {
            let mut replies = Vec::new();
            for item in &items {
                replies.push(one(item, service)?);
            }
            Ok(replies)
        }
        item => Ok(vec![one(&item, service)?]),
    }
}

const KEYS: [&str; 8] = ["operation", "input", "times", "status", "headers", "body", "error", "message"];

fn one(value: &Value, service: &Service) -> Result<Canned, String> {
    let map = value.as_map().ok_or("A reply is an object with the key \"operation\"")?;
    if let Some(unknown) = map.keys().find(|key| !KEYS.contains(key)) {
        return Err(format!("A reply has no key \"{unknown}\"; its keys are {}", KEYS.join(", ")));
    }
    let text = |key: &str| match map.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str())),
        Some(_) => Err(format!("\"{key}\" is a text")),
    };
    let operation = text("operation")?.ok_or("A reply needs the key \"operation\"")?;
    let operation = known(service, operation)?;
    let times = map.get("times").map(|times| whole(times, "times", 1..=i64::MAX)).transpose()?;
    let input = map.get("input").filter(|input| **input != Value::Null).cloned();
    let answer = answer(map, text("error")?, text("message")?)?;
    Ok(Canned { operation: operation.name.to_owned(), input, times: times.map(i64::unsigned_abs), answer })
}

/// The operation of that name.
pub(crate) fn known(service: &Service, name: &str) -> Result<&'static Operation, String> {
    service.operation(name).ok_or_else(|| format!("{} has no operation \"{name}\"", service.full_name))
}

fn answer(map: &Map, error: Option<&str>, message: Option<&str>) -> Result<Answer, String> {
    let status = map.get("status").map(|status| whole(status, "status", 200..=599)).transpose()?;
    let status = status.and_then(|status| u16::try_from(status).ok());
    let headers = headers(map)?;
    let mut answer = match (map.get("body"), error) {
        (Some(_), Some(_)) => return Err("A reply has either \"body\" or \"error\"".to_owned()),
        (None, Some(code)) => Answer::error(status.unwrap_or(400), code, message.unwrap_or_default()),
        (Some(Value::String(text)), None) => Answer::Http {
            status: status.unwrap_or(200),
            headers: Vec::new(),
            body: text.clone().into_bytes(),
        },
        (Some(body), None) => Answer::values(status.unwrap_or(200), body),
        (None, None) if status.is_none() && headers.is_empty() => return Ok(Answer::Sample),
        (None, None) => Answer::Http { status: status.unwrap_or(200), headers: Vec::new(), body: Vec::new() },
    };
    if let Some(place) = answer.headers_mut() {
        *place = headers;
    }
    Ok(answer)
}

fn headers(map: &Map) -> Result<Vec<(String, String)>, String> {
    let Some(headers) = map.get("headers") else { return Ok(Vec::new()) };
    let headers = headers.as_map().ok_or("\"headers\" is an object of texts")?;
    let mut list = Vec::new();
    for (name, value) in headers.iter() {
        let value = value
            .as_str()
            .filter(|text| !text.contains(['\r', '\n']) && !name.contains([' ', ':', '\r', '\n']));
        let value = value.ok_or("\"headers\" is an object of texts of one line")?;
        list.push((name.to_owned(), value.to_owned()));
    }
    Ok(list)
}

fn whole(value: &Value, key: &str, allowed: std::ops::RangeInclusive<i64>) -> Result<i64, String> {
    match value {
        Value::Number(Number::Int(number)) if allowed.contains(number) => Ok(*number),
        _ => Err(format!("\"{key}\" is a whole number from {} to {}", allowed.start(), allowed.end())),
    }
}

/// The JSON form.
pub(crate) fn write<'a>(canned: impl IntoIterator<Item = &'a Canned>) -> Value {
    Value::List(canned.into_iter().map(written).collect())
}

fn written(canned: &Canned) -> Value {
    let mut map: Map = [("operation", Value::from(canned.operation.as_str()))].into_iter().collect();
    if let Some(input) = &canned.input {
        map.insert("input", input.clone());
    }
    if let Some(times) = canned.times {
        map.insert("times", Value::from(times.min(i64::MAX as u64) as i64));
    }
    let (status, headers, body) = match &canned.answer {
        Answer::Http { status, headers, body } => (*status, headers, shown(body)),
        Answer::Text { status, headers, json } => (*status, headers, shown(json.as_bytes())),
        Answer::Error { status, headers, code, message } => {
            let members =
                [("__type", Value::from(code.as_str())), ("message", Value::from(message.as_str()))];
            (*status, headers, Some(Value::Map(members.into_iter().collect())))
        }
        Answer::Sample | Answer::Failure(_) => return Value::Map(map),
    };
    map.insert("status", Value::from(i64::from(status)));
    if !headers.is_empty() {
        let headers = headers.iter().map(|(name, value)| (name.as_str(), Value::from(value.as_str())));
        map.insert("headers", Value::Map(headers.collect()));
    }
    if let Some(body) = body {
        map.insert("body", body);
    }
    Value::Map(map)
}

/// A body that is an object or a list as such, another one as text: a text in `body` is taken as it stands.
fn shown(body: &[u8]) -> Option<Value> {
    let text = String::from_utf8_lossy(body);
    let json = json::parse(&text).ok().filter(Value::is_container);
    (!body.is_empty()).then(|| json.unwrap_or_else(|| Value::from(text.as_ref())))
}
