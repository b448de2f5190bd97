//! Two models held against each other: for every kind of change, what it means and where it is said to be.

#![allow(clippy::unwrap_used, reason = "tests")]

use awsmodel_codegen::Sources;
use awsmodel_codegen::diff::{Differences, Level, diff};
use serde_json::{Value, json};

const PARTITIONS: &str = include_str!("fixtures/partitions.json");

fn model() -> Value {
    json!({
        "metadata": {"apiVersion": "2020-01-01", "endpointPrefix": "shop", "protocol": "json", "jsonVersion": "1.1",
            "serviceFullName": "Shop", "serviceId": "Shop", "targetPrefix": "Shop"},
        "operations": {
            "Put": {"name": "Put", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "PutRequest"},
                "output": {"shape": "PutReply"}, "errors": [{"shape": "Full"}]},
            "List": {"name": "List", "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": "ListRequest"},
                "output": {"shape": "ListReply"}},
            "Ping": {"name": "Ping", "http": {"method": "POST", "requestUri": "/"}, "authtype": "none"}
        },
        "shapes": {
            "PutRequest": {"type": "structure", "required": ["Name"], "members": {
                "Name": {"shape": "Name"}, "Colour": {"shape": "Colour"}, "Size": {"shape": "Size"},
                "Parts": {"shape": "Parts"}, "Token": {"shape": "Text", "idempotencyToken": true}}},
            "PutReply": {"type": "structure", "required": ["Id"], "members": {
                "Id": {"shape": "Text"}, "State": {"shape": "State"}, "Free": {"shape": "Text"}}},
            "ListRequest": {"type": "structure", "members": {"Next": {"shape": "Text"}}},
            "ListReply": {"type": "structure", "members": {"Next": {"shape": "Text"}, "Items": {"shape": "Parts"}}},
            "Full": {"type": "structure", "exception": true, "members": {"message": {"shape": "Text"}}},
            "Name": {"type": "string", "min": 1, "max": 10, "pattern": "[a-z]+"},
            "Colour": {"type": "string", "enum": ["RED", "BLUE"]},
            "State": {"type": "string", "enum": ["OPEN", "DONE"]},
            "Size": {"type": "integer"},
            "Text": {"type": "string"},
            "Parts": {"type": "list", "member": {"shape": "Part"}},
            "Part": {"type": "structure", "members": {"Label": {"shape": "Text"}}}
        }
    })
}

const PAGES: &str =
    r#"{"pagination": {"List": {"input_token": "Next", "output_token": "Next", "result_key": "Items"}}}"#;

fn differences(old: &Value, new: &Value, pages: [Option<&str>; 2]) -> Differences {
    let (old, new) = (old.to_string(), new.to_string());
    let sources =
        |service, paginators| Sources { service, paginators, partitions: PARTITIONS, ..Sources::default() };
    diff(&sources(&old, pages[0]), &sources(&new, pages[1])).unwrap()
}

fn lines(found: &Differences) -> Vec<String> {
    found.changes.iter().map(|c| format!("{} {}: {}", c.level.name(), c.place, c.what)).collect()
}

/// What a change of the model at a JSON pointer is told as; `null` removes what stands there.
fn told(pointer: &str, value: Value) -> Vec<String> {
    let (old, mut new) = (model(), model());
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let parent = new.pointer_mut(parent).unwrap_or_else(|| panic!("{parent}"));
    match (parent, value) {
        (Value::Object(map), Value::Null) => drop(map.remove(key).unwrap()),
        (parent, value) => parent[key] = value,
    }
    lines(&differences(&old, &new, [None, None]))
}

#[test]
fn the_same_model_has_no_differences() {
    let found = differences(&model(), &model(), [Some(PAGES), Some(PAGES)]);
    assert_eq!(found, Differences::default());
    assert_eq!(found.to_string(), "no differences\n");
    assert!(!found.reach(Level::Compatible));
}

