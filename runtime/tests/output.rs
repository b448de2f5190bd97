//! Every output format against what the AWS CLI printed for the same value.
//!
//! A line of the data holds a `value` and, by format, the text that was printed for it. A table has a
//! `title` and the `width` of the terminal; `text_fails` and `table_fails` say that the CLI gave up.
#![cfg(feature = "cli")]

use std::fs;

use cognito_idp_runtime::{Value, json, output};

/// One line of the data: a value and what each format makes of it.
struct Case {
    line: usize,
    case: Value,
}

impl Case {
    fn value(&self) -> &Value {
        self.case.get("value").unwrap_or(&Value::Null)
    }

    /// Compares one format, if the data has it. `null` stands for nothing printed.
    fn check(&self, format: &str, printed: &str) {
        let Some(expected) = self.case.get(format) else { return };
        let expected = expected.as_str().unwrap_or_default();
        let value = json::to_string(self.value(), json::Layout::Wire);
        assert!(
            printed == expected,
            "line {}, {format} of {value}:\n{printed}\nexpected:\n{expected}",
            self.line
        );
    }
}

/// The recorded cases; `OUTPUT_CASES` names another file of them.
fn cases() -> Vec<Case> {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/output.jsonl");
    let path = std::env::var("OUTPUT_CASES").unwrap_or_else(|_| own.to_owned());
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let parse = |line: &str| json::parse(line).unwrap_or_else(|error| panic!("{path}: {error}"));
    let cases: Vec<Case> =
        text.lines().enumerate().map(|(i, line)| Case { line: i + 1, case: parse(line) }).collect();
    assert!(!cases.is_empty(), "no cases in {path}");
    cases
}

#[test]
fn json_is_printed_as_recorded() {
    for case in cases() {
        case.check("json", &output::json(case.value()).unwrap_or_default());
    }
}

#[test]
fn text_is_printed_as_recorded() {
    for case in cases() {
        let printed = output::text(case.value());
        let failed = printed.is_err();
        case.check("text", &printed.unwrap_or_else(|error| error.printed));
        let recorded = case.case.get("text").is_some();
        assert_eq!(failed && recorded, case.case.get("text_fails").is_some(), "line {}", case.line);
    }
}

#[test]
fn tables_are_printed_as_recorded() {
    for case in cases() {
        let Some(title) = case.case.get("title").and_then(Value::as_str) else { continue };
        let width = case.case.get("width").and_then(|w| json::to_string(w, json::Layout::Wire).parse().ok());
        for (format, color) in [("table", false), ("table_color", true)] {
            let printed = output::table(title, case.value(), color, width.unwrap_or(80));
            assert_eq!(printed.is_err(), case.case.get("table_fails").is_some(), "line {}", case.line);
            case.check(format, &printed.ok().flatten().unwrap_or_default());
        }
    }
}

#[test]
fn yaml_is_printed_as_recorded() {
    for case in cases() {
        case.check("yaml", &output::yaml(case.value()).unwrap_or_default());
        case.check("yaml_stream", &output::yaml_stream_page(case.value()));
    }
}
