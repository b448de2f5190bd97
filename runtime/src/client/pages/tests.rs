//! Whole runs over pages, as a service would give them.

use super::*;
use crate::shapes::value::json::{Layout, parse, to_string};

static RULES: Paginator = Paginator {
    input_tokens: &["NextToken"],
    output_tokens: &["NextToken"],
    more_results: None,
    limit_key: Some("Limit"),
    result_keys: &["Items"],
    non_aggregate_keys: &[],
};

/// Runs over `pages` and gives the merged result and the requests.
fn run(settings: Settings, pages: &[&str]) -> Result<(String, Vec<String>), String> {
    let mut requests = Vec::new();
    let (mut merged, mut items) = (Merged::new(&RULES), Vec::new());
    let mut run = Pages::new(&RULES, Map::new(), settings).map_err(|e| e.to_string())?;
    let mut pages = pages.iter();
    while let Some(request) = run.request().map_err(|e| e.to_string())? {
        requests.push(to_string(&Value::Map(request.clone()), Layout::Wire));
        let mut page = parse(pages.next().copied().unwrap_or("{}")).unwrap_or_default();
        run.accept(&mut page).map_err(|e| e.to_string())?;
        items.extend(merged.add(page).into_iter().flat_map(|(_, items)| items));
    }
    Ok((to_string(&merged.finish([Value::List(items)], run.resume_token()), Layout::Wire), requests))
}

