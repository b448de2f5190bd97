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
