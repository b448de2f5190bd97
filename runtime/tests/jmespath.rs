//! JMESPath: our own cases, and the public compliance suite for whoever has it
//! (`JMESPATH_SUITE=DIR cargo test -p awsmodel-runtime --test jmespath`).
#![allow(clippy::unwrap_used, reason = "a test that panics has failed, as it should")]

use std::fs;
use std::path::Path;

use awsmodel_runtime::Value;
use awsmodel_runtime::internals::jmespath::Expression;
use awsmodel_runtime::json::{self, Layout};

fn read(path: &Path) -> Value {
    json::parse(&fs::read_to_string(path).unwrap()).unwrap()
}

fn search(expression: &str, given: &Value) -> Result<Value, String> {
    let compiled = Expression::compile(expression).map_err(|e| e.to_string())?;
    compiled.search(given).map_err(|e| e.to_string())
}

/// The own cases, which were recorded from the Python library; `JMESPATH_CASES` names another file
/// of them. Results are compared as text, so that the order of keys counts.
#[test]
fn own_cases() {
    let own = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/jmespath.json");
    let data = std::env::var("JMESPATH_CASES").unwrap_or_else(|_| own.to_owned());
    let text = |value: &Value| json::to_string(value, Layout::Dense);
    let (mut count, mut wrong) = (0, Vec::new());
    for group in read(Path::new(&data)).as_list().unwrap() {
        for case in group.get("cases").and_then(Value::as_list).unwrap() {
            let expression = case.get("expression").and_then(Value::as_str).unwrap();
            let expected = match case.get("error").and_then(Value::as_str) {
                Some(error) => Err(error.to_owned()),
                None => Ok(text(case.get("result").unwrap())),
            };
            let actual = search(expression, group.get("given").unwrap()).map(|value| text(&value));
            count += 1;
            if actual != expected {
                wrong.push(format!("{expression}\n  is       {actual:?}\n  not {expected:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 40, "{count}");
}

#[test]
fn hostile_expressions_are_refused() {
    let many = |part: &str| part.repeat(20_000);
    let hostile = [many("("), many("!"), many("["), many("{a:"), many("a[?"), many("& "), many("length(")];
    for expression in
        hostile.into_iter().chain([many("[]"), "a".to_owned() + &many("==a"), many("a||") + "a"])
    {
        let error = Expression::compile(&expression).map(|_| ()).map_err(|error| error.to_string());
        assert!(
            error.is_err_and(|e| e.starts_with("The expression is nested too deeply")),
            "{expression:.20}"
        );
    }
}

/// Short expressions that ask for much: each ends in an error, not in the machine's memory.
#[test]
fn results_stay_in_proportion() {
    let given = json::parse(r#"{"a": [1, 2, 3], "b": "text"}"#).unwrap();
    let many = |part: &str| part.repeat(40) + "@";
    let quoted = vec![r#""xxxxxxxxxx""#; 10_000].join(",");
    let memory = "The expression makes more than 64 MiB of values";
    let cases = [
        (many("[@,@]|"), memory),
        (many("{a:@,b:@}|"), memory),
        (many("[b,b]|join('',@)|{b:@}|"), memory),
        ("[to_string(@),to_string(@)]|".repeat(14) + "@", memory),
        (format!("`[{quoted}]`|{{s:join('',@),l:@}}|join(s,l)|[@,@]|join('',@)"), memory),
        ("[@]|".repeat(20_000) + "@", "The expression nests values too deeply"),
        (
            format!("{}@{}", "map(&".repeat(9), ",`[1,2,3,4,5,6,7,8]`)".repeat(9)),
            "The expression takes too many steps",
        ),
    ];
    for (expression, expected) in cases {
        assert_eq!(search(&expression, &given), Err(expected.to_owned()), "{expression:.40}");
    }
}

/// What finds nothing new takes nothing: long chains, filters and comparisons over a large value.
#[test]
fn large_values_are_read_in_place() {
    let items: Vec<Value> = (0..40_000).map(|i| Value::from(format!("item {i}"))).collect();
    let given: Value =
        [("items", Value::from(items))].into_iter().collect::<awsmodel_runtime::value::Map>().into();
    assert_eq!(search(&("@|".repeat(500) + "length(items)"), &given), Ok(40_000.into()));
    let listed = "[length(items),".to_owned() + &"items[0],".repeat(300) + "items[?@=='item 7']|[0]]|[-1]";
    assert_eq!(search(&listed, &given), Ok("item 7".into()));
    let sorted = "sort_by(items,&@)|reverse(@)|[?contains(@,'39999')]|[0]";
    assert_eq!(search(sorted, &given), Ok("item 39999".into()));
}

#[test]
fn long_expressions_are_fine() {
    let given = json::parse(r#"{"a": {"a": [[[1]]]}}"#).unwrap();
    let ids = vec!["`1`"; 20_000].join(",");
    assert_eq!(search(&format!("contains([{ids}], `1`)"), &given), Ok(true.into()));
    assert_eq!(search(&("a".to_owned() + &"|@".repeat(20_000) + ".a[0][0][0]"), &given), Ok(1.into()));
    assert_eq!(search(&("(".repeat(100) + "a" + &")".repeat(100) + ".b"), &given), Ok(Value::Null));
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
