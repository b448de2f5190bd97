//! `--input-from`: what is taken out of a document, what is left out, and what is refused.

use super::*;

const POOL_REPLY: &str = r#"{"UserPool": {"Id": "us-east-1_Pool12345", "Name": "users", "Policies": {"PasswordPolicy": {"MinimumLength": 8, "TemporaryPasswordValidityDays": 3}}, "LambdaConfig": {"PreSignUp": "arn:aws:lambda:us-east-1:123456789012:function:x"}, "SchemaAttributes": [{"Name": "sub", "AttributeDataType": "String"}, {"Name": "email", "AttributeDataType": "String", "Required": true}, {"Name": "custom:tenant", "AttributeDataType": "Number"}, {"Name": "dev:custom:note", "AttributeDataType": "String", "DeveloperOnlyAttribute": true}], "AdminCreateUserConfig": {"UnusedAccountValidityDays": 7, "AllowAdminCreateUserOnly": true}, "MfaConfiguration": "OPTIONAL", "UserPoolTags": {"team": "login"}, "EstimatedNumberOfUsers": 4, "CustomDomain": null}}"#;
const COPY: &str = r#"{"PoolName": "copy", "Policies": {"PasswordPolicy": {"MinimumLength": 8, "TemporaryPasswordValidityDays": 3}}, "LambdaConfig": {"PreSignUp": "arn:aws:lambda:us-east-1:123456789012:function:x"}, "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": true}, "MfaConfiguration": "OPTIONAL", "UserPoolTags": {"team": "login"}, "Schema": [{"Name": "email", "AttributeDataType": "String", "Required": true}, {"Name": "tenant", "AttributeDataType": "Number"}, {"Name": "note", "AttributeDataType": "String", "DeveloperOnlyAttribute": true}]}"#;

#[test]
fn a_pool_is_copied_through_a_pipe() {
    let server = server(&[("DescribeUserPool", POOL_REPLY)]);
    for (format, dialect) in [("json", "v2"), ("yaml", "v2"), ("json", "v1")] {
        let read = run(&server, &["describe-user-pool", "--user-pool-id", POOL, "--output", format]);
        let words = ["create-user-pool", "--input-from", "-", "--pool-name", "copy", "--cli-dialect", dialect];
        let output = piped(&server, &words, &read.stdout);
        assert!(output.status.success(), "{}", said(&output));
        let created = sent(&server, "CreateUserPool").pop().unwrap();
        assert_eq!(sorted(&created), sorted(&value(COPY)), "{format}");
        let said = said(&output);
        for name in ["Id", "EstimatedNumberOfUsers"] {
            assert!(said.lines().next().unwrap().contains(name), "{said}");
        }
        assert!(said.contains("Left out: AdminCreateUserConfig.UnusedAccountValidityDays. "), "{said}");
        assert!(!said.contains("Name") && !said.contains("CustomDomain"), "{said}");
    }
}