#[test]
fn every_kind_of_change_has_its_level() {
    let cases: &[(&str, Value, &[&str])] = &[
        ("/operations/Ping", Value::Null, &["breaking Ping: is gone"]),
        ("/operations/Ping/authtype", Value::Null, &["breaking Ping: is signed now: it needs credentials"]),
        ("/operations/Put/deprecated", json!(true), &["compatible Put: is deprecated"]),
        (
            "/operations/Put/http/requestUri",
            json!("/put"),
            &["compatible Put: goes out or comes back in another form"],
        ),
        ("/operations/Put/output", Value::Null, &["breaking Put: has no reply any more"]),
        (
            "/operations/Put/errors",
            json!([]),
            &["source-only Full: is raised by no operation any more", "compatible Put: raises Full no more"],
        ),
        ("/operations/Ping/input", json!({"shape": "ListRequest"}), &["source-only Ping: takes members now"]),
        ("/operations/Ping/input", json!({"shape": "PutRequest"}), &["breaking Ping: asks for members now"]),
        ("/shapes/PutRequest/members/Size", Value::Null, &["breaking PutRequest.Size: is gone"]),
        ("/shapes/PutReply/members/Free", Value::Null, &["breaking PutReply.Free: is gone"]),
        ("/shapes/PutRequest/members/New", json!({"shape": "Text"}), &["compatible PutRequest.New: is new"]),
        ("/shapes/PutReply/members/New", json!({"shape": "Text"}), &["compatible PutReply.New: is new"]),
        (
            "/shapes/PutRequest/required",
            json!(["Name", "Size"]),
            &["breaking PutRequest.Size: is required now"],
        ),
        (
            "/shapes/PutRequest/required",
            json!([]),
            &["source-only PutRequest.Name: is not required any more"],
        ),
        ("/shapes/PutReply/required", json!(["Id", "Free"]), &["source-only PutReply.Free: is required now"]),
        ("/shapes/PutReply/required", json!([]), &["source-only PutReply.Id: is not required any more"]),
        (
            "/shapes/PutRequest/members/Token/idempotencyToken",
            Value::Null,
            &["breaking PutRequest.Token: is not filled in any more"],
        ),
        (
            "/shapes/PutRequest/members/Size/deprecated",
            json!(true),
            &["compatible PutRequest.Size: is deprecated"],
        ),
        (
            "/shapes/PutRequest/members/Size/locationName",
            json!("s"),
            &["compatible PutRequest.Size: stands elsewhere in the message"],
        ),
        ("/shapes/Size/type", json!("long"), &["source-only Size: is a long and was an integer"]),
        ("/shapes/Size/type", json!("string"), &["breaking Size: is a string and was an integer"]),
        ("/shapes/Colour/enum", json!(["RED"]), &["breaking Colour: has no value \"BLUE\" any more"]),
        ("/shapes/State/enum", json!(["OPEN"]), &["source-only State: has no value \"DONE\" any more"]),
        (
            "/shapes/State/enum",
            json!(["OPEN", "DONE", "x`\u{1b}[m"]),
            &["compatible State: has the value \"x`\\u{1b}[m\""],
        ),
        ("/shapes/State/enum", Value::Null, &["source-only State: is no enum any more"]),
        ("/shapes/Text/enum", json!(["A"]), &["source-only Text: is an enum now"]),
        ("/shapes/Name/min", json!(2), &["breaking Name: the least is 2, and was 1"]),
        ("/shapes/Name/min", Value::Null, &["compatible Name: the least is none, and was 1"]),
        ("/shapes/Text/min", json!(0), &["compatible Text: the least is 0, and was none"]),
        ("/shapes/Size/min", json!(0), &["breaking Size: the least is 0, and was none"]),
        ("/shapes/Name/max", json!(9), &["breaking Name: the most is 9, and was 10"]),
        ("/shapes/Name/max", json!(11), &["compatible Name: the most is 11, and was 10"]),
        ("/shapes/Name/pattern", json!("[a-y]+"), &["breaking Name: has another pattern"]),
        ("/shapes/Name/pattern", Value::Null, &["compatible Name: has no pattern any more"]),
        ("/shapes/Name/sensitive", json!(true), &["compatible Name: is secret now"]),
        ("/shapes/Part/union", json!(true), &["breaking Part: is a union now"]),
        (
            "/metadata/serviceId",
            json!("Store"),
            &["breaking service: the service id is \"Store\", and was \"Shop\""],
        ),
        (
            "/metadata/protocol",
            json!("rest-json"),
            &["compatible service: speaks rest-json in place of json"],
        ),
        ("/metadata/signingName", json!("shop"), &[]),
    ];
    for (pointer, value, expected) in cases {
        assert_eq!(told(pointer, value.clone()), *expected, "{pointer} = {value}");
    }
}

