//! Records in, results out: order, errors, statuses, rates, what is refused.

use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use super::run::{Folder, run, text};
use super::server::{error, serve};
use cognito_idp::runtime::value::Value;

const CREATE: [&str; 4] = ["admin-create-user", "--user-pool-id", "us-east-1_EXAMPLE01", "--for-each"];

fn words<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&CREATE[..], more].concat()
}

/// A service that makes users, except those whose name begins with `taken`; later ones are quicker.
fn users() -> (String, Arc<Mutex<Vec<Value>>>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let url = serve(move |_, body| {
        let count = {
            let mut log = log.lock().unwrap();
            log.push(body.clone());
            log.len()
        };
        thread::sleep(Duration::from_millis(7 * (count as u64 % 3)));
        match text(body, "Username").starts_with("taken") {
            true => error("UsernameExistsException", "taken"),
            false => (200, format!(r#"{{"User": {{"Username": "{}"}}}}"#, text(body, "Username"))),
        }
    });
    (url, seen)
}

#[test]
fn results_are_in_the_records_order_whatever_ends_first() {
    let (url, seen) = users();
    let names: Vec<String> = (1..=60).map(|number| format!("user{number}")).collect();
    let input = names.iter().map(|name| format!("{{\"username\": \"{name}\"}}\n")).collect::<String>();
    let ran = run(&url, &words(&["-", "--concurrency", "12"]), &input);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let lines = ran.lines();
    assert_eq!(lines.iter().map(|line| text(line, "Username")).collect::<Vec<_>>(), names);
    for (number, line) in (1..).zip(&lines) {
        assert_eq!(line.get("Record"), Some(&Value::from(number)));
        assert_eq!(text(line.get("Reply").unwrap().get("User").unwrap(), "Username"), text(line, "Username"));
    }
    assert_eq!(seen.lock().unwrap().len(), 60);
    assert!(ran.err.contains("60 records: 60 went well, 0 failed"), "{}", ran.err);
}

#[test]
fn every_form_says_the_same() {
    let folder = Folder::new();
    let csv = "\u{feff}Username,user-attributes,ForceAliasCreation\r\njane,\"Name=email,Value=j@x Name=name,Value='J D'\",true\r\n";
    let dotted = "Username,UserAttributes.email,UserAttributes.name,ForceAliasCreation\njane,j@x,J D,true\n";
    let json = r#"{"Username": "jane", "UserAttributes": [{"Name": "email", "Value": "j@x"}, {"Name": "name", "Value": "J D"}], "force-alias-creation": true}"#;
    let yaml = "---\nUsername: jane\nUserAttributes:\n- {Name: email, Value: j@x}\n- {Name: name, Value: J D}\nForceAliasCreation: true\n";
    for (name, content) in [("a.csv", csv), ("b.csv", dotted), ("a.jsonl", json), ("a.yaml", yaml)] {
        let expected = r#"{"UserPoolId": "us-east-1_EXAMPLE01", "Username": "jane", "UserAttributes": [{"Name": "email", "Value": "j@x"}, {"Name": "name", "Value": "J D"}], "ForceAliasCreation": true}"#;
        let file = folder.write(name, content);
        for (input, piped) in [(file.as_str(), ""), ("-", content)] {
            let (url, seen) = users();
            let ran = run(&url, &words(&[input]), piped);
            assert_eq!(ran.status, 0, "{name}: {}", ran.err);
            let seen = seen.lock().unwrap();
            let Value::Map(sent) = &seen[0] else { panic!("{seen:?}") };
            let mut sent: Vec<String> = sent.iter().map(|(key, value)| format!("{key}: {value:?}")).collect();
            let expected = cognito_idp::runtime::json::parse(expected).unwrap();
            let mut expected: Vec<String> =
                expected.as_map().unwrap().iter().map(|(key, value)| format!("{key}: {value:?}")).collect();
            sent.sort();
            expected.sort();
            assert_eq!(sent, expected, "{name}");
        }
    }
}

#[test]
fn bad_records_are_errors_of_their_own_and_the_status_tells_how_many() {
    let cases = [
        ("Username\na\nb\n", 0, "2 went well, 0 failed"),
        ("Username\na\ntaken\n", 3, "1 went well, 1 failed"),
        ("Username\ntaken1\ntaken2\n", 4, "0 went well, 2 failed"),
        ("Username\n", 0, "0 records: 0 went well, 0 failed"),
        ("", 0, "0 records: 0 went well, 0 failed"),
    ];
    for (input, status, summary) in cases {
        let ran = run(&users().0, &words(&["-"]), input);
        assert_eq!((ran.status, ran.err.contains(summary)), (status, true), "{input}: {}", ran.err);
    }
    let (url, seen) = users();
    let input = "{\"Username\": \"a\"}\n[1]\n{\"Username\": \"\"}\n{\"Nme\": \"x\"}\n{\"Username\": \"b\"}\n";
    let ran = run(&url, &words(&["-"]), input);
    assert_eq!((ran.status, seen.lock().unwrap().len()), (3, 2), "{}", ran.err);
    let lines = ran.lines();
    let message = |at: usize| text(lines[at].get("Error").unwrap(), "Message").to_owned();
    assert_eq!(lines[1].get("Line"), Some(&Value::from(2)));
    assert!(message(1).contains("a record is a JSON object"), "{}", message(1));
    assert!(message(2).contains("Invalid length for parameter Username"), "{}", message(2));
    assert!(message(3).contains("no option or member of these names: Nme"), "{}", message(3));
}

#[test]
fn columns_that_mean_nothing_stop_a_run_before_it_begins() {
    let (url, seen) = users();
    for (input, named) in [
        ("Username,Nme,x y\na,b,c\n", "of these names: Nme, x y."),
        ("Username,username\na,b\n", "Username and username are the same option"),
        ("Username,Username\na,b\n", "more than once: Username"),
    ] {
        let ran = run(&url, &words(&["-"]), input);
        assert_eq!((ran.status, ran.err.contains(named)), (252, true), "{}", ran.err);
    }
    assert!(seen.lock().unwrap().is_empty());
}

#[test]
fn a_run_stops_at_an_error_if_it_is_to() {
    let (url, seen) = users();
    let input: String = (0..500)
        .map(|n| format!("{{\"Username\": \"{}{n}\"}}\n", if n == 20 { "taken" } else { "u" }))
        .collect();
    let ran = run(&url, &words(&["-", "--on-error", "stop", "--concurrency", "4"]), &input);
    assert_eq!(ran.status, 3, "{}", ran.err);
    assert!((21..40).contains(&seen.lock().unwrap().len()), "{}", seen.lock().unwrap().len());
    assert_eq!(ran.lines().len(), seen.lock().unwrap().len());
    assert!(ran.err.contains("Stopped at an error"), "{}", ran.err);
}

#[test]
fn a_rate_holds_over_all_threads() {
    let (url, seen) = users();
    let input: String = (0..30).map(|n| format!("{{\"Username\": \"u{n}\"}}\n")).collect();
    let start = Instant::now();
    let ran = run(&url, &words(&["-", "--rate", "40", "--concurrency", "8"]), &input);
    let seconds = start.elapsed().as_secs_f64();
    assert_eq!((ran.status, seen.lock().unwrap().len()), (0, 30), "{}", ran.err);
    assert!((0.65..3.0).contains(&seconds), "{seconds}");
}

#[test]
fn without_a_rate_a_run_bears_with_a_service_that_throttles() {
    let calls = AtomicUsize::new(0);
    let url = serve(move |_, _| match calls.fetch_add(1, Ordering::Relaxed) % 4 {
        0 => error("TooManyRequestsException", "slow down"),
        _ => (200, "{}".to_owned()),
    });
    let input: String = (0..40).map(|n| format!("{{\"Username\": \"u{n}\"}}\n")).collect();
    let ran = run(&url, &words(&["-", "--concurrency", "4"]), &input);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(ran.lines().len(), 40);
}

#[test]
fn a_dry_run_checks_all_records_and_sends_none() {
    let (url, seen) = users();
    let mut input: String = (0..2000).map(|n| format!("{{\"Username\": \"u{n}\"}}\n")).collect();
    let ran = run(&url, &words(&["-", "--dry-run"]), &input);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(ran.out.matches("x-amz-target: AWSCognitoIdentityProviderService.AdminCreateUser").count(), 3);
    assert!(ran.err.contains("2000 records can be sent; nothing was sent."), "{}", ran.err);
    input += "{\"Username\": 1}\n\n{\"Username\": \"u\", \"X\": 1}\n";
    let ran = run(&url, &words(&["-", "--dry-run"]), &input);
    assert_eq!(ran.status, 252, "{}", ran.err);
    assert!(ran.err.contains("Record 2001 (line 2001): Parameter validation failed"), "{}", ran.err);
    assert!(ran.err.contains("Record 2002 (line 2003): the command has no option"), "{}", ran.err);
    assert!(ran.err.contains("2 of 2002 records cannot be sent. Nothing was sent."), "{}", ran.err);
    assert!(seen.lock().unwrap().is_empty());
}

#[test]
fn expressions_and_queries_and_pages() {
    let url = serve(|operation, body| match (operation, text(body, "NextToken")) {
        ("ListUsersInGroup", "") => {
            (200, r#"{"Users": [{"Username": "a"}, {"Username": "b"}], "NextToken": "t"}"#.to_owned())
        }
        ("ListUsersInGroup", _) => (200, r#"{"Users": [{"Username": "c"}]}"#.to_owned()),
        _ => (200, "{}".to_owned()),
    });
    let pool = ["--user-pool-id", "us-east-1_EXAMPLE01"];
    let listed = run(
        &url,
        &[
            &["list-users-in-group"],
            &pool[..],
            &["--for-each", "-", "--map", "{GroupName: GroupName}", "--query", "Users[].Username"],
        ]
        .concat(),
        "{\"GroupName\": \"g\", \"Precedence\": 1}\n",
    );
    assert_eq!(
        listed.out, "{\"Record\": 1, \"GroupName\": \"g\", \"Reply\": [\"a\", \"b\", \"c\"]}\n",
        "{}",
        listed.err
    );
    let added = run(
        &url,
        &[
            &["admin-add-user-to-group"],
            &pool[..],
            &["--for-each", "-", "--map", "{GroupName: GroupName, Username: Reply[]}"],
        ]
        .concat(),
        &listed.out,
    );
    let shown: Vec<String> =
        added.lines().iter().map(|l| format!("{}/{}", text(l, "GroupName"), text(l, "Username"))).collect();
    assert_eq!(shown, ["g/a", "g/b", "g/c"], "{}", added.err);
}

#[test]
fn options_that_go_nowhere_are_refused() {
    let (url, _) = users();
    for (more, named) in [
        (&["--rate", "1"][..], "Unknown options: --rate (without --for-each)"),
        (
            &["--for-each", "-", "--generate-cli-skeleton"],
            "does not go together with --generate-cli-skeleton",
        ),
        (&["--for-each", "-", "--output", "table"], "prints JSON lines, and not table"),
        (&["--for-each", "-", "--rate", "0"], "--rate is a number"),
        (&["--for-each", "/nonexistent/x.csv"], "No such file or directory"),
        (&["--columns", "A", "--username", "x"], "--columns goes with --output csv alone"),
    ] {
        let ran = run(
            &url,
            &[&["admin-create-user", "--user-pool-id", "us-east-1_EXAMPLE01", "--username", "u"], more]
                .concat(),
            "",
        );
        assert!(ran.status >= 252 && ran.err.contains(named), "{more:?}: {} {}", ran.status, ran.err);
    }
}

#[test]
fn either_dialect_has_it() {
    let (url, _) = users();
    let ran = run(&url, &words(&["-", "--cli-dialect", "v1"]), "Username\na\ntaken\n");
    assert_eq!((ran.status, ran.lines().len()), (3, 2), "{}", ran.err);
    let ran = run(&url, &words(&["-", "--cli-dialect", "v1"]), "Username,X\na,b\n");
    assert_eq!(ran.status, 255, "{}", ran.err);
}

/// Where no thread can be started, nothing is sent, and no journal is to blame.
#[test]
fn a_run_without_threads_says_so() {
    let (url, seen) = users();
    let mut command = super::run::command(&url, &words(&["-"]));
    command.env("RUST_MIN_STACK", "70368744177664").stdin(Stdio::null());
    let ran = super::run::ran(&command.output().unwrap());
    assert_eq!(ran.status, 255, "{}", ran.err);
    assert!(ran.err.contains("The run cannot go on: no thread can be started: "), "{}", ran.err);
    assert!(seen.lock().unwrap().is_empty());
}
