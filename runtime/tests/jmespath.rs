//! JMESPath: our own cases, and the public compliance suite for whoever has it
//! (`JMESPATH_SUITE=DIR cargo test -p cognito-idp-runtime --features cli --test jmespath`).
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::fs;
use std::path::Path;

use cognito_idp_runtime::Value;
use cognito_idp_runtime::jmespath::Expression;
use cognito_idp_runtime::json::{self, Layout};

fn read(path: &Path) -> Value {
    json::parse(&fs::read_to_string(path).unwrap()).unwrap()
}

fn search(expression: &str, given: &Value) -> Result<Value, String> {
    let compiled = Expression::compile(expression).map_err(|e| e.to_string())?;
    compiled.search(given).map_err(|e| e.to_string())
}

#[test]
fn own_cases() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/jmespath.json");
    let mut count = 0;
    for group in read(&data).as_list().unwrap() {
        for case in group.get("cases").and_then(Value::as_list).unwrap() {
            let expression = case.get("expression").and_then(Value::as_str).unwrap();
            let result = search(expression, group.get("given").unwrap());
            match case.get("error").and_then(Value::as_str) {
                Some(error) => assert_eq!(result, Err(error.to_owned()), "{expression}"),
                // Compared as text, so that the order of keys counts.
                None => assert_eq!(
                    result.map(|v| json::to_string(&v, Layout::Dense)),
                    Ok(json::to_string(case.get("result").unwrap(), Layout::Dense)),
                    "{expression}"
                ),
            }
            count += 1;
        }
    }
    assert!(count > 40, "{count}");
}

#[test]
fn compliance_suite() {
    let Some(suite) = std::env::var_os("JMESPATH_SUITE") else { return };
    let (mut count, mut wrong) = (0, Vec::new());
    for entry in fs::read_dir(suite).unwrap() {
        let path = entry.unwrap().path();
        for group in read(&path).as_list().unwrap() {
            for case in group.get("cases").and_then(Value::as_list).unwrap() {
                let expression = case.get("expression").and_then(Value::as_str).unwrap();
                let result = search(expression, group.get("given").unwrap());
                let good = match case.get("result") {
                    Some(expected) => result.as_ref() == Ok(expected),
                    None => result.is_err(),
                };
                count += 1;
                if !good {
                    wrong.push(format!("{}: {expression}: {result:?} for {case:?}", path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    println!("{count} cases");
}