#[test]
fn a_new_operation_is_compatible_and_a_lost_paginator_is_not() {
    let (full, mut less) = (model(), model());
    less["operations"].as_object_mut().unwrap().remove("Ping");
    assert_eq!(lines(&differences(&less, &full, [None, None])), ["compatible Ping: is new"]);
    let found = differences(&full, &full, [Some(PAGES), None]);
    assert_eq!(lines(&found), ["breaking List: is not paged any more"]);
    let found = differences(&full, &full, [None, Some(PAGES)]);
    assert_eq!(lines(&found), ["compatible List: is paged: the command shows all pages at once"]);
}

#[test]
fn what_one_waits_for_is_promised_too() {
    let waits = |operation: &str, delay: u32| {
        let acceptors = json!([{"matcher": "error", "expected": false, "state": "success"}]);
        let waiter =
            json!({"operation": operation, "delay": delay, "maxAttempts": 3, "acceptors": acceptors});
        json!({"version": 2, "waiters": {"Done": waiter}}).to_string()
    };
    let told = |old: Option<&str>, new: Option<&str>| {
        let model = model().to_string();
        let of = |waiters| Sources { service: &model, waiters, partitions: PARTITIONS, ..Sources::default() };
        lines(&diff(&of(old), &of(new)).unwrap())
    };
    let (one, slower, other) = (waits("Put", 1), waits("Put", 9), waits("List", 1));
    assert_eq!(told(Some(&one), None), ["breaking Done: cannot be waited for any more"]);
    assert_eq!(told(None, Some(&one)), ["compatible Done: can be waited for"]);
    assert_eq!(told(Some(&one), Some(&slower)), ["compatible Done: is waited for in another way"]);
    assert_eq!(told(Some(&one), Some(&other)), ["breaking Done: is asked of another operation"]);
    assert_eq!(told(Some(&one), Some(&one)), Vec::<String>::new());
}

#[test]
fn shapes_are_paired_by_where_they_are_used() {
    let (old, mut new) = (model(), model());
    let part = new["shapes"].as_object_mut().unwrap().remove("Part").unwrap();
    new["shapes"]["Piece"] = part;
    new["shapes"]["Parts"]["member"]["shape"] = json!("Piece");
    new["shapes"]["Piece"]["members"]["Label"]["shape"] = json!("Name");
    let found = differences(&old, &new, [None, None]);
    assert_eq!(
        lines(&found),
        [
            "breaking Text → Name: has a pattern now",
            "breaking Text → Name: the least is 1, and was none",
            "breaking Text → Name: the most is 10, and was none",
            "source-only Part: is called Piece",
        ]
    );
    assert_eq!(found.changes[0].operations, ["List", "Put"]);
    assert!(found.to_string().starts_with("breaking (3)\n  Text → Name: has a pattern now (List, Put)\n"));
}

#[test]
fn programs_and_change_logs_read_the_same() {
    let (old, mut new) = (model(), model());
    new["shapes"]["Colour"]["enum"] = json!(["RED", "`*x*`"]);
    let found = differences(&old, &new, [None, None]);
    assert!(found.reach(Level::Breaking));
    let json = found.to_json();
    assert_eq!(json["summary"], json!({"breaking": 1, "source-only": 0, "compatible": 1}));
    assert_eq!(json["changes"][0]["place"], "Colour");
    assert_eq!(json["changes"][0]["operations"], json!(["Put"]));
    assert_eq!(
        found.to_markdown(),
        "\nBreaking:\n\n- `Colour` has no value \"BLUE\" any more\n\nCompatible:\n\n- `Colour` has the value \"\\`\\*x\\*\\`\"\n"
    );
}

#[test]
fn a_text_without_a_name_is_told() {
    let docs =
        json!({"Put": "Puts.", "Gone": "Went.", "PutRequest.Name": "Its name.", "*.Nobody": "x"}).to_string();
    let examples = json!({"Take": [{"title": "Takes", "command": "shop take"}]}).to_string();
    let model = model().to_string();
    let sources = Sources {
        service: &model,
        partitions: PARTITIONS,
        docs: Some(&docs),
        examples: Some(&examples),
        ..Sources::default()
    };
    let options = awsmodel_codegen::Options::new("shop");
    let idle = awsmodel_codegen::generate(&sources, &options).unwrap().idle;
    assert_eq!(idle, ["docs.json: *.Nobody", "docs.json: Gone", "examples.json: Take"]);
}
