//! A suite and its cases: shapes, an operation, and what each case gives and expects.

use awsmodel_runtime::json::{self, Layout};
use awsmodel_runtime::value::{Map, Value};

/// Cases of one operation.
pub(super) struct Suite {
    /// Side and protocol, such as `input/json`.
    pub(super) file: String,
    /// A name for a module.
    pub(super) module: String,
    /// Whether its cases are of requests.
    pub(super) is_input: bool,
    data: Value,
}

/// One case.
#[derive(Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) suite: &'a Suite,
    pub(super) data: &'a Value,
}

/// An object, or nothing.
pub(super) fn map(value: Option<&Value>) -> Map {
    value.and_then(Value::as_map).cloned().unwrap_or_default()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

impl Suite {
    pub(super) fn new(side: &str, file: &str, at: usize, data: &Value) -> Suite {
        let module = format!("{side}_{}_{at}", file.replace(['-', '.'], "_"));
        Suite { file: format!("{side}/{file}"), module, is_input: side == "input", data: data.clone() }
    }

    pub(super) fn cases(&self) -> impl Iterator<Item = Case<'_>> {
        let cases = self.data.get("cases").and_then(Value::as_list).unwrap_or_default();
        cases.iter().map(|data| Case { suite: self, data })
    }

    /// Where its calls go.
    pub(super) fn endpoint(&self) -> &str {
        self.data.get("clientEndpoint").and_then(Value::as_str).unwrap_or("https://example.com")
    }

    /// A service model of its shapes and its operation.
    pub(super) fn model(&self) -> Value {
        let suite = &self.data;
        let mut given = map(self.cases().next().and_then(|case| case.data.get("given")));
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
            if is_query && members.is_some_and(|members| members.as_map().is_some_and(|map| !map.is_empty()))
            {
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
}

impl Case<'_> {
    pub(super) fn id(&self) -> &str {
        let id = text(self.data, "id");
        if id.is_empty() { text(self.data, "description") } else { id }
    }

    pub(super) fn name(&self) -> String {
        format!("{}: {}", text(&self.suite.data, "description"), self.id())
    }

    /// Whether a list of what is left out has it, or its suite.
    pub(super) fn is_in(&self, list: &str) -> bool {
        let names = [text(self.data, "id"), text(&self.suite.data, "description")];
        names.iter().any(|name| list.contains(&format!("\"{name}\"")))
    }

    /// Whether the body is expected to be compressed, which it is from a length on that the suites do not have.
    pub(super) fn is_compressed(&self) -> bool {
        let headers = map(self.data.get("serialized").and_then(|sent| sent.get("headers")));
        headers.iter().any(|(name, value)| {
            name.eq_ignore_ascii_case("content-encoding")
                && value.as_str().is_some_and(|v| v.contains("gzip"))
        })
    }

    /// Text in which a token that was made up is the one that the case expects.
    pub(super) fn with_its_token(&self, text: &str) -> String {
        const EXPECTED: &str = "00000000-0000-4000-8000-000000000000";
        let expected = self.data.get("serialized").map(|sent| json::to_string(sent, Layout::Wire));
        if !expected.is_some_and(|expected| expected.contains(EXPECTED)) {
            return text.to_owned();
        }
        let is_token = |at: &usize| text.get(*at..at + EXPECTED.len()).is_some_and(is_uuid);
        match (0..text.len()).find(is_token) {
            Some(at) => [&text[..at], EXPECTED, &text[at + EXPECTED.len()..]].concat(),
            None => text.to_owned(),
        }
    }
}

/// Whether it is a random UUID.
fn is_uuid(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        14 => byte == b'4',
        _ => byte.is_ascii_hexdigit(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn suite(expected: &str) -> Suite {
        let text = format!(r#"{{"description": "d", "cases": [{{"id": "i", "serialized": {expected}}}]}}"#);
        Suite::new("input", "rest-json", 3, &json::parse(&text).unwrap())
    }

    #[test]
    fn a_token_that_was_made_up_is_the_expected_one() {
        let made_up = "a=1&t=0f8fad5b-d9cb-469f-a165-70867728950e&b";
        let expects = suite(r#"{"body": "t=00000000-0000-4000-8000-000000000000"}"#);
        let case = expects.cases().next().unwrap();
        assert_eq!(case.with_its_token(made_up), "a=1&t=00000000-0000-4000-8000-000000000000&b");
        assert_eq!(case.with_its_token("é"), "é");
        let other = suite(r#"{"body": "", "headers": {"Content-Encoding": "custom, gzip"}}"#);
        let case = other.cases().next().unwrap();
        assert_eq!((case.with_its_token(made_up).as_str(), case.is_compressed()), (made_up, true));
        assert_eq!((other.module.as_str(), other.file.as_str()), ("input_rest_json_3", "input/rest-json"));
        assert!(case.is_in(r#"["i"]"#) && case.is_in(r#"["d"]"#) && !case.is_in(r#"["ix"]"#));
    }
}
