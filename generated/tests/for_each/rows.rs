//! `--output jsonl` and `csv`.

use super::run::{run, text};
use super::server::{error, serve};

/// Three pages of users; the fourth fails if it is asked for.
fn users() -> String {
    serve(|_, body| {
        let page =
            |users: &str, next: &str| (200, format!(r#"{{"Users": [{users}], "PaginationToken": {next}}}"#));
        let user = |name: &str, attributes: &str| {
            format!(r#"{{"Username": "{name}", "Attributes": [{attributes}], "Enabled": true}}"#)
        };
        match text(body, "PaginationToken") {
            "" => page(&user("a", r#"{"Name": "email", "Value": "a,\"x\"@b"}"#), "\"1\""),
            "1" => page(
                &format!("{}, {}", user("b", ""), user("ç", r#"{"Name": "sub", "Value": "1"}"#)),
                "\"2\"",
            ),
            "2" if text(body, "UserPoolId").ends_with("BROKEN001") => page("", "\"3\""),
            "2" => page("", "null"),
            _ => error("InternalErrorException", "broken"),
        }
    })
}

fn list(words: &[&str]) -> super::run::Ran {
    run(&users(), &[&["list-users", "--user-pool-id", "us-east-1_EXAMPLE01"], words].concat(), "")
}

#[test]
fn lists_are_lines() {
    for dialect in ["v1", "v2"] {
        let ran = list(&["--output", "jsonl", "--cli-dialect", dialect]);
        assert_eq!(
            ran.out,
            "{\"Username\": \"a\", \"Attributes\": [{\"Name\": \"email\", \"Value\": \"a,\\\"x\\\"@b\"}], \"Enabled\": true}\n\
             {\"Username\": \"b\", \"Attributes\": [], \"Enabled\": true}\n\
             {\"Username\": \"ç\", \"Attributes\": [{\"Name\": \"sub\", \"Value\": \"1\"}], \"Enabled\": true}\n",
            "{}",
            ran.err
        );
        assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    }
}

#[test]
fn lists_are_rows() {
    let ran = list(&["--output", "csv"]);
    assert_eq!(
        ran.out, "Username,email,Enabled,sub\na,\"a,\"\"x\"\"@b\",true,\nb,,true,\nç,,true,1\n",
        "{}",
        ran.err
    );
    let ran = list(&["--output", "csv", "--columns", "email, Username,nothing"]);
    assert_eq!(ran.out, "email,Username,nothing\n\"a,\"\"x\"\"@b\",a,\n,b,\n,ç,\n");
    assert_eq!(ran.err, "No row has these columns: nothing\n");
}

#[test]
fn queries_go_first() {
    for (query, lines, rows) in [
        ("Users[].Username", "\"a\"\n\"b\"\n\"ç\"\n", "Value\na\nb\nç\n"),
        (
            "Users[].[Username, Enabled]",
            "[\"a\", true]\n[\"b\", true]\n[\"ç\", true]\n",
            "1,2\na,true\nb,true\nç,true\n",
        ),
        (
            "Users[].{N: Username, A: Attributes[0]}",
            "{\"N\": \"a\", \"A\": {\"Name\": \"email\", \"Value\": \"a,\\\"x\\\"@b\"}}\n{\"N\": \"b\", \"A\": null}\n{\"N\": \"ç\", \"A\": {\"Name\": \"sub\", \"Value\": \"1\"}}\n",
            "N,A\na,\"{\"\"Name\"\": \"\"email\"\", \"\"Value\"\": \"\"a,\\\"\"x\\\"\"@b\"\"}\"\nb,\nç,\"{\"\"Name\"\": \"\"sub\"\", \"\"Value\"\": \"\"1\"\"}\"\n",
        ),
        ("length(Users)", "3\n", "Value\n3\n"),
        ("Users[].Username | sort(@) | reverse(@)", "\"ç\"\n\"b\"\n\"a\"\n", "Value\nç\nb\na\n"),
    ] {
        assert_eq!(list(&["--output", "jsonl", "--query", query]).out, lines, "{query}");
        assert_eq!(list(&["--output", "csv", "--query", query]).out, rows, "{query}");
    }
}

#[test]
fn what_is_more_is_told() {
    let ran = list(&["--output", "jsonl", "--max-items", "2", "--query", "Users[].Username"]);
    assert_eq!(ran.out, "\"a\"\n\"b\"\n");
    let token = ran.err.strip_prefix("There is more; go on with --starting-token ").unwrap().trim();
    let rest = list(&["--output", "jsonl", "--query", "Users[].Username", "--starting-token", token]);
    assert_eq!((rest.out.as_str(), rest.err.as_str()), ("\"ç\"\n", ""));
    let page = list(&["--output", "jsonl", "--no-paginate", "--query", "Users[].Username"]);
    assert_eq!(page.out, "\"a\"\n");
    let page = list(&["--output", "csv", "--columns", "Username", "--no-paginate"]);
    assert_eq!(
        (page.out.as_str(), page.err.as_str()),
        ("Username\na\n", "There is more; the PaginationToken of the reply is 1\n")
    );
}

#[test]
fn lines_stand_though_a_later_page_fails() {
    let words = ["list-users", "--user-pool-id", "us-east-1_BROKEN001", "--output"];
    let url = users();
    let environment = [("AWS_MAX_ATTEMPTS", "1")];
    let broken = |format: &str| {
        let mut command = super::run::command(&url, &[&words[..], &[format]].concat());
        super::run::ran(&command.envs(environment).output().unwrap())
    };
    let ran = broken("jsonl");
    assert_eq!((ran.status, ran.out.lines().count()), (254, 3), "{}", ran.err);
    assert!(ran.err.contains("(InternalErrorException)"), "{}", ran.err);
    let ran = broken("csv");
    assert_eq!((ran.status, ran.out.as_str()), (254, ""), "{}", ran.err);
}

#[test]
fn replies_that_are_no_lists_are_one_line() {
    let url = serve(|_, _| (200, r#"{"UserPool": {"Id": "p", "LambdaConfig": {}}}"#.to_owned()));
    let describe = ["describe-user-pool", "--user-pool-id", "us-east-1_EXAMPLE01", "--output"];
    let ran = run(&url, &[&describe[..], &["jsonl"]].concat(), "");
    assert_eq!(ran.out, "{\"UserPool\": {\"Id\": \"p\", \"LambdaConfig\": {}}}\n", "{}", ran.err);
    let ran = run(&url, &[&describe[..], &["csv", "--query", "UserPool"]].concat(), "");
    assert_eq!(ran.out, "Id,LambdaConfig\np,{}\n", "{}", ran.err);
}
