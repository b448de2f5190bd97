//! Every output format against what the AWS CLI printed for the same value.
//!
//! A line of the data holds a `value` and, by format, the text that was printed for it. A table has a
//! `title` and the `width` of the terminal; `text_fails` and `table_fails` say that the CLI gave up.

use std::fs;

use awsmodel_command::output;
use rt::{Value, json};

/// One line of the data: a value and what each format makes of it.
struct Case {
    line: usize,
    case: Value,
}

impl Case {
    fn value(&self) -> &Value {
        self.case.get("value").unwrap_or(&Value::Null)
    }

    fn has(&self, key: &str) -> bool {
        self.case.get(key).is_some()
    }

    /// What is wrong with one format, if the data has it. No text stands for nothing printed.
    fn text_differs(&self, format: &str, printed: &str) -> Option<String> {
        let expected = self.case.get(format)?.as_str().unwrap_or_default();
        let value = json::to_string(self.value(), json::Layout::Wire);
        let differs = || format!("{format} of {value}:\n{printed}\nexpected:\n{expected}");
        (printed != expected).then(differs)
    }

    /// What is wrong if a format gave up where the CLI did not, or the other way round.
    fn failure_differs(&self, format: &str, failed: bool) -> Option<String> {
        let expected = self.has(&format!("{format}_fails"));
        let value = json::to_string(self.value(), json::Layout::Wire);
        (self.has(format) && failed != expected).then(|| format!("{format} of {value}: failed is {failed}"))
    }
}

/// The recorded cases; `OUTPUT_CASES` names another file of them.
fn cases() -> Vec<Case> {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/output.jsonl");
    let path = std::env::var("OUTPUT_CASES").unwrap_or_else(|_| own.to_owned());
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let parse = |line: &str| json::parse(line).unwrap_or_else(|error| panic!("{path}: {error}"));
    text.lines().enumerate().map(|(i, line)| Case { line: i + 1, case: parse(line) }).collect()
}

/// Fails with all that is wrong.
fn check(differences: impl Fn(&Case) -> Vec<Option<String>>) {
    let cases = cases();
    let of_line = |case: &Case| {
        let found = differences(case).into_iter().flatten();
        found.map(|wrong| format!("line {}, {wrong}", case.line)).collect::<Vec<_>>()
    };
    let wrong: Vec<String> = cases.iter().flat_map(of_line).collect();
    assert!(wrong.is_empty(), "{} differences in {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert!(!cases.is_empty());
}

#[test]
fn json_is_printed_as_recorded() {
    check(|case| vec![case.text_differs("json", &output::json(case.value()).unwrap_or_default())]);
}

#[test]
fn text_is_printed_as_recorded() {
    check(|case| {
        let printed = output::text(case.value());
        let failed = case.failure_differs("text", printed.is_err());
        vec![failed, case.text_differs("text", &printed.unwrap_or_else(|error| error.printed))]
    });
}

#[test]
fn tables_are_printed_as_recorded() {
    check(|case| {
        let title = case.case.get("title").and_then(Value::as_str).unwrap_or_default();
        let width = case.case.get("width").and_then(|w| json::to_string(w, json::Layout::Wire).parse().ok());
        let draw = |color| output::table(title, case.value(), color, width.unwrap_or(80));
        let text = |color| draw(color).ok().flatten().unwrap_or_default();
        vec![
            case.failure_differs("table", draw(false).is_err()),
            case.text_differs("table", &text(false)),
            case.text_differs("table_color", &text(true)),
        ]
    });
}

#[test]
fn yaml_is_printed_as_recorded() {
    check(|case| {
        vec![
            case.text_differs("yaml", &output::yaml(case.value()).unwrap_or_default()),
            case.text_differs("yaml_stream", &output::yaml_stream_page(case.value())),
        ]
    });
}
