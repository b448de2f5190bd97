//! When operations and members came and went, out of the models of three versions; and what reads it.

#![allow(clippy::unwrap_used, reason = "tests")]

use awsmodel_codegen::history::{Version, history};
use awsmodel_codegen::{Options, Sources, read};
use serde_json::{Value, json};

const PARTITIONS: &str = include_str!("fixtures/partitions.json");

/// A model with these operations and the members of their requests.
fn model(operations: &[(&str, &[&str])]) -> String {
    let shape = |members: &[&str]| {
        let members: serde_json::Map<String, Value> =
            members.iter().map(|name| ((*name).to_owned(), json!({"shape": "Text"}))).collect();
        json!({"type": "structure", "members": members})
    };
    let mut shapes = json!({"Text": {"type": "string"}});
    let mut listed = json!({});
    for (name, members) in operations {
        let request = format!("{name}Request");
        listed[*name] =
            json!({"name": name, "http": {"method": "POST", "requestUri": "/"}, "input": {"shape": request}});
        shapes[&request] = shape(members);
    }
    let metadata = json!({
        "apiVersion": "2020-01-01", "endpointPrefix": "things", "protocol": "json", "jsonVersion": "1.1",
        "serviceFullName": "Things", "serviceId": "Things", "signatureVersion": "v4", "targetPrefix": "Things",
    });
    json!({"version": "2.0", "metadata": metadata, "operations": listed, "shapes": shapes}).to_string()
}

#[test]
fn what_came_and_went() {
    let models = [
        model(&[("TakeThing", &["Name", "Color"]), ("LoseThing", &["Name"])]),
        model(&[("TakeThing", &["Name", "Color"]), ("LoseThing", &["Name"])]),
        model(&[
            ("FetchThing", &["Color", "Name"]),
            ("LoseThing", &["Name", "Place"]),
            ("FindThing", &["Name"]),
        ]),
        model(&[("FetchThing", &["Name"]), ("FindThing", &["Name"])]),
    ];
    let dates = ["2019-01-31", "2019-06-01", "2020-03-01", "2021-12-09"];
    let versions = ["1", "1.5", "2", "3"].iter().zip(dates).zip(&models);
    let versions: Vec<Version<'_>> =
        versions.map(|((name, date), service)| Version { name, date, service }).collect();
    let found = history("fixture", &versions).unwrap();
    let wanted = json!({"source": "fixture", "versions": {
        "1": {"date": "2019-01-31"},
        "2": {
            "date": "2020-03-01", "came": ["FetchThing", "FindThing", "LoseThing.Place"], "went": ["TakeThing"],
            "became": {"TakeThing": "FetchThing"},
        },
        "3": {"date": "2021-12-09", "went": ["FetchThing.Color", "LoseThing"]},
    }});
    assert_eq!(found, wanted);

    let (service, text) = (&models[3], found.to_string());
    let sources = Sources { service, partitions: PARTITIONS, history: Some(&text), ..Sources::default() };
    let texts = |options: &Options| {
        read(&sources, options)
            .unwrap()
            .history
            .iter()
            .flat_map(awsmodel_codegen::ir::Stage::texts)
            .collect::<Vec<_>>()
    };
    let all = [
        "fixture 1 2019-01-31",
        "fixture 2 2020-03-01",
        "+fetch-thing +find-thing +lose-thing.place -take-thing =take-thing=fetch-thing",
        "fixture 3 2021-12-09",
        "-fetch-thing.color -lose-thing",
    ];
    assert_eq!(texts(&Options::new("things")), all);
    // A program of a few operations does not take the others for newer ones.
    let chosen = Options { operations: Some(vec!["FindThing".to_owned()]), ..Options::new("things") };
    assert_eq!(texts(&chosen)[2], "+find-thing");
}

#[test]
fn a_history_that_is_none_is_refused() {
    let service = model(&[("FindThing", &["Name"])]);
    for (text, why) in [
        (json!({"versions": {}}), "the key `source` is missing"),
        (json!({"source": "a b", "versions": {}}), "$.source: expected one word"),
        (json!({"source": "a", "versions": {"1": {}}}), "the key `date` is missing"),
        (
            json!({"source": "a", "versions": {"1": {"date": "2019-13-01"}}}),
            "$.versions.1.date: expected a day, such as 2016-04-21",
        ),
        (json!({"source": "a", "versions": {"1 2": {"date": "2019-12-01"}}}), "a version is one word"),
        (
            json!({"source": "a", "versions": {"1": {"date": "2019-12-01", "came": ["A.\u{1b}"]}}}),
            "$.versions.1.came[0]: ",
        ),
        (json!({"source": "a", "versions": {"1": {"date": "2019-12-01", "other": []}}}), "other"),
    ] {
        let text = text.to_string();
        let sources =
            Sources { service: &service, partitions: PARTITIONS, history: Some(&text), ..Sources::default() };
        let error = read(&sources, &Options::new("things")).unwrap_err().to_string();
        assert!(error.contains(why), "{text}: {error}");
    }
}
