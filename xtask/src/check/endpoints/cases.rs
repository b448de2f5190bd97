//! Cases of one service, in the form that the program reads: what rules are given by settings, by operations, and what
//! comes of it.

use anyhow::{Context as _, Result};
use serde_json::{Map, Value, json};

use super::text;

/// Settings by the names that rule sets have for them.
const SETTINGS: [(&str, &str); 4] = [
    ("AWS::Region", "region"),
    ("AWS::UseFIPS", "fips"),
    ("AWS::UseDualStack", "dual_stack"),
    ("SDK::Endpoint", "endpoint"),
];

/// Reads the cases of a service with these rules.
pub(super) fn cases(service: &str, rules: &str, cases: &str) -> Result<Vec<Value>> {
    let (rules, cases): (Value, Value) = (serde_json::from_str(rules)?, serde_json::from_str(cases)?);
    let parameters = rules.get("parameters").and_then(Value::as_object).context("no parameters")?;
    let cases = cases.get("testCases").and_then(Value::as_array).context("no cases")?;
    Ok(cases.iter().map(|case| self::case(service, parameters, case)).collect())
}

fn case(service: &str, parameters: &Map<String, Value>, case: &Value) -> Value {
    let (mut settings, mut others) = (Map::new(), Map::new());
    let given = case.get("params").and_then(Value::as_object).cloned().unwrap_or_default();
    for (name, value) in given {
        // What no rule knows, nobody looks at.
        let Some(parameter) = parameters.get(&name) else { continue };
        let setting = text(parameter, "builtIn");
        let setting = SETTINGS.iter().find(|(built_in, _)| Some(*built_in) == setting);
        match setting {
            Some((_, setting)) => drop(settings.insert((*setting).to_owned(), value)),
            None => drop(others.insert(name, value)),
        }
    }
    let about = text(case, "documentation").unwrap_or_default();
    json!({
        "service": service, "about": about, "settings": settings, "others": others, "expected": expected(case),
    })
}

/// The address and whom it is signed for, or the error.
fn expected(case: &Value) -> Value {
    let pointer = |pointer: &str| case.pointer(pointer).cloned().unwrap_or_default();
    let url = pointer("/expect/endpoint/url");
    let scheme = pointer("/expect/endpoint/properties/authSchemes/0");
    json!({
        "url": url,
        "signing_name": scheme.get("signingName"),
        "signing_region": scheme.get("signingRegion"),
        "error": pointer("/expect/error"),
    })
}