const PAGES: [&str; 2] = [r#"{"Items": [1, 2, 3], "NextToken": "t1", "Other": 1}"#, r#"{"Items": [4]}"#];

fn max_items(max: i64) -> Settings {
    Settings { max_items: Some(max), ..Settings::default() }
}

fn starting(token: &str) -> Settings {
    Settings { starting_token: Some(token.to_owned()), ..Settings::default() }
}

#[test]
fn all_pages() {
    let settings = Settings { page_size: Some(Value::from(3)), ..Settings::default() };
    let (result, requests) = run(settings, &PAGES).unwrap_or_default();
    assert_eq!(result, r#"{"Items": [1, 2, 3, 4]}"#);
    assert_eq!(requests, [r#"{"Limit": 3}"#, r#"{"Limit": 3, "NextToken": "t1"}"#]);
}

#[test]
fn stopping_short_gives_botocores_tokens() {
    // base64 of {"NextToken": null, "boto_truncate_amount": 2} and of {"NextToken": "t1"}
    let inside = "eyJOZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAyfQ==";
    let boundary = "eyJOZXh0VG9rZW4iOiAidDEifQ==";
    let result = |settings| run(settings, &PAGES).map(|(result, _)| result);
    assert_eq!(result(max_items(2)), Ok(format!(r#"{{"Items": [1, 2], "NextToken": "{inside}"}}"#)));
    assert_eq!(result(max_items(3)), Ok(format!(r#"{{"Items": [1, 2, 3], "NextToken": "{boundary}"}}"#)));
    assert_eq!(result(max_items(4)), Ok(r#"{"Items": [1, 2, 3, 4]}"#.to_owned()));
    assert_eq!(result(starting(inside)), Ok(r#"{"Items": [3, 4]}"#.to_owned()));
}

#[test]
fn starting_tokens_of_three_kinds() {
    let first_request = |token| run(starting(token), &["{}"]).map(|(_, requests)| requests.concat());
    let cases = [
        ("eyJOZXh0VG9rZW4iOiAidDEifQ==", r#"{"NextToken": "t1"}"#),
        ("abc___2", r#"{"NextToken": "abc"}"#),
        ("None___2", "{}"),
        ("abc___x", r#"{"NextToken": "abc___x"}"#),
        ("plain token", r#"{"NextToken": "plain token"}"#),
        ("", r#"{"NextToken": ""}"#),
    ];
    for (token, request) in cases {
        assert_eq!(first_request(token), Ok(request.to_owned()), "{token}");
    }
    assert!(first_request("bnVsbA==").is_err());
    assert!(first_request("a___b___c").is_err());
}

#[test]
fn a_service_that_goes_in_circles_is_stopped() {
    let page = r#"{"Items": [1], "NextToken": "t1"}"#;
    assert_eq!(
        run(Settings::default(), &[page, page, page]),
        Err("Error during pagination: The same next token was received twice: {'NextToken': 't1'}".to_owned())
    );
}

#[test]
fn an_empty_token_ends_it() {
    let (result, requests) =
        run(Settings::default(), &[r#"{"Items": [], "NextToken": ""}"#]).unwrap_or_default();
    assert_eq!((result.as_str(), requests.len()), (r#"{"Items": []}"#, 1));
}

#[test]
fn pages_are_joined_as_botocore_joins_them() {
    static MANY: Paginator = Paginator {
        result_keys: &["Account.Users", "Account.Groups", "Count", "Text", "Flag", "Account"],
        non_aggregate_keys: &["Account.Name", "Absent"],
        ..RULES
    };
    let pages = [
        r#"{"Account": {"Users": [1], "Name": "n", "Else": 1}, "Count": 1, "Text": "a", "Flag": true}"#,
        r#"{"Account": {"Users": null, "Groups": [2], "Name": "m"}, "Count": 9223372036854775807, "Text": "b"}"#,
        r#"{"Account": {"Users": [3, [4]], "Groups": []}, "Count": 0.5, "Flag": false}"#,
    ];
    let (mut merged, mut lists) = (Merged::new(&MANY), vec![Vec::new(); MANY.result_keys.len()]);
    for page in pages {
        for (at, items) in merged.add(parse(page).unwrap()) {
            lists[at].extend(items);
        }
    }
    let whole = merged.finish(lists.into_iter().map(Value::List), Some("t"));
    assert_eq!(
        to_string(&whole, Layout::Wire),
        r#"{"Account": {"Users": [1, 3, [4]], "Groups": [2], "Name": "n"}, "Count": 9.223372036854776e+18, "Text": "ab", "Flag": 1, "Absent": null, "NextToken": "t"}"#
    );
}

#[test]
fn what_stands_beside_the_lists_wins() {
    static BESIDE: Paginator = Paginator { non_aggregate_keys: &["Items"], ..RULES };
    let mut merged = Merged::new(&BESIDE);
    let first = merged.add(parse(r#"{"Items": [1]}"#).unwrap());
    assert_eq!(first, [(0, vec![Value::from(1)])]);
    assert_eq!(merged.add(parse(r#"{"Items": [2]}"#).unwrap()), [(0, vec![Value::from(2)])]);
    let whole = merged.finish([Value::List(vec![Value::from(1), Value::from(2)])], None);
    assert_eq!(to_string(&whole, Layout::Wire), r#"{"Items": [1]}"#);
}

/// Whatever numbers a person or a token gives: Python's have no end, and ours stop at theirs.
#[test]
fn numbers_at_their_ends() {
    // base64 of {"NextToken": null, "boto_truncate_amount": -9223372036854775808}
    let least = "eyJOZXh0VG9rZW4iOiBudWxsLCAiYm90b190cnVuY2F0ZV9hbW91bnQiOiAtOTIyMzM3MjAzNjg1NDc3NTgwOH0=";
    let result = |settings| run(settings, &PAGES).map(|(result, _)| result);
    assert_eq!(result(max_items(i64::MIN)), Ok(format!(r#"{{"Items": [], "NextToken": "{least}"}}"#)));
    assert_eq!(result(max_items(i64::MAX)), Ok(r#"{"Items": [1, 2, 3, 4]}"#.to_owned()));
    for max in [i64::MIN, -1, 0, i64::MAX] {
        for token in
            [least.to_owned(), format!("t___{}", i64::MAX), format!("t___{}", i64::MIN), "t___9e9".into()]
        {
            assert!(
                run(Settings { max_items: Some(max), ..starting(&token) }, &PAGES).is_ok(),
                "{max} {token}"
            );
        }
    }
}