#[test]
fn requests_are_read_as_they_are_and_options_win() {
    let server = server(&[]);
    let request = format!("UserPoolId: {POOL}\nGroupName: a\nPrecedence: 3\nOther: x\n");
    let words = ["create-group", "--input-from", "-", "--group-name", "b", "--cli-input-json", r#"{"Precedence": 4}"#];
    let output = piped(&server, &words, request.as_bytes());
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(said(&output), "Left out: Other\n");
    assert_eq!(
        sent(&server, "CreateGroup"),
        [value(r#"{"GroupName": "b", "Precedence": 4, "UserPoolId": "us-east-1_Pool12345"}"#)]
    );
}

#[test]
fn what_a_structure_does_not_know_is_left_out_of_it() {
    let server = server(&[]);
    let document = r#"{"Pool": {"PoolName": "p", "Policies": {"PasswordPolicy": {"MinimumLength": 9, "Odd\n": 1}}}, "Status": 200}"#;
    let output = piped(&server, &["create-user-pool", "--input-from", "-"], document.as_bytes());
    assert_eq!(said(&output), "Left out: Status, Policies.PasswordPolicy[\"Odd\\n\"]\n");
    let request = r#"{"PoolName": "p", "Policies": {"PasswordPolicy": {"MinimumLength": 9}}}"#;
    assert_eq!(sent(&server, "CreateUserPool"), [value(request)]);
}

#[test]
fn what_has_another_shape_is_left_out() {
    let server = server(&[]);
    let document = format!(r#"{{"UserPoolId": "{POOL}", "GroupName": "g", "Precedence": "seven", "Description": ["x"]}}"#);
    let output = piped(&server, &["create-group", "--input-from", "-"], document.as_bytes());
    assert_eq!(said(&output), "Left out: Precedence, Description\n");
    assert_eq!(sent(&server, "CreateGroup"), [value(r#"{"UserPoolId": "us-east-1_Pool12345", "GroupName": "g"}"#)]);
}

#[test]
fn bytes_are_base64_in_documents_of_either_dialect() {
    let server = server(&[]);
    let document = format!(r#"{{"UserPoolId": "{POOL}", "ImageFile": "iVBORw=="}}"#);
    for dialect in ["v1", "v2"] {
        piped(&server, &["set-ui-customization", "--input-from", "-", "--cli-dialect", dialect], document.as_bytes());
    }
    let images: Vec<Value> = sent(&server, "SetUICustomization").iter().map(|r| r.get("ImageFile").unwrap().clone()).collect();
    assert_eq!(images, [value("\"iVBORw==\""), value("\"iVBORw==\"")]);
}

#[test]
fn a_document_may_be_merged() {
    let state = r#"{"Group": {"GroupName": "g", "Description": "all", "Precedence": 7}}"#;
    let server = server(&[("GetGroup", state)]);
    let words = ["update-group", "--user-pool-id", POOL, "--group-name", "g", "--input-from", "-", "--merge"];
    let output = piped(&server, &words, br#"{"Precedence": 1}"#);
    assert!(output.status.success(), "{}", said(&output));
    let request = sent(&server, "UpdateGroup").pop().unwrap();
    assert_eq!((request.get("Description"), request.get("Precedence")), (Some(&value("\"all\"")), Some(&value("1"))));
}

#[test]
fn documents_that_are_none_are_errors() {
    let server = server(&[]);
    let deep = "[".repeat(100_000);
    let deeper = format!("{{\"a\": {}", "{\"a\": ".repeat(100_000));
    let bomb = format!("a: &a [x, x, x, x, x, x, x, x]\n{}", (0..9).map(|n| { let (from, to) = ((b'a' + n) as char, (b'b' + n) as char); format!("{to}: &{to} [*{from}, *{from}, *{from}, *{from}, *{from}, *{from}, *{from}, *{from}]\n") }).collect::<String>());
    let huge = "x".repeat((16 << 20) + 1);
    let cases: [(&[u8], &str); 12] = [
        (b"", "there is nothing in it"),
        (b"# nothing\n", "there is nothing in it"),
        (b"[1, 2]", "a document of members is wanted"),
        (b"text", "a document of members is wanted"),
        (b"{\"a\": ", "not JSON: "),
        (b"a: [", "not YAML: "),
        (b"a: 1\n---\nb: 2\n", "not YAML: "),
        (b"{\"GroupName\": \"\xff\"}", "not text in UTF-8: byte 16 is none"),
        (deep.as_bytes(), "not JSON: "),
        (deeper.as_bytes(), "not JSON: "),
        (bomb.as_bytes(), "not YAML: "),
        (huge.as_bytes(), "longer than 16 MiB"),
    ];
    for (document, expected) in cases {
        let output = piped(&server, &["create-group", "--input-from", "-"], document);
        assert_eq!(output.status.code(), Some(252), "{}", said(&output));
        assert!(said(&output).contains(&format!("--input-from -: {expected}")), "{}", said(&output));
    }
    let output = run(&server, &["create-group", "--input-from", "/nowhere"]);
    assert!(said(&output).contains("--input-from /nowhere: No such file"), "{}", said(&output));
    assert!(server.stub().requests().is_empty());
}

#[test]
fn what_is_missing_is_said_by_the_check_of_requests() {
    let server = server(&[]);
    let output = piped(&server, &["create-group", "--input-from", "-"], b"{\"GroupName\": \"g\"}");
    assert_eq!(output.status.code(), Some(252));
    assert!(said(&output).contains("Missing required parameter in input: \"UserPoolId\""), "{}", said(&output));
}
