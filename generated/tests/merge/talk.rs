//! What is shown, hidden, named and refused.

use super::*;

const GROUP: &str = r#"{"Group": {"GroupName": "g", "UserPoolId": "us-east-1_Pool12345", "Description": "all", "Precedence": 7, "LastModifiedDate": 1700000000}}"#;
const UPDATE: [&str; 7] = ["update-group", "--user-pool-id", POOL, "--group-name", "g", "--precedence", "3"];

fn provider(details: &str) -> String {
    format!(r#"{{"IdentityProvider": {{"ProviderName": "o", "ProviderType": "OIDC", "ProviderDetails": {details}}}}}"#)
}

#[test]
fn the_difference_is_on_standard_error_and_the_reply_on_standard_output() {
    let server = server(&[("GetGroup", GROUP), ("UpdateGroup", GROUP)]);
    let output = run(&server, &[&UPDATE[..], &["--merge", "--query", "Group.GroupName"]].concat());
    assert_eq!(
        said(&output),
        "update-group changes what get-group replies:\n- Precedence: 7\n+ Precedence: 3\nCannot be sent back: LastModifiedDate\n"
    );
    assert_eq!(String::from_utf8_lossy(&output.stdout), "\"g\"\n");
    let output = run(&server, &[&UPDATE[..], &["--merge", "--color", "on"]].concat());
    assert!(said(&output).contains("\u{1b}[31m- Precedence: 7\u{1b}[0m\n\u{1b}[32m+ Precedence: 3\u{1b}[0m\n"));
}

#[test]
fn a_dry_run_reads_and_sends_nothing() {
    let server = server(&[("GetGroup", GROUP)]);
    let output = run(&server, &[&UPDATE[..], &["--merge", "--dry-run"]].concat());
    assert!(output.status.success() && output.stdout.is_empty(), "{output:?}");
    assert!(said(&output).contains("+ Precedence: 3\n"));
    let output = run(&server, &[&UPDATE[..], &["--merge", "--dry-run=curl"]].concat());
    let command = String::from_utf8_lossy(&output.stdout);
    assert!(command.contains(r#""Description": "all", "Precedence": 3"#) && !command.contains("Signature="), "{command}");
    assert_eq!(sent(&server, "GetGroup").len(), 2);
    assert!(sent(&server, "UpdateGroup").is_empty());
}

#[test]
fn what_others_change_in_between_is_not_overwritten() {
    let server = server(&[("GetGroup", &GROUP.replace("1700000000", "1700000001"))]);
    reply_once(&server, "GetGroup", GROUP);
    let output = run(&server, &[&UPDATE[..], &["--merge", "--yes"]].concat());
    assert_eq!(output.status.code(), Some(255));
    assert!(said(&output).contains("Somebody else made a change in between: LastModifiedDate was "), "{}", said(&output));
    assert!(sent(&server, "UpdateGroup").is_empty());

    let scopes = |name| format!(r#"{{"ResourceServer": {{"Name": "{name}", "Scopes": []}}}}"#);
    let server = super::server(&[("DescribeResourceServer", scopes("b").as_str())]);
    reply_once(&server, "DescribeResourceServer", &scopes("a"));
    let words = ["update-resource-server", "--user-pool-id", POOL, "--identifier", "x", "--scopes", "ScopeName=s,ScopeDescription=d"];
    let output = run(&server, &[&words[..], &["--merge"]].concat());
    assert!(said(&output).contains("Somebody else made a change in between: Name is not what it was."), "{}", said(&output));
    assert!(sent(&server, "UpdateResourceServer").is_empty());
}

#[test]
fn maps_are_laid_as_a_whole_or_deep_and_secrets_are_masked() {
    let state = provider(r#"{"client_id": "a", "client_secret": "s3cret", "oidc_issuer": "https://a.example"}"#);
    let server = server(&[("DescribeIdentityProvider", state.as_str())]);
    let words = ["update-identity-provider", "--user-pool-id", POOL, "--provider-name", "o", "--provider-details", "client_secret=n3w"];
    let deep = run(&server, &[&words[..], &["--merge=deep"]].concat());
    assert!(deep.status.success());
    assert!(said(&deep).contains("- ProviderDetails.client_secret: \"********\"\n+ ProviderDetails.client_secret: \"********\"\n"));
    let whole = run(&server, &[&words[..], &["--merge"]].concat());
    assert!(said(&whole).contains("- ProviderDetails.client_id: \"a\"\n"), "{}", said(&whole));
    assert!(!said(&deep).contains("s3cret") && !said(&whole).contains("n3w"));
    let details: Vec<Value> = sent(&server, "UpdateIdentityProvider").iter().map(|r| r.get("ProviderDetails").unwrap().clone()).collect();
    assert_eq!(details[0], value(r#"{"client_id": "a", "client_secret": "n3w", "oidc_issuer": "https://a.example"}"#));
    assert_eq!(details[1], value(r#"{"client_secret": "n3w"}"#));
}

#[test]
fn what_is_given_wins_over_its_other_spelling() {
    let pool = r#"{"UserPool": {"VerificationMessageTemplate": {"EmailMessage": "new {####}", "EmailSubject": "s"}, "LambdaConfig": {"PreTokenGeneration": "arn:aws:lambda:us-east-1:123456789012:function:a", "PreTokenGenerationConfig": {"LambdaVersion": "V2_0", "LambdaArn": "arn:aws:lambda:us-east-1:123456789012:function:a"}}}}"#;
    let server = server(&[("DescribeUserPool", pool)]);
    let words = ["update-user-pool", "--user-pool-id", POOL, "--merge"];
    let output = run(&server, &[&words[..], &["--email-verification-message", "old {####}"]].concat());
    assert!(said(&output).contains("- VerificationMessageTemplate.EmailMessage: \"new {####}\"\n"), "{}", said(&output));
    let lambda = "PreTokenGenerationConfig={LambdaVersion=V3_0,LambdaArn=arn:aws:lambda:us-east-1:123456789012:function:b}";
    run(&server, &[&words[..], &["--lambda-config", lambda]].concat());
    let requests = sent(&server, "UpdateUserPool");
    assert_eq!(requests[0].get("VerificationMessageTemplate"), Some(&value(r#"{"EmailSubject": "s"}"#)));
    assert!(requests[0].get("LambdaConfig").unwrap().get("PreTokenGeneration").is_some(), "both agree, and stay");
    assert!(requests[1].get("LambdaConfig").unwrap().get("PreTokenGeneration").is_none());
}

#[test]
fn all_ways_to_give_a_value_work_together() {
    let server = server(&[("GetGroup", GROUP)]);
    let file = std::env::temp_dir().join(format!("merge-{}", std::process::id()));
    std::fs::write(&file, "few").unwrap();
    let document = format!(r#"{{"UserPoolId": "{POOL}", "GroupName": "g", "Precedence": 1}}"#);
    let description = format!("file://{}", file.display());
    let output = run(&server, &["update-group", "--cli-input-json", &document, "--description", &description, "--merge"]);
    std::fs::remove_file(&file).unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(said(&output).lines().filter(|line| line.starts_with(['-', '+'])).count(), 4);
    let missing = run(&server, &["update-group", "--cli-input-json", "{}", "--merge"]);
    assert_eq!(missing.status.code(), Some(252));
    assert!(said(&missing).contains("Missing required parameter in input: \"UserPoolId\""));
}

#[test]
fn commands_without_a_pair_say_which_have_one() {
    let server = server(&[]);
    let cases: [(&[&str], &str); 4] = [
        (&["list-groups", "--user-pool-id", POOL, "--merge"], "--merge: list-groups has no state that can be read; these commands have one: set-log-delivery-configuration, "),
        (&["get-group", "--yes"], "--yes answers the question that --merge asks"),
        (&["update-group", "--merge=all"], "argument --merge: "),
        (&["update-group", "--user-pool-id", POOL, "--group-name", "g", "--merge", "--generate-cli-skeleton"], "only one of the two"),
    ];
    for (words, expected) in cases {
        let output = run(&server, words);
        assert_eq!(output.status.code(), Some(252), "{words:?}");
        assert!(said(&output).contains(expected), "{}", said(&output));
    }
    assert!(server.stub().requests().is_empty());
}

#[test]
fn a_read_that_fails_ends_it() {
    let server = server(&[]);
    server.stub().set_replies(r#"{"operation":"GetGroup","error":"ResourceNotFoundException","message":"gone"}"#).unwrap();
    let output = run(&server, &[&UPDATE[..], &["--merge"]].concat());
    assert_eq!(output.status.code(), Some(254));
    assert!(said(&output).contains("when calling the GetGroup operation: gone"), "{}", said(&output));
    assert!(sent(&server, "UpdateGroup").is_empty());
}
