//! A case as a line of JSON.

use cognito_idp::Value;
use cognito_idp::runtime::json::{self, Layout};
use cognito_idp::runtime::value::Map;

/// A command line, its surroundings, and what comes of it.
pub(crate) struct Case {
    pub(crate) id: String,
    pub(crate) argv: Vec<String>,
    /// Variables beside the usual ones; without a value they are unset.
    pub(crate) env: Vec<(String, Option<String>)>,
    /// Files in the folder that the command runs in.
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// What the service answers; the last answer stands for all that follow.
    pub(crate) responses: Vec<Response>,
    /// How the command learns where the service is: `option`, `env` or `none`.
    pub(crate) endpoint: String,
    pub(crate) expected: Outcome,
    source: Map,
}

/// An answer of the service.
#[derive(Clone)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
    /// Seconds before it comes.
    pub(crate) delay: f64,
    /// Whether the connection is closed instead.
    pub(crate) close: bool,
}

/// What comes of a command line.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) exit: i64,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) requests: Vec<Request>,
}

/// A request that was sent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) target: String,
    pub(crate) body: String,
    /// `region/service` of a signature that is right, `none`, or what is wrong with it.
    pub(crate) signed: String,
}

impl Case {
    /// Reads a line.
    pub(crate) fn parse(line: &str) -> Case {
        let Ok(Value::Map(source)) = json::parse(line) else { panic!("not a case: {line}") };
        let case = Value::Map(source.clone());
        Case {
            id: text(&case, "id"),
            argv: list(&case, "argv").iter().map(string).collect(),
            env: members(&case, "env").map(|(k, v)| (k, v.as_str().map(str::to_owned))).collect(),
            files: members(&case, "files").map(|(k, v)| (k, bytes(&v))).collect(),
            responses: list(&case, "responses").iter().map(response).collect(),
            endpoint: case.get("endpoint").map_or_else(|| "option".to_owned(), string),
            expected: Outcome {
                exit: integer(case.get("exit")),
                stdout: text(&case, "stdout"),
                stderr: text(&case, "stderr"),
                requests: list(&case, "requests").iter().map(request).collect(),
            },
            source,
        }
    }

    /// The line for this case with another outcome.
    pub(crate) fn line(&self, outcome: &Outcome) -> String {
        let mut map = self.source.clone();
        for key in ["exit", "stdout", "stderr", "requests"] {
            map.remove(key);
        }
        map.insert("exit", Value::from(outcome.exit));
        for (key, text) in [("stdout", &outcome.stdout), ("stderr", &outcome.stderr)] {
            if !text.is_empty() {
                map.insert(key, Value::from(text.as_str()));
            }
        }
        if !outcome.requests.is_empty() {
            map.insert("requests", Value::List(outcome.requests.iter().map(Request::value).collect()));
        }
        json::to_string(&Value::Map(map), Layout::Wire)
    }
}

impl Request {
    fn value(&self) -> Value {
        let members = [
            ("method", &self.method),
            ("path", &self.path),
            ("target", &self.target),
            ("body", &self.body),
            ("signed", &self.signed),
        ];
        Value::Map(members.iter().map(|(k, v)| (*k, Value::from(v.as_str()))).collect())
    }
}

fn request(value: &Value) -> Request {
    Request {
        method: text(value, "method"),
        path: text(value, "path"),
        target: text(value, "target"),
        body: text(value, "body"),
        signed: text(value, "signed"),
    }
}

fn response(value: &Value) -> Response {
    let headers: Vec<_> = members(value, "headers").map(|(k, v)| (k, string(&v))).collect();
    let default = || vec![("Content-Type".to_owned(), "application/x-amz-json-1.1".to_owned())];
    Response {
        status: value.get("status").map_or(200, |v| u16::try_from(integer(Some(v))).unwrap()),
        headers: if headers.is_empty() { default() } else { headers },
        body: value.get("body").map_or_else(|| "{}".to_owned(), string),
        delay: match value.get("delay") {
            Some(Value::Number(seconds)) => seconds.as_f64(),
            _ => 0.0,
        },
        close: value.get("close") == Some(&Value::Bool(true)),
    }
}

fn string(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn text(value: &Value, key: &str) -> String {
    value.get(key).map(string).unwrap_or_default()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_list).unwrap_or_default()
}

fn members<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = (String, Value)> + use<'a> {
    let map = value.get(key).and_then(Value::as_map);
    map.into_iter().flat_map(|map| map.iter().map(|(k, v)| (k.to_owned(), v.clone())))
}

fn integer(value: Option<&Value>) -> i64 {
    match value {
        Some(Value::Number(number)) => number.as_f64() as i64,
        _ => 0,
    }
}

/// A file's content: text, or a list of numbers where it is not UTF-8.
fn bytes(value: &Value) -> Vec<u8> {
    match value {
        Value::List(numbers) => numbers.iter().map(|n| integer(Some(n)) as u8).collect(),
        value => string(value).into_bytes(),
    }
}
